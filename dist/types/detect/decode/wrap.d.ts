/**
 * True if the line that ends at `at` is full, and the text goes on at `next`: it is as wide as terminals are, or as
 * wide as both lines before it.
 */
export declare function isWrapAt(bytes: Uint8Array, at: number, next: number): boolean;
