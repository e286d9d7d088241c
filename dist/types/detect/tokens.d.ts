/** What is behind a keyword, whether a rule takes it for a key or not: for texts that must not show a part of one. */
import type { Rule } from '../model/rule.ts';
import type { Matcher } from './match.ts';
/** A keyword with the body characters after it, in whatever encoding. */
export interface Token {
    readonly rule: Rule;
    /** All that follows the prefix, up to twice the length of the longest key. */
    readonly body: string;
    /** The encoded form, in bytes of the text. */
    readonly span: {
        readonly start: number;
        readonly end: number;
    };
}
/** Every token in the bytes, touched or not, in the order in which the matcher meets them. */
export declare function tokensIn(bytes: Uint8Array, matcher: Matcher): Token[];
