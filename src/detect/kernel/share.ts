/** How much of ordinary text the places of a fingerprint let through. */

/** What may stand at each place of a fingerprint: bits 0 to 15 for the low nibble, 16 to 31 for the high one. */
export type Nibbles = readonly number[];

/** What may stand at each place in one group or the other. */
export function unionOf(a: Nibbles, b: Nibbles): Nibbles {
  return a.map((mask, place) => mask | (b[place] ?? 0));
}

/** Share of text that passes all places. */
export function rateOf(nibbles: Nibbles): number {
  let rate = 1;
  for (const mask of nibbles) rate *= placeRate(mask);
  return rate;
}

/** The rate of a union, without making it. */
export function unionRate(a: Nibbles, b: Nibbles): number {
  let rate = 1;
  for (let place = 0; place < a.length; place++) rate *= placeRate((a[place] ?? 0) | (b[place] ?? 0));
  return rate;
}

/** The same few masks are asked for again and again while buckets are dealt. */
const known = new Map<number, number>();

function placeRate(mask: number): number {
  const rate = known.get(mask);
  if (rate !== undefined) return rate;
  let sum = 0;
  for (let high = mask >>> 16; high !== 0; high &= high - 1) {
    const row = (31 - Math.clz32(high & -high)) * 16;
    for (let low = mask & 0xffff; low !== 0; low &= low - 1)
      sum += SHARE[row + 31 - Math.clz32(low & -low)] ?? 0;
  }
  known.set(mask, sum);
  return sum;
}

/**
 * Bytes of 1,000 that each of these characters has in source code, counted in FRRouting, NetHack, iproute2, DeepEP
 * and tf-vrouter; what is left out has 2 if printable and a fraction if not.
 */
const COUNTED: readonly (readonly [share: number, characters: string])[] = [
  [190, ' '],
  [45, 'et'],
  [30, 'rinsao_\n'],
  [17, 'ldcpuf"\t'],
  [10, 'mhgb,.()-'],
  [6, 'vyEA01TPSRN;:`*=/'],
  [4, 'xwkLOICMD2>#{}[]'],
];

const SHARE = Float64Array.from({ length: 256 }, (_, byte) => shareOf(String.fromCharCode(byte)) / 1000);

function shareOf(character: string): number {
  const counted = COUNTED.find(([, characters]) => characters.includes(character))?.[0];
  return counted ?? (character > ' ' && character <= '~' ? 2 : 0.3);
}
