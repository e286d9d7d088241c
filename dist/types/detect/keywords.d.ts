/**
 * Keywords with all their forms, ready to be searched. Deriving and dealing them takes longer than to read a small
 * commit, so that for the built-in rules it is done when leakward is built.
 */
import { type Tables } from './kernel/tables.ts';
import { type WrittenAs } from './needles.ts';
/** A form of the `of`-th keyword. */
export interface KeywordForm extends WrittenAs {
    readonly of: number;
}
export interface Keywords {
    /** By number of the needle. */
    readonly forms: readonly KeywordForm[];
    readonly tables: Tables;
}
/** What stands in keywords.generated.ts. */
export interface CompiledKeywords extends Pick<Keywords, 'forms'> {
    readonly keywords: readonly string[];
    /** The tables' bytes in base64. */
    readonly bytes: string;
    readonly layout: Tables['layout'];
}
/** Compiles keywords, or takes those that are compiled in. */
export declare function compileKeywords(keywords: readonly string[]): Keywords;
/** Derives every form and deals the needles. */
export declare function deriveKeywords(keywords: readonly string[]): Keywords;
