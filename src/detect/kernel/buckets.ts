/** Chooses the part of each needle that is looked for first, and which needles are looked for together. */
import type { Needle, NeedleByte } from './needle.ts';
import { type Nibbles, rateOf, unionOf, unionRate } from './share.ts';

/** Places of a fingerprint. */
export const FINGERPRINT = 4;
const BUCKETS = 8;
/** Rounds of moving fingerprints between buckets: later ones gain little. */
const ROUNDS = 1;

/** A needle, and where its fingerprint begins. */
interface Keyed {
  readonly needle: number;
  readonly offset: number;
}

/** Needles that are looked for together. */
export interface Bucket {
  readonly members: readonly Keyed[];
  readonly nibbles: Nibbles;
  /** Share of text that it lets through. */
  readonly rate: number;
}

/** Deals the needles into eight buckets that together let little text through. Some may stay empty. */
export function dealBuckets(needles: readonly Needle[]): Bucket[] {
  const groups = joinEqual(needles.map(keyOf));
  const homes = Array.from({ length: BUCKETS }, () => groups.slice(0, 0));
  const buckets = homes.map(bucketOf);
  for (let round = 0; round <= ROUNDS; round++) {
    const moved = groups.filter((group) => moveToCheapest(group, homes, buckets));
    if (moved.length === 0) break;
  }
  return buckets;
}

/** Moves a group to the bucket where it lets least more text through. True if that is another than now. */
function moveToCheapest(group: Bucket, homes: Bucket[][], buckets: Bucket[]): boolean {
  const now = homes.findIndex((home) => home.includes(group));
  const stay = homes[now]?.filter((other) => other !== group) ?? [];
  const left = bucketOf(stay);
  const costs = buckets.map((bucket, at) => {
    const { nibbles, rate } = at === now ? left : bucket;
    return unionRate(nibbles, group.nibbles) - rate;
  });
  const best = costs.indexOf(Math.min(...costs));
  if (best === now) return false;
  if (now >= 0) [homes[now], buckets[now]] = [stay, left];
  const grown = [...(homes[best] ?? []), group];
  [homes[best], buckets[best]] = [grown, bucketOf(grown)];
  return true;
}

const NOTHING: Nibbles = Array.from({ length: FINGERPRINT }, () => 0);

function bucketOf(groups: readonly Bucket[]): Bucket {
  const nibbles = groups.reduce((all, group) => unionOf(all, group.nibbles), NOTHING);
  return { members: groups.flatMap((group) => group.members), nibbles, rate: rateOf(nibbles) };
}

/** Groups of the same fingerprint. */
function joinEqual(groups: readonly Bucket[]): Bucket[] {
  const joined = new Map<string, Bucket>();
  for (const group of groups) {
    const key = group.nibbles.join();
    const known = joined.get(key);
    joined.set(key, known === undefined ? group : bucketOf([known, group]));
  }
  return [...joined.values()];
}

/** The needle's rarest places. */
function keyOf(needle: Needle, index: number): Bucket {
  const masks = needle.map(maskOf);
  const last = Math.max(0, masks.length - FINGERPRINT);
  const choices = Array.from({ length: last + 1 }, (_, offset) => fingerprint(masks, offset));
  const rates = choices.map(rateOf);
  const rate = Math.min(...rates);
  const offset = rates.indexOf(rate);
  return { members: [{ needle: index, offset }], nibbles: choices[offset] ?? NOTHING, rate };
}

/** All bits. */
const ANY = -1;

/** A needle of three places lets any byte follow. */
function fingerprint(masks: readonly number[], offset: number): Nibbles {
  return Array.from({ length: FINGERPRINT }, (_, place) => masks[offset + place] ?? ANY);
}

function maskOf(byte: NeedleByte): number {
  if (typeof byte === 'number') return (1 << (byte & 15)) | (0x10000 << (byte >> 4));
  return byte.reduce<number>((mask, value) => mask | maskOf(value), 0);
}
