import { type Decoded } from './view.ts';
/** Decodes the run of digits round `at`, which is the first digit of a byte. */
export declare function decodeHex(bytes: Uint8Array, at: number): Decoded;
