/**
 * Text that people gave and that is repeated to them, such as a path that is not there. It may be a key that was pasted
 * without its prefix: what reads as random text is cut, and what reads as a name stays.
 */
import { randomness } from './randomness.ts';

/** Shorter keys are issued by no provider. */
const LEAST = 16;
const SHOWN = 4;
const RUN = new RegExp(`[A-Za-z0-9_-]{${LEAST},}`, 'g');
/** Ids of git objects and fingerprints. */
const IS_ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** The text with each run of 16 characters and more that reads as random cut to its first four. */
export function cutRandom(text: string): string {
  return text.replace(RUN, (run) => (isRandom(run) ? `${run.slice(0, SHOWN)}…` : run));
}

/** The same, but the ids of objects and fingerprints stay: for messages that name them. */
export function cutRandomButIds(text: string): string {
  return text.replace(RUN, (run) => (IS_ID.test(run) ? run : cutRandom(run)));
}

/** A random part makes the whole random: `backup-<key>-old` is cut at its start. */
function isRandom(run: string): boolean {
  const parts = run.split(/[_-]+/).filter((part) => part.length >= LEAST);
  return [run, ...parts].some((part) => randomness(part).verdict !== 'name');
}
