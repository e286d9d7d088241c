/** A run that writes into the journal of revocations. */
import { randomUUID } from 'node:crypto';
import { type Journal, openJournal } from '../revoke/journal.ts';
import type { Call } from './call.ts';
import { journalPath } from './journal-path.ts';

/** Errors: `unwritable`, `bad-journal`. */
export async function withJournal<T>(
  call: Call<'journal'>,
  use: (journal: Journal, run: string) => Promise<T>,
): Promise<T> {
  const run = randomUUID();
  const journal = openJournal({ path: journalPath(call), run, now: call.io.now });
  try {
    return await use(journal, run);
  } finally {
    journal.close();
  }
}
