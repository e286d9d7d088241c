/** The sum behind the judgement: bits a character gains, less what words, hashes and ids explain. */
import type { Segment } from './segments.ts';
/** The longest body of any rule. */
export declare const MOST_CHARACTERS = 64;
/**
 * Bits by which random text, at `each` bits a character, explains `text` better than a name does. Segments take what
 * they explain, a stretch that reads like words counts again, a short hash behind a name does not count.
 */
export declare function scoreBits(text: string, each: number, segments: readonly Segment[]): number;
