/** Where the journal of revocations is: with the user, never in a repository, where others could write it. */
import { join, resolve } from 'node:path';
import { UserError } from '../model/error.ts';
import type { KeyState } from '../revoke/state.ts';
import { userDirectory } from '../state/directories.ts';
import type { Call } from './call.ts';

/** State that outlives a run. Errors: `bad-usage` if there is no home directory. */
export function journalPath({ options, io }: Pick<Call<'journal'>, 'options' | 'io'>): string {
  if (options.journal !== undefined) return resolve(io.cwd, options.journal);
  const base = userDirectory('state', io.env);
  if (base === undefined)
    throw new UserError('bad-usage', 'there is no home directory for the journal', {
      hint: '--journal names a file',
    });
  return join(base, 'revocations.jsonl');
}

/** Milliseconds. A run writes at least once an hour: that is how long it waits for a revocation to spread. */
const MOST_SILENCE = 2 * 3_600_000;

/**
 * Of a run on another machine nobody here can tell: it is taken for ended, and only --resume takes it over. So
 * is one of this very process id: in a container each run may get the same, and this one has claimed nothing yet. One
 * that has been silent for long has ended, too: another program has its process id.
 */
export function isRunning(
  { pid, host, at }: KeyState & { readonly kind: 'open' },
  here: string,
  now: Date,
): boolean {
  // Also one that wrote by a clock that was far ahead.
  const isSilent = Math.abs(now.getTime() - Date.parse(at)) > MOST_SILENCE;
  if (host !== here || pid === process.pid || isSilent) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
