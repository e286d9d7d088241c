/** Where the journal of revocations is: with the user, never in a repository, where others could write it. */
import { join, resolve } from 'node:path';
import { UserError } from '../model/error.ts';
import { userDirectory } from '../state/directories.ts';
import type { Call } from './call.ts';

/** State that outlives a run. Errors: `bad-usage` if there is no home directory. */
export function journalPath({ options, io }: Call<'journal'>): string {
  if (options.journal !== undefined) return resolve(io.cwd, options.journal);
  const base = userDirectory('state', io.env);
  if (base === undefined)
    throw new UserError('bad-usage', 'there is no home directory for the journal', {
      hint: '--journal names a file',
    });
  return join(base, 'revocations.jsonl');
}
