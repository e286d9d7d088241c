/**
 * Keywords with all their forms, ready to be searched. Deriving and dealing them takes longer than to read a small
 * commit, so that for the built-in rules it is done when leakward is built.
 */
import type { KeywordForm } from './compiled-keywords.ts';
import { type Tables } from './kernel/tables.ts';
export interface Keywords {
    /** By number of the needle. */
    readonly forms: readonly KeywordForm[];
    readonly tables: Tables;
}
/** Compiles keywords, or takes those that are compiled in. */
export declare function compileKeywords(keywords: readonly string[]): Keywords;
/** Derives every form and deals the needles. */
export declare function deriveKeywords(keywords: readonly string[]): Keywords;
