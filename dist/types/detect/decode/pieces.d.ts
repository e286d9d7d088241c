import type { KeyKind } from '../extent.ts';
import { type Decoded } from './view.ts';
/** A key's kind, and those of all rules in use. */
export interface Kinds {
    readonly kind: KeyKind;
    readonly kinds: readonly KeyKind[];
}
/** Joins the pieces of the key whose first byte is at `at`, up to `most` characters; undefined if it is in one piece. */
export declare function joinPieces(bytes: Uint8Array, at: number, most: number, kinds: Kinds): Decoded | undefined;
/** Bytes behind which a token may go on. */
export declare const CARRIES_ON: Uint8Array<ArrayBuffer>;
