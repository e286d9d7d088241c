/** UTF-16 of either byte order, with or without a byte order mark. */
import { type Decoded } from './view.ts';
/**
 * Reads the units round `at`, where the low byte of an ASCII character stands.
 * @param order `le`: the low byte comes first
 */
export declare function decodeUtf16(bytes: Uint8Array, at: number, order: 'le' | 'be'): Decoded;
/** Reads all of a text of this byte order. */
export declare function decodeAllUtf16(bytes: Uint8Array, order: 'le' | 'be'): Decoded;
/** The byte order of UTF-16 text: by its mark, or by zeros in every other byte; undefined if it is none. */
export declare function byteOrderOf(bytes: Uint8Array): 'le' | 'be' | undefined;
/**
 * The byte order of text whose character at `at` has a zero behind it: where its run of characters and zeros begins
 * with a character, that has its zero behind it, and where it ends with one, in front. In between, both orders read the
 * same. Text of two bytes a character may begin at an odd offset: behind a length, for instance.
 */
export declare function byteOrderAt(bytes: Uint8Array, at: number): 'le' | 'be';
