/** Is a key's body random text, or a name? */
import type { Alphabet } from '../../model/rule.ts';
import { ALPHABET_SIZE, alphabetOf } from './alphabet.ts';
import { normalisedEntropy } from './entropy.ts';
import { MOST_CHARACTERS, scoreBits } from './score-bits.ts';
import { type Segment, segmentsOf } from './segments.ts';
import { RELAXED, strictBar } from './thresholds.ts';

export type RandomnessVerdict = 'random' | 'likely' | 'name';

/** What the characters of a body say, without anything that stands round it. */
export interface Randomness {
  /**
   * Bits by which random text of the body's alphabet explains it better than a name does. Random bodies of 20
   * characters lie near 35, names near -30, text that is known to come of a hash or counter near 0.
   */
  readonly score: number;
  /**
   * `random`: no list of names comes near, whatever stands round it. `likely`: random rather than a name, enough
   * beside a provider's name; hashes are here. `name`: an identifier.
   */
  readonly verdict: RandomnessVerdict;
  /** The smallest alphabet that the body fits. */
  readonly alphabet: Alphabet;
  /** 0 to 1: Shannon entropy over what the length and the alphabet allow. */
  readonly entropy: number;
  /** Parts that hashes, counters and ids are made of. */
  readonly segments: readonly Segment[];
}

/** Judges `body`: 1 to 64 characters of `[A-Za-z0-9_-]`, without the prefix. Never throws; longer text is cut. */
export function randomness(body: string): Randomness {
  const text = body.length <= MOST_CHARACTERS ? body : body.slice(0, MOST_CHARACTERS);
  const alphabet = alphabetOf(text);
  const size = ALPHABET_SIZE[alphabet];
  const segments = segmentsOf(text);
  const score = scoreBits(text, Math.log2(size), segments);
  return {
    score,
    verdict: verdictOf(score, text, alphabet),
    alphabet,
    entropy: normalisedEntropy(text, size),
    segments,
  };
}

function verdictOf(score: number, text: string, alphabet: Alphabet): RandomnessVerdict {
  if (score < RELAXED) return 'name';
  return score >= strictBar(text, alphabet) ? 'random' : 'likely';
}

export { RELAXED, STRICT } from './thresholds.ts';
