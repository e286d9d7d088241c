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

/** A bucket in the making, with the work it causes: the text it lets through, once for each of its needles. */
interface Group {
  readonly needles: readonly Keyed[];
  readonly nibbles: readonly Nibbles[];
  readonly work: number;
}

/** Rough share of each byte in source code, of 1,000: only their order matters, for the choice of the rarest places. */
const SHARE = Float64Array.from({ length: 256 }, (_, byte) => shareOf(byte));

function shareOf(byte: number): number {
  if (byte === 0x20) return 160;
  if (byte >= 0x61 && byte <= 0x7a) return 'etaoinsrlcdpum'.includes(String.fromCharCode(byte)) ? 35 : 8;
  if (byte >= 0x41 && byte <= 0x5a) return 2;
  if (byte >= 0x30 && byte <= 0x39) return 4;
  if (byte === 0x0a || byte === 0x5f) return 30;
  return byte > 0x20 && byte < 0x7f ? 5 : byte === 0 ? 4 : 1;
}

const PLACES = [0, 1, 2, 3];

/**
 * Deals the needles into eight buckets. Needles whose fingerprints have the same high nibbles (the same pattern of
 * upper case, lower case and digits) stay together; then the neighbours whose union costs least are joined, until eight
 * groups are left.
 */
export function dealBuckets(needles: readonly Needle[]): Bucket[] {
  const signed = [...bySignature(needles.map(keyOf))].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const groups = signed.map(([, keyed]) => groupOf(keyed));
  while (groups.length > BUCKETS) joinCheapest(groups);
  return groups;
}

function bySignature(keyed: readonly Keyed[]): Map<string, Keyed[]> {
  const signed = new Map<string, Keyed[]>();
  for (const key of keyed) {
    const signature = key.nibbles.map(({ high }) => high).join();
    signed.set(signature, [...(signed.get(signature) ?? []), key]);
  }
  return signed;
}

function groupOf(needles: readonly Keyed[]): Group {
  const nibbles = PLACES.map((place) => ({
    low: needles.reduce((all, key) => all | (key.nibbles[place]?.low ?? 0), 0),
    high: needles.reduce((all, key) => all | (key.nibbles[place]?.high ?? 0), 0),
  }));
  return { needles, nibbles, work: passRate(nibbles) * needles.length };
}

function union(a: Group, b: Group): Group {
  const nibbles = PLACES.map((place) => ({
    low: (a.nibbles[place]?.low ?? 0) | (b.nibbles[place]?.low ?? 0),
    high: (a.nibbles[place]?.high ?? 0) | (b.nibbles[place]?.high ?? 0),
  }));
  const needles = [...a.needles, ...b.needles];
  return { needles, nibbles, work: passRate(nibbles) * needles.length };
}

/** Joins the two neighbours whose union costs least: groups lie in the order of their signatures, like beside like. */
function joinCheapest(groups: Group[]): void {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i + 1 < groups.length; i++) {
    const [a, b] = [groups[i], groups[i + 1]];
    if (a === undefined || b === undefined) continue;
    const cost = unionWork(a, b) - a.work - b.work;
    if (cost < least) [best, least] = [i, cost];
  }
  const [a, b] = [groups[best], groups[best + 1]];
  if (a !== undefined && b !== undefined) groups.splice(best, 2, union(a, b));
}

/** Work of the union of two groups, without making it. */
function unionWork(a: Group, b: Group): number {
  let rate = 1;
  for (const place of PLACES) {
    const low = (a.nibbles[place]?.low ?? 0) | (b.nibbles[place]?.low ?? 0);
    const high = (a.nibbles[place]?.high ?? 0) | (b.nibbles[place]?.high ?? 0);
    rate *= placeRate(low, high);
  }
  return rate * (a.needles.length + b.needles.length);
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
  return PLACES.map((place) => nibblesOf(needle[offset + place]));
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

/** Share of ordinary text that passes all places. */
function passRate(nibbles: readonly Nibbles[]): number {
  return nibbles.reduce((rate, { low, high }) => rate * placeRate(low, high), 1);
}

function placeRate(low: number, high: number): number {
  const key = low * 65_536 + high;
  const known = rates.get(key);
  if (known !== undefined) return known;
  let rate = 0;
  for (let h = high; h !== 0; h &= h - 1) {
    const row = (31 - Math.clz32(h & -h)) * 16;
    for (let l = low; l !== 0; l &= l - 1) rate += SHARE[row + 31 - Math.clz32(l & -l)] ?? 0;
  }
  rates.set(key, rate / 1000);
  return rate / 1000;
}

const rates = new Map<number, number>();
