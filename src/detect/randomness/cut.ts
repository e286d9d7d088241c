/**
 * Text that people gave and that is repeated to them, such as a path that is not there. It may be a key that was pasted
 * without its prefix: what reads as random text is cut, and what reads as a name stays.
 */
import { isObjectId } from '../../model/origin.ts';
import { randomness } from './randomness.ts';

/** Shorter keys are issued by no provider. */
const LEAST = 16;
/** Characters from one stretch to the next. */
const STEP = 4;
const SHOWN = 4;
const RUN = new RegExp(`[A-Za-z0-9_-]{${LEAST},}`, 'g');

/** The text with each run of 16 characters and more that reads as random cut to its first four. */
export function cutRandom(text: string): string {
  return text.replace(RUN, (run) => (isRandom(run) ? `${run.slice(0, SHOWN)}…` : run));
}

/** The same, but the ids of objects and fingerprints stay: for messages that name them. */
export function cutRandomButIds(text: string): string {
  return text.replace(RUN, (run) => (isObjectId(run) ? run : cutRandom(run)));
}

/** True if the text may hold a part of a key: a run of `least` characters and more, or a part of one, reads as random. */
export function holdsRandom(text: string, least: number): boolean {
  const runs = text.match(/[A-Za-z0-9_-]+/g) ?? [];
  return runs.some((run) => isRandom(run, least) || stretchesOf(run).some((part) => isRandom(part, least)));
}

/** Stretches of a run, each of as many characters as the shortest key: the words around a key outweigh it. */
function stretchesOf(run: string): string[] {
  const count = Math.max(0, Math.ceil((run.length - LEAST) / STEP));
  return Array.from({ length: count }, (_, i) => run.slice(i * STEP, i * STEP + LEAST));
}

/** A random part makes the whole random: `backup-<key>-old` is cut at its start. */
function isRandom(run: string, least = LEAST): boolean {
  const parts = [run, ...run.split(/[_-]+/)].filter((part) => part.length >= least);
  return parts.some((part) => randomness(part).verdict !== 'name');
}
