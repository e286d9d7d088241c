/** The search kernel: all places of many short needles in one pass over the bytes. */
import type { Needle } from './needle.ts';
export interface Searcher {
    /** At least `size` bytes to fill before `find`, so that a file can be read straight into them. Valid until the next call. */
    buffer(size: number): Uint8Array;
    /** True if the bytes are the first of the buffer already. */
    holds(bytes: Uint8Array): boolean;
    /** Pairs of offset and index of the needle in the first `length` bytes of the buffer, ascending. */
    find(length: number): Uint32Array;
}
/**
 * Compiles needles into a searcher with memory of its own. Throws a RangeError for more than 65,536 needles.
 * @param isWrapped needles that are also looked for across the line ends of wrapped text; a hit's offset is that of
 * the needle's first byte
 */
export declare function createSearcher(needles: readonly Needle[], isWrapped?: (needle: number) => boolean): Searcher;
