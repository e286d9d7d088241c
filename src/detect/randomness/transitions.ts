/** What a character costs when the text is an identifier: a second-order transition model, in bits. */
import { CLASS_COSTS, LETTER_LEVELS, LEVEL_BITS } from './transitions.generated.ts';

export const SEPARATOR = 0;
export const LOWER = 1;
export const UPPER = 2;
export const DIGIT = 3;

/** Class of each byte; whatever is no letter and no digit separates. */
export const CLASS = Uint8Array.from({ length: 256 }, (_, c) => {
  if (c >= 0x61 && c <= 0x7a) return LOWER;
  if (c >= 0x41 && c <= 0x5a) return UPPER;
  return c >= 0x30 && c <= 0x39 ? DIGIT : SEPARATOR;
});

/** Letters 0–25 without regard to case. What is no letter is the edge of a word. */
const LETTERS = 26;
const EDGE = LETTERS;
const CONTEXTS = LETTERS + 1;
/** Steps to a bit in the stored class costs. */
export const CLASS_STEPS = 16;
const DIGIT_BITS = Math.log2(10);
/** Which separator: a name keeps to one, mostly `_`, so that its first hyphen tells more than the others. */
const UNDERSCORE_BITS = 0.2;
const HYPHEN_BITS = 0.7;

/** Numbers of table entries, for the trainer. */
export const CLASS_ENTRIES = 256;
export const LETTER_ENTRIES = CONTEXTS * CONTEXTS * LETTERS;

/** Walks a text; told of each character, gives the two table places that its cost is stored at. */
export interface Walk {
  classes: number;
  first: number;
  second: number;
}

/** A walk at the beginning of a text: as after a separator. */
export function newWalk(): Walk {
  return { classes: 0, first: EDGE, second: EDGE };
}

/**
 * Place of the next character's class among `CLASS_ENTRIES`: by the three classes before it.
 * Moves the walk on; ask `letterPlace` afterwards.
 */
export function classPlace(walk: Walk, code: number): number {
  walk.classes = ((walk.classes << 2) | (CLASS[code] ?? SEPARATOR)) & 0xff;
  return walk.classes;
}

/** Place of the letter among `LETTER_ENTRIES`: by the two letters before it, or -1 for what is no letter. */
export function letterPlace(walk: Walk, code: number): number {
  const kind = walk.classes & 3;
  const letter = kind === LOWER || kind === UPPER ? (code | 0x20) - 0x61 : EDGE;
  const place = letter === EDGE ? -1 : (walk.first * CONTEXTS + walk.second) * LETTERS + letter;
  walk.first = walk.second;
  walk.second = letter;
  return place;
}

function decodeClassCosts(): Float64Array {
  return Float64Array.from(Buffer.from(CLASS_COSTS, 'base64'), (cost) => cost / CLASS_STEPS);
}

/** Two bits a letter, four letters a byte. */
function decodeLetterCosts(): Float64Array {
  const packed = Buffer.from(LETTER_LEVELS, 'base64');
  return Float64Array.from({ length: LETTER_ENTRIES }, (_, place) => {
    const level = ((packed[place >> 2] ?? 0) >> ((place & 3) * 2)) & 3;
    return LEVEL_BITS[level] ?? 0;
  });
}

let classCosts: Float64Array | undefined;
let letterCosts: Float64Array | undefined;

/** Bits that the next character costs in an identifier; the walk moves on. The tables are decoded at first use. */
export function identifierBits(walk: Walk, code: number): number {
  classCosts ??= decodeClassCosts();
  letterCosts ??= decodeLetterCosts();
  const bits = classCosts[classPlace(walk, code)] ?? 0;
  const letter = letterPlace(walk, code);
  if (letter >= 0) return bits + (letterCosts[letter] ?? 0);
  if ((walk.classes & 3) === DIGIT) return bits + DIGIT_BITS;
  return bits + (code === 0x2d ? HYPHEN_BITS : UNDERSCORE_BITS);
}
