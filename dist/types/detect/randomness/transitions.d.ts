export declare const SEPARATOR = 0;
export declare const LOWER = 1;
export declare const UPPER = 2;
export declare const DIGIT = 3;
/** Class of each byte; whatever is no letter and no digit separates. */
export declare const CLASS: Uint8Array<ArrayBuffer>;
/** Steps to a bit in the stored class costs. */
export declare const CLASS_STEPS = 16;
/** Numbers of table entries, for the trainer. */
export declare const CLASS_ENTRIES = 256;
export declare const LETTER_ENTRIES: number;
/** Walks a text; told of each character, gives the two table places that its cost is stored at. */
export interface Walk {
    classes: number;
    first: number;
    second: number;
}
/** A walk at the beginning of a text: as after a separator. */
export declare function newWalk(): Walk;
/**
 * Place of the next character's class among `CLASS_ENTRIES`: by the three classes before it.
 * Moves the walk on; ask `letterPlace` afterwards.
 */
export declare function classPlace(walk: Walk, code: number): number;
/** Place of the letter among `LETTER_ENTRIES`: by the two letters before it, or -1 for what is no letter. */
export declare function letterPlace(walk: Walk, code: number): number;
/** Bits that the next character costs in an identifier; the walk moves on. The tables are decoded at first use. */
export declare function identifierBits(walk: Walk, code: number): number;
