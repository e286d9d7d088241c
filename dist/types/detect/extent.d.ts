/**
 * Where the key at a prefix ends, and whether it may start there. A body that proves itself may be touched by other
 * text on one side; never on both, where random text of other issuers would pass for it by chance.
 */
import type { Rule } from '../model/rule.ts';
import type { View } from './decode/view.ts';
import { type Proof } from './judge/shape.ts';
/** Why a keyword is no candidate. */
export type Rejection = 'inside-a-word' | 'touched-on-both-sides' | 'too-short' | 'too-long' | 'not-the-pattern';
/** A rule with what proves a body of its keys, compiled once. */
export interface KeyKind {
    readonly rule: Rule;
    readonly proof: Proof;
}
export declare function createKind(rule: Rule): KeyKind;
/**
 * End in the view of the key whose prefix is at `at`, or why there is none.
 * @param kinds of all rules in use: a key may touch one of another kind
 */
export declare function extentOf(view: View, at: number, kind: KeyKind, kinds: readonly KeyKind[]): number | Rejection;
