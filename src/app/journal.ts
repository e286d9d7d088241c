/** A run that writes into the journal of revocations. */
import { randomUUID } from 'node:crypto';
import { type Journal, openJournal } from '../revoke/journal.ts';
import type { Deps } from './deps.ts';

/** Errors: `unwritable`, `bad-journal`. */
export async function withJournal<T>(
  path: string,
  { now }: Deps,
  use: (journal: Journal, run: string) => Promise<T>,
): Promise<T> {
  const run = randomUUID();
  const journal = openJournal({ path, run, now });
  try {
    return await use(journal, run);
  } finally {
    journal.close();
  }
}
