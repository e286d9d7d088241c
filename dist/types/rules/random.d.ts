/** Sources of randomness as values, so that examples can be the same every time. */
/** Gives `count` random bytes. */
export type RandomBytes = (count: number) => Uint8Array;
/**
 * The same bytes for the same seed (mulberry32, by Tommy Ettinger, public domain; 32 bits of state).
 * For examples and tests: a key made of these can be guessed.
 */
export declare function seededBytes(seed: number): RandomBytes;
/** A whole number below `limit` (at most 256), every one as likely. */
export declare function below(limit: number, random: RandomBytes): number;
