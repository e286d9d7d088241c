/** From the kernel's hits to candidates, through as many encodings as they are wrapped in. */
import type { Rule } from '../model/rule.ts';
import { type Candidate } from './candidate.ts';
import { type View } from './decode/view.ts';
import { type Rejection } from './extent.ts';
import { type SearchData } from './kernel/search-data.ts';
import type { OwnIndex } from './own.ts';
/** A keyword that is no candidate, for `explain`. Offsets are in the view. */
export interface Refused {
    readonly view: View;
    readonly at: number;
    readonly rule: Rule;
    readonly why: Rejection;
}
/** A keyword in the bytes: a candidate, or none. */
export type Match = {
    readonly candidate: Candidate;
} | {
    readonly refused: Refused;
};
/** The matches of a blob, in the order in which they are met. Each is worked out when it is asked for. */
export interface Matches extends Iterable<Match> {
    /** How many places were not decoded so far because the budget was used up. */
    undecoded(): number;
}
export interface Matcher {
    /** For a search elsewhere: what holds no hit, or settled ones only, has no candidate. */
    readonly searchData: SearchData;
    /** Memory of at least `size` bytes that `match` reads without a copy, if the bytes are put there. */
    buffer(size: number): Uint8Array;
    /**
     * @param within only hits in these stretches (pairs of start and end); all around is still looked at
     * @param isName the bytes are names of files, branches or tags
     * @returns valid until the next call
     */
    match(bytes: Uint8Array, within?: readonly number[], isName?: boolean): Matches;
}
/** Compiles rules and keys of ours into a matcher. */
export declare function createMatcher(rules: readonly Rule[], own: OwnIndex, ruleOf: (start: string) => Rule): Matcher;
