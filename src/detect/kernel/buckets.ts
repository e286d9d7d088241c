/** Chooses the part of each needle that is looked for first, and which needles are looked for together. */
import type { Needle, NeedleByte } from './needle.ts';

/** Places of a fingerprint. */
export const FINGERPRINT = 4;
const BUCKETS = 8;

/** Nibbles that may stand at a place: bits 0 to 15 for the low one, the same for the high one. */
export interface Nibbles {
  readonly low: number;
  readonly high: number;
}

/** A needle with the offset of its fingerprint, and the nibbles of the fingerprint's places. */
interface Keyed {
  readonly needle: number;
  readonly offset: number;
  readonly nibbles: readonly Nibbles[];
}

export interface Bucket {
  readonly needles: readonly { readonly needle: number; readonly offset: number }[];
  readonly nibbles: readonly Nibbles[];
}

/**
 * Rough share of each byte in source code, of 1,000: only their order matters, for the choice of the rarest places.
 */
const SHARE = Float64Array.from({ length: 256 }, (_, byte) => shareOf(byte));

function shareOf(byte: number): number {
  if (byte === 0x20) return 150;
  if (byte >= 0x61 && byte <= 0x7a) return 'etaoinsrlcdpum'.includes(String.fromCharCode(byte)) ? 40 : 10;
  if (byte >= 0x41 && byte <= 0x5a) return 5;
  if (byte >= 0x30 && byte <= 0x39) return 8;
  if (byte === 0x0a || byte === 0x5f || byte === 0x2e || byte === 0x2c) return 15;
  return byte > 0x20 && byte < 0x7f ? 5 : byte === 0 ? 8 : 2;
}

const NOTHING: readonly Nibbles[] = Array.from({ length: FINGERPRINT }, () => ({ low: 0, high: 0 }));

/** Deals the needles into eight buckets so that each lets as little text through as can be had cheaply. */
export function dealBuckets(needles: readonly Needle[]): Bucket[] {
  const keyed = needles.map(keyOf).toSorted((a, b) => passRate(a.nibbles) - passRate(b.nibbles));
  const buckets = Array.from({ length: BUCKETS }, () => ({ needles: [] as Keyed[], nibbles: NOTHING, rate: 0 }));
  for (const key of keyed) {
    let best: { bucket: (typeof buckets)[number]; nibbles: readonly Nibbles[]; rate: number } | undefined;
    for (const bucket of buckets) {
      const nibbles = union(bucket.nibbles, key.nibbles);
      const rate = passRate(nibbles);
      if (best === undefined || rate - bucket.rate < best.rate - best.bucket.rate) best = { bucket, nibbles, rate };
    }
    if (best === undefined) continue;
    best.bucket.needles.push(key);
    best.bucket.nibbles = best.nibbles;
    best.bucket.rate = best.rate;
  }
  return buckets;
}

function keyOf(needle: Needle, index: number): Keyed {
  const last = Math.max(0, needle.length - FINGERPRINT);
  const offsets = Array.from({ length: last + 1 }, (_, offset) => offset);
  const rates = offsets.map((offset) => passRate(fingerprint(needle, offset)));
  const offset = rates.indexOf(Math.min(...rates));
  return { needle: index, offset, nibbles: fingerprint(needle, offset) };
}

/** A needle of three places lets any byte follow. */
function fingerprint(needle: Needle, offset: number): Nibbles[] {
  return NOTHING.map((_, i) => nibblesOf(needle[offset + i]));
}

function nibblesOf(byte: NeedleByte | undefined): Nibbles {
  if (byte === undefined) return { low: 0xffff, high: 0xffff };
  let low = 0;
  let high = 0;
  for (const value of typeof byte === 'number' ? [byte] : byte) {
    low |= 1 << (value & 15);
    high |= 1 << (value >> 4);
  }
  return { low, high };
}

function union(a: readonly Nibbles[], b: readonly Nibbles[]): Nibbles[] {
  return a.map(({ low, high }, i) => ({ low: low | (b[i]?.low ?? 0), high: high | (b[i]?.high ?? 0) }));
}

/** Share of ordinary text that passes all places. */
function passRate(nibbles: readonly Nibbles[]): number {
  return nibbles.reduce((rate, place) => rate * placeRate(place), 1);
}

function placeRate({ low, high }: Nibbles): number {
  let rate = 0;
  for (let h = 0; h < 16; h++) {
    if ((high & (1 << h)) === 0) continue;
    for (let l = 0; l < 16; l++) if ((low & (1 << l)) !== 0) rate += SHARE[h * 16 + l] ?? 0;
  }
  return rate / 1000;
}
