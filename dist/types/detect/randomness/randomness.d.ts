/** Is a key's body random text, or a name? */
import type { Alphabet } from '../../model/rule.ts';
import { type Segment } from './segments.ts';
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
export declare function randomness(body: string): Randomness;
export { RELAXED, STRICT } from './thresholds.ts';
