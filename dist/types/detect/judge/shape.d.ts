/** Whether the issuer can have made a body. */
import type { IssuedForm, Rule } from '../../model/rule.ts';
/** The form of the rule that a body has; undefined if the issuer is not known to make such bodies. */
export declare function issuedFormOf(body: string, rule: Rule): IssuedForm | undefined;
/**
 * True for the form that the issuer makes by default, at its usual length (97 of 100 Nouvel keys have the longer of two),
 * and for one with a start of its own. Ids of databases have the other forms by chance: of 21 random characters 11 %
 * are 16 bytes in base58.
 */
export declare function isUsual(body: string, form: IssuedForm, rule: Rule): boolean;
/** Recognises bodies that prove themselves, compiled once for a rule. */
export interface Proof {
    /** Lengths of such bodies, longest first. */
    readonly lengths: readonly number[];
    test(body: string): boolean;
}
/** Compiles the forms of a rule that are marked `proof`. */
export declare function createProof(rule: Rule): Proof;
/** True if a body is written in hexadecimal digits of one case. */
export declare function isHex(body: string): boolean;
