/** The sum behind the judgement: bits a character gains, less what words, hashes and ids explain. */
import type { Segment } from './segments.ts';
import { CLASS, DIGIT, identifierBits, newWalk, SEPARATOR } from './transitions.ts';

/** The longest body of any rule. */
export const MOST_CHARACTERS = 64;
/** Bits gained up to each character: reused, so that a candidate allocates nothing. */
const gained = new Float64Array(MOST_CHARACTERS + 1);
/** What a stretch may look like a word by chance before it counts against a body, in bits. */
const WORD_BY_CHANCE = 9;
/** Times that a word counts beyond what its letters already take. */
const WORD_WEIGHT = 2;
const TAIL_LENGTHS = [5, 6, 8] as const;
/** A head that gains as much looks random itself. */
const RANDOM_HEAD = 20;

/**
 * Bits by which random text, at `each` bits a character, explains `text` better than a name does. Segments take what
 * they explain, a stretch that reads like words counts again, a short hash behind a name does not count.
 */
export function scoreBits(text: string, each: number, segments: readonly Segment[]): number {
  const word = gain(text, each);
  let sum = (gained[text.length] ?? 0) - tailBits(text);
  for (const { start, end, bits } of segments) {
    const letters = (gained[end] ?? 0) - (gained[start] ?? 0);
    sum -= Math.max(0, letters - (bits - (end - start) * each));
  }
  return sum - WORD_WEIGHT * Math.max(0, word - WORD_BY_CHANCE);
}

/** Fills `gained` and returns the bits of the stretch that looks most like words. */
function gain(text: string, each: number): number {
  const walk = newWalk();
  let sum = 0;
  let word = 0;
  let most = 0;
  for (let i = 0; i < text.length; i++) {
    const bits = identifierBits(walk, text.charCodeAt(i)) - each;
    sum += bits;
    gained[i + 1] = sum;
    word = Math.max(0, word - bits);
    most = Math.max(most, word);
  }
  return most;
}

/**
 * Bits gained by a short hash behind a name: `Button_root__iWz6Z`, `index-BxK2p9Qz`, `_title_iwz6z_12` (CSS modules
 * take 5 characters of base64url, bundlers 8, Terraform's examples 6). Counts only behind a head that is short of
 * random itself.
 */
function tailBits(text: string): number {
  const end = beforeLineNumber(text);
  for (const length of TAIL_LENGTHS) {
    const start = end - length;
    const head = gained[start] ?? 0;
    if (CLASS[text.charCodeAt(start - 1)] !== SEPARATOR || head >= RANDOM_HEAD) continue;
    return Math.max(0, (gained[text.length] ?? 0) - head);
  }
  return 0;
}

/** End of what stands before `_` and a number of at most three digits. */
function beforeLineNumber(text: string): number {
  let at = text.length;
  while (text.length - at < 4 && CLASS[text.charCodeAt(at - 1)] === DIGIT) at--;
  const numbered = at < text.length && CLASS[text.charCodeAt(at - 1)] === SEPARATOR;
  return numbered ? at - 1 : text.length;
}
