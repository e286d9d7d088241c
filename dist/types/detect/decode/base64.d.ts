import { type Decoded } from './view.ts';
/**
 * Decodes the run round `at`, whose character is the `phase`-th of its group of four.
 * A line end inside the run is stepped over with the blanks behind it.
 */
export declare function decodeBase64(bytes: Uint8Array, at: number, phase: number): Decoded;
