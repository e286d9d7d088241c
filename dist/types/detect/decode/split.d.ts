import { type Decoded } from './view.ts';
/** Joins the pieces of the key whose first byte is at `at`; undefined if it stands in one piece. */
export declare function joinLiterals(bytes: Uint8Array, at: number, most: number): Decoded | undefined;
