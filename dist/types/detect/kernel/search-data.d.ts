import type { Tables } from './tables.ts';
export interface SearchData {
    readonly tables: Tables;
    /** Of each needle: length of the keyword; 0 if each hit needs a closer look. */
    readonly plain: Uint8Array;
    /** Of each needle: characters of the shortest body. */
    readonly least: Uint8Array;
    /** Of each byte: `BODY`, `GOES_ON` or 0. */
    readonly kinds: Uint8Array;
}
/** A needle as far as its hits may be settled. `length`: of a keyword that stands as it is; undefined of other needles. */
export interface Settling {
    readonly length: number | undefined;
    readonly least: number;
}
/** @param needles in the order of the tables */
export declare function searchDataOf(tables: Tables, needles: readonly Settling[], isBody: (byte: number) => boolean): SearchData;
