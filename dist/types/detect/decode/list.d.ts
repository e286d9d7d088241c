import { type Decoded } from './view.ts';
/** Joins the pieces of the key whose first byte is at `at`; undefined if it is no element of a list that is joined. */
export declare function joinList(bytes: Uint8Array, at: number, most: number): Decoded | undefined;
