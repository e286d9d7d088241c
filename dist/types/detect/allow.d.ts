/**
 * Inline suppression. `leakward:allow [rule] reason="…" until=YYYY-MM-DD` covers its own line, or the next one if it
 * stands alone in a comment; `leakward:allow-begin …` covers everything up to `leakward:allow-end`, and nothing if that is
 * forgotten: one lost line must not allow the rest of a file.
 * The marks of other scanners are understood as those scanners read them.
 */
import type { Suppression } from '../model/finding.ts';
/** A stretch that `leakward:allow-begin` covers. */
export interface AllowedBlock {
    /** Offset of the mark that begins it. */
    readonly begin: number;
    /** Offset of the mark that ends it. Without one, of the next mark that begins a block, or the number of bytes. */
    readonly end: number;
    /** False: nothing ends it, so that it allows nothing. */
    readonly isClosed: boolean;
}
/** All stretches of a blob, ascending and disjoint. */
export declare function allowedBlocks(bytes: Uint8Array): AllowedBlock[];
/**
 * The comment that covers `[start, end)`, if any.
 * @param blocks what `allowedBlocks` gives for the bytes
 * @param whereOf `path:line` of an offset
 */
export declare function allowedInline(bytes: Uint8Array, blocks: readonly AllowedBlock[], span: {
    readonly start: number;
    readonly end: number;
}, ruleId: string, whereOf: (offset: number) => string): Suppression | undefined;
/** Offset of a `leakward:allow-begin` for the rule before a key, if no `leakward:allow-end` follows it. */
export declare function unclosedBefore(bytes: Uint8Array, blocks: readonly AllowedBlock[], start: number, ruleId: string): number | undefined;
