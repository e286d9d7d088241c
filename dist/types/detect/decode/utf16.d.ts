/** UTF-16 of either byte order, with or without a byte order mark. */
import { type Decoded } from './view.ts';
/**
 * Reads the units round `at`, where the low byte of an ASCII character stands.
 * @param order `le`: the low byte comes first
 */
export declare function decodeUtf16(bytes: Uint8Array, at: number, order: 'le' | 'be'): Decoded;
