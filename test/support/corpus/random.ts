/** Repeatable randomness: the same seed gives the same corpus everywhere. */

export interface Random {
  /** A whole number from 0 to `bound - 1`. */
  below(bound: number): number;
  /** One of `choices`, each as likely as another. */
  pick<T>(choices: readonly [T, ...T[]]): T;
  /** `length` characters of `alphabet`. */
  text(alphabet: string, length: number): string;
  /** `length` bytes. */
  bytes(length: number): Uint8Array;
  /** True `numerator` times in `denominator`. */
  chance(numerator: number, denominator: number): boolean;
}

/** The small fast counter generator of PractRand (sfc32): 128 bits of state, period at least 2^32. */
export function seeded(seed: number): Random {
  const next = sfc32(seed);
  const below = (bound: number): number => Math.floor((next() / 0x1_0000_0000) * bound);
  return {
    below,
    pick: (choices) => choices[below(choices.length)] ?? choices[0],
    text: (alphabet, length) =>
      Array.from({ length }, () => alphabet.charAt(below(alphabet.length))).join(''),
    bytes: (length) => Uint8Array.from({ length }, () => below(256)),
    chance: (numerator, denominator) => below(denominator) < numerator,
  };
}

function sfc32(seed: number): () => number {
  let a = 0;
  let b = seed | 0;
  let c = 0x9e3779b9 | 0;
  let counter = 1;
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let i = 0; i < 12; i++) next();
  return next;
}
