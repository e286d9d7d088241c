/** Mutations of a file: the same for the same seed. */

/** A source of numbers: `below(n)` gives a whole number from 0 to n - 1. */
export interface Dice {
  below(limit: number): number;
}

/** xorshift32 (Marsaglia, 2003). */
export function diceOf(seed: number): Dice {
  let state = (Math.imul(seed + 1, 0x9e3779b1) ^ 0x85ebca6b) >>> 0 || 1;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state;
  };
  return { below: (limit) => next() % Math.max(1, limit) };
}

type Mutation = (bytes: Buffer, dice: Dice, words: readonly string[]) => Buffer;

const at = (bytes: Buffer, dice: Dice): number => dice.below(bytes.length + 1);

function insert(bytes: Buffer, where: number, what: Uint8Array): Buffer {
  return Buffer.concat([bytes.subarray(0, where), what, bytes.subarray(where)]);
}

/** Bytes that parsers treat in a special way. */
const ODD = ['\0', '\r', '\n', '\r\n', '"', "'", '\\', '\ufeff', '\u2028', '\x1b[2K', '{', '[', '\xff'].map(
  (text) => Buffer.from(text, text === '\xff' ? 'latin1' : 'utf8'),
);
const MOST_REPEATS = 20_000;

const MUTATIONS: readonly Mutation[] = [
  (bytes, dice) => {
    const copy = Buffer.from(bytes);
    const place = dice.below(bytes.length);
    copy[place] = (copy[place] ?? 0) ^ (1 << dice.below(8));
    return copy;
  },
  (bytes, dice) => {
    const copy = Buffer.from(bytes);
    copy[dice.below(bytes.length)] = dice.below(256);
    return copy;
  },
  (bytes, dice) => bytes.subarray(0, at(bytes, dice)),
  (bytes, dice) => {
    const from = at(bytes, dice);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + dice.below(40))]);
  },
  (bytes, dice) => {
    const from = at(bytes, dice);
    return insert(bytes, at(bytes, dice), bytes.subarray(from, from + dice.below(200)));
  },
  (bytes, dice) => insert(bytes, at(bytes, dice), ODD[dice.below(ODD.length)] ?? Buffer.alloc(0)),
  (bytes, dice, words) => insert(bytes, at(bytes, dice), Buffer.from(words[dice.below(words.length)] ?? '')),
  (bytes, dice, words) => {
    const word = words[dice.below(words.length)] ?? 'x';
    return insert(bytes, at(bytes, dice), Buffer.from(word.repeat(dice.below(MOST_REPEATS / word.length))));
  },
  (bytes, dice) => {
    const copy = Buffer.from(bytes);
    const place = dice.below(bytes.length);
    const fill = [0, 0x7f, 0x80, 0xff][dice.below(4)] ?? 0;
    return copy.fill(fill, place, Math.min(copy.length, place + 1 + dice.below(8)));
  },
];
const MOST_MUTATIONS = 4;

/** One to four mutations. @param words what the format's parser knows, and keys */
export function mutate(bytes: Buffer, dice: Dice, words: readonly string[]): Buffer {
  let mutated = bytes;
  for (let left = 1 + dice.below(MOST_MUTATIONS); left > 0; left--) {
    const mutation = MUTATIONS[dice.below(MUTATIONS.length)];
    if (mutation !== undefined && mutated.length > 0) mutated = mutation(mutated, dice, words);
  }
  return mutated;
}
