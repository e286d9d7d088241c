/** Sources of randomness as values, so that examples can be the same every time. */

/** Gives `count` random bytes. `randomBytes` of node:crypto is one. */
export type RandomBytes = (count: number) => Uint8Array;

/**
 * The same bytes for the same seed (mulberry32 by Tommy Ettinger, public domain). Not for secrets: 32 bits of state,
 * so a key made of these bytes can be guessed. For tests, examples and samples, which open nothing.
 *
 * @param seed a whole number; its low 32 bits count
 */
export function seededBytes(seed: number): RandomBytes {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) & 0xff;
  };
  return (count) => Uint8Array.from({ length: count }, next);
}

/** A whole number from 0 to `limit` - 1 (`limit` at most 256), every one as likely. */
export function below(limit: number, random: RandomBytes): number {
  // Bytes past the last whole multiple of `limit` would favour small numbers.
  const fair = 256 - (256 % limit);
  for (;;) {
    const [byte = 0] = random(1);
    if (byte < fair) return byte % limit;
  }
}
