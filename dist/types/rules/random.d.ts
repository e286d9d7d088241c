/** Sources of randomness as values, so that examples can be the same every time. */
/** Gives `count` random bytes. `randomBytes` of node:crypto is one. */
export type RandomBytes = (count: number) => Uint8Array;
/**
 * The same bytes for the same seed (mulberry32 by Tommy Ettinger, public domain). Not for secrets: 32 bits of state,
 * so a key made of these bytes can be guessed. For tests, examples and samples, which open nothing.
 *
 * @param seed a whole number; its low 32 bits count
 */
export declare function seededBytes(seed: number): RandomBytes;
/** A whole number from 0 to `limit` - 1 (`limit` at most 256), every one as likely. */
export declare function below(limit: number, random: RandomBytes): number;
