/**
 * True if the line above or below is a run of body characters of the same width between the same margins, and does
 * not itself hold the prefix: a list of keys is no wrapped text.
 */
export declare function isWrapped(bytes: Uint8Array, start: number, end: number, prefix: string): boolean;
