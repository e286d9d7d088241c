/** Chooses the part of each needle that is looked for first, and which needles are looked for together. */
import type { Needle, NeedleByte } from './needle.ts';
import { type Nibbles, rateOf, unionOf, unionRate } from './share.ts';

/** Places of a fingerprint. */
export const FINGERPRINT = 4;
const BUCKETS = 8;
/** Rounds of moving needles between buckets: later ones gain little. */
const ROUNDS = 2;

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

/** A fingerprint that a needle could have. */
interface Choice {
  readonly offset: number;
  readonly nibbles: Nibbles;
}

/** A needle that is being dealt. */
interface Dealt {
  readonly needle: number;
  readonly choices: readonly Choice[];
  /** Its bucket and fingerprint so far. */
  home: number;
  choice: Choice;
}

/**
 * Deals the needles into eight buckets that together let little text through. Some may stay empty. Bucket and
 * fingerprint are chosen together: the rarest places of a needle are not the best ones where others of the bucket have
 * made the same nibbles common.
 */
export function dealBuckets(needles: readonly Needle[]): Bucket[] {
  const hand = needles.map(dealtOf).sort((a, b) => rateOf(b.choice.nibbles) - rateOf(a.choice.nibbles));
  const unions = Array.from({ length: BUCKETS }, () => NOTHING);
  for (let round = 0; round < ROUNDS; round++) {
    for (const dealt of hand) moveToCheapest(dealt, hand, unions);
  }
  return unions.map((nibbles, bucket) => ({
    members: hand
      .filter(({ home }) => home === bucket)
      .map(({ needle, choice }) => ({ needle, offset: choice.offset })),
    nibbles,
    rate: rateOf(nibbles),
  }));
}

const NOTHING: Nibbles = Array.from({ length: FINGERPRINT }, () => 0);
const NOWHERE = -1;

/** Moves a needle to the bucket, and gives it the fingerprint, with which least more text is let through. */
function moveToCheapest(dealt: Dealt, hand: readonly Dealt[], unions: Nibbles[]): void {
  if (dealt.home !== NOWHERE) {
    const others = hand.filter((other) => other.home === dealt.home && other !== dealt);
    unions[dealt.home] = others.reduce((all, { choice }) => unionOf(all, choice.nibbles), NOTHING);
  }
  let least = Number.POSITIVE_INFINITY;
  for (const [bucket, union] of unions.entries()) {
    const rate = rateOf(union);
    for (const choice of dealt.choices) {
      const cost = unionRate(union, choice.nibbles) - rate;
      if (cost >= least) continue;
      least = cost;
      dealt.home = bucket;
      dealt.choice = choice;
    }
  }
  unions[dealt.home] = unionOf(unions[dealt.home] ?? NOTHING, dealt.choice.nibbles);
}

/** Not yet dealt; its rarest places until then. */
function dealtOf(bytes: Needle, needle: number): Dealt {
  const masks = bytes.map(maskOf);
  const count = Math.max(1, masks.length - FINGERPRINT + 1);
  const choices = Array.from({ length: count }, (_, offset) => ({
    offset,
    nibbles: fingerprint(masks, offset),
  }));
  const choice = choices.reduce((best, other) =>
    rateOf(other.nibbles) < rateOf(best.nibbles) ? other : best,
  );
  return { needle, choices, home: NOWHERE, choice };
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
