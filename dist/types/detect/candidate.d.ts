/** From a keyword in a view to a candidate: a token of the right extent, not judged yet. */
import type { OwnKey } from '../model/finding.ts';
import type { Rule } from '../model/rule.ts';
import type { View } from './decode/view.ts';
import { type KeyKind, type Rejection } from './extent.ts';
import type { OwnIndex } from './own.ts';
/** A regex hit. `start` and `end` are offsets in the view. */
export interface Candidate {
    readonly rule: Rule;
    readonly view: View;
    readonly start: number;
    readonly end: number;
    /** The whole key. Goes into a Secret once judged. */
    readonly key: string;
    readonly body: string;
    /** Set if the key is one of ours. */
    readonly own?: OwnKey;
    /** A dot and more text of the same kind follow. */
    readonly dotted: boolean;
}
/** What stands at a keyword: a candidate, or why it is none. */
export type Reading = {
    readonly candidate: Candidate;
} | {
    readonly rejected: Rejection;
};
/** What reading needs of a rule, compiled once. */
export interface Reader {
    readonly rule: Rule;
    readonly pattern: RegExp;
    readonly kind: KeyKind;
    /** Those of all rules in use. */
    readonly kinds: readonly KeyKind[];
}
/** Compiles a rule. @param kinds those of all rules in use */
export declare function createReader(rule: Rule, kinds: readonly KeyKind[]): Reader;
/** Reads the token whose prefix is at `at` of the view. An own key is one in any context. */
export declare function readCandidate(view: View, at: number, reader: Reader, own: OwnIndex): Reading;
