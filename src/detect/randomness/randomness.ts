/** Is a key's body random text, or a name? */
import type { Alphabet } from '../../model/rule.ts';
import { ALPHABET_SIZE, alphabetOf } from './alphabet.ts';
import { normalisedEntropy } from './entropy.ts';
import { type Segment, segmentsOf } from './segments.ts';
import { identifierBits, newWalk } from './transitions.ts';

/** What the characters of a body say, without anything that stands round it. */
export interface Randomness {
  /**
   * Bits by which random text of the body's alphabet explains it better than a name does. Random bodies of 20
   * characters lie near 35, names near -30, text that is known to come of a hash or counter near 0.
   */
  readonly score: number;
  /** The smallest alphabet that the body fits. */
  readonly alphabet: Alphabet;
  /** 0 to 1: Shannon entropy over what the length and the alphabet allow. */
  readonly entropy: number;
  /** Parts that hashes, counters and ids are made of. */
  readonly segments: readonly Segment[];
}

/** At or above: random without anything that says whose it is. */
export const STRICT = 12;
/** At or above: random if a provider's name stands near by. */
export const RELAXED = 0;

/** Bits gained up to each character: reused, so that a candidate costs no allocation. Bodies have at most 64. */
const gained = new Float64Array(65);
/** What a stretch may look like a word by chance before it counts against a body, in bits. */
const WORD_BY_CHANCE = 10;

/** Judges `body`: 1 to 64 characters of `[A-Za-z0-9_-]`, without the prefix. Never throws; longer text is cut. */
export function randomness(body: string): Randomness {
  const text = body.length < gained.length ? body : body.slice(0, gained.length - 1);
  const alphabet = alphabetOf(text);
  const size = ALPHABET_SIZE[alphabet];
  const segments = segmentsOf(text);
  const score = sumBits(text, Math.log2(size), segments);
  return { score, alphabet, entropy: normalisedEntropy(text, size), segments };
}

/** Fills `gained`, takes the segments' bits where they explain more than letters do, and counts words twice. */
function sumBits(text: string, each: number, segments: readonly Segment[]): number {
  const walk = newWalk();
  let sum = 0;
  let word = 0;
  let longest = 0;
  for (let i = 0; i < text.length; i++) {
    const bits = identifierBits(walk, text.charCodeAt(i)) - each;
    sum += bits;
    gained[i + 1] = sum;
    word = Math.max(0, word - bits);
    longest = Math.max(longest, word);
  }
  for (const { start, end, bits } of segments) {
    const letters = (gained[end] ?? 0) - (gained[start] ?? 0);
    sum -= Math.max(0, letters - (bits - (end - start) * each));
  }
  return sum - Math.max(0, longest - WORD_BY_CHANCE);
}
