/** The harder lists: names behind the prefixes, at least 5,000 a list, the same for the same seed. */
import { seeded } from '../random.ts';
import { MADE_NAMES } from './ids.ts';
import { type NameMaker, WRITTEN_NAMES } from './names.ts';

export const HOSTILE_MAKERS: Readonly<Record<string, NameMaker>> = { ...WRITTEN_NAMES, ...MADE_NAMES };
export const HOSTILE_LISTS: readonly string[] = Object.keys(HOSTILE_MAKERS);
export const LIST_SIZE = 5_000;

/** Bodies that the rules' patterns accept: shorter and longer names are no candidates. */
const MIN_BODY = 16;
const MAX_BODY = 64;
/** A maker that hits the lengths less often than this is broken. */
const MOST_TRIES = 50;

/** `count` distinct bodies of 16 to 64 characters of the list. */
export function hostileBodies(list: string, seed: number, count = LIST_SIZE): string[] {
  const make = HOSTILE_MAKERS[list];
  if (make === undefined) throw new Error(`no hostile list ${list}`);
  const random = seeded(seed);
  const bodies = new Set<string>();
  for (let tries = count * MOST_TRIES; bodies.size < count && tries > 0; tries--) {
    const body = make(random);
    if (body.length >= MIN_BODY && body.length <= MAX_BODY) bodies.add(body);
  }
  if (bodies.size < count) throw new Error(`the list ${list} is short of names`);
  return [...bodies];
}
