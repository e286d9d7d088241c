/** Whether the run that began on a key is still under way. */
import type { KeyState } from './state.ts';

/** Milliseconds. A run writes at least once an hour: that is how long it waits for a revocation to spread. */
const MOST_SILENCE = 2 * 3_600_000;

/**
 * Whether a run on another machine is under way cannot be found out here: it is taken for ended, and only --resume takes
 * it over. So is one of this very process id: in a container each run may get the same, and this one has claimed nothing
 * yet. One that has been silent for long has ended, too: another program has its process id.
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
