/** What a kernel needs to search for whatever could be a candidate: the needles, and which hits need no closer look. */
import type { Rule } from '../../model/rule.ts';
import type { WrittenAs } from '../needles.ts';
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
/** A needle as far as its hits may be settled. `length`: of a keyword in plain text; undefined of other needles. */
export interface Settling {
    readonly length: number | undefined;
    readonly least: number;
}
/**
 * Settling of a needle. A key of ours is known by its hash, whatever its characters: with such keys, none is too short
 * before it is hashed.
 */
export declare function settlingOf({ kind, keyword }: WrittenAs, rule: Rule, hasOwn: boolean): Settling;
/** @param needles in the order of the tables */
export declare function searchDataOf(tables: Tables, needles: readonly Settling[]): SearchData;
