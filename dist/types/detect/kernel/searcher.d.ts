import { type Tables } from './tables.ts';
export interface Searcher {
    /** At least `size` bytes to fill before `find`, so that a file can be read straight into them. Valid until the next call. */
    buffer(size: number): Uint8Array;
    /** True if the bytes are the first of the buffer already. */
    holds(bytes: Uint8Array): boolean;
    /** Pairs of offset and index of the needle in the first `length` bytes of the buffer, ascending. */
    find(length: number): Uint32Array;
}
/** Hits that are at least held before they are taken away. */
export declare const LEAST_HITS = 65536;
/** Hits that a single block can bring. @param count of needles */
export declare function reserveOf(count: number): number;
/** A searcher with memory of its own. */
export declare function createSearcher({ bytes, layout, count }: Tables): Searcher;
