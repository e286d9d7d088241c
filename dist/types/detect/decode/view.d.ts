/**
 * A view is text to look for keys in: the blob's own bytes, or what a run of them decodes to, with the way back from
 * every decoded byte to the place in the blob where it was written.
 */
import type { Encoding } from '../../model/finding.ts';
/** Decoded bytes; byte `i` was written in `[starts[i], ends[i])` of the text it was decoded from. */
export interface Decoded {
    readonly bytes: Uint8Array;
    readonly starts: Uint32Array;
    readonly ends: Uint32Array;
}
export interface View {
    readonly bytes: Uint8Array;
    /** Outermost first; empty for the blob itself. */
    readonly encoding: readonly Encoding[];
    /** The text this one was decoded from, and the part of it that was decoded. */
    readonly outer?: {
        readonly view: View;
        readonly start: number;
        readonly end: number;
    };
    readonly decoded?: Decoded;
    /** The blob is a name of a file, branch or tag. */
    readonly isName: boolean;
}
/** How far a reader looks to each side of a hit, in characters of the encoded text. */
export declare const REACH = 2048;
/** The view of a blob's own bytes. */
export declare function rootView(bytes: Uint8Array, isName: boolean): View;
/** The view of what was decoded from a part of another. */
export declare function innerView(outer: View, decoded: Decoded, encoding: Encoding): View;
/** The bytes of the blob in which `[start, end)` of a view is written. */
export declare function spanInBlob(view: View, start: number, end: number): {
    start: number;
    end: number;
};
/** Collects decoded bytes with their places. */
export interface Decoding {
    push(byte: number, start: number, end: number): void;
    finish(): Decoded;
}
/** @param capacity the most bytes that will be pushed */
export declare function decoding(capacity: number): Decoding;
