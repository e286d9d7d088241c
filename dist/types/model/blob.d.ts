import type { Origin } from './origin.ts';
/** A place between two characters of a text. Lines and columns count from 1, columns in UTF-16 units. */
export interface Position {
    /** In bytes, from 0. */
    readonly offset: number;
    readonly line: number;
    readonly column: number;
    /** Set where the text starts with a UTF-16 byte order mark. */
    readonly utf16?: 'le' | 'be';
}
/**
 * Bytes with an origin. A large blob comes in windows that overlap: `window.at` is the place of the first byte,
 * and only what starts in `[from, to)` (offsets into `bytes`) is this window's to report; the rest is margin,
 * there so that a judgement sees the same surroundings as in the whole.
 */
export interface Blob {
    readonly origin: Origin;
    readonly bytes: Uint8Array;
    readonly window?: {
        readonly at: Position;
        readonly from: number;
        readonly to: number;
    };
}
