/** Keys for tests and documents: the right shape, and a mark that no issuer's generator makes by chance. */
import type { Rule } from '../model/rule.ts';
import type { RandomBytes } from './random.ts';
/** A key of the rule's kind that never worked: base58 of 16 bytes, the first 8 of them the mark. */
export declare function sampleKey(rule: Rule, random: RandomBytes): string;
/** True for what `sampleKey` makes. */
export declare function isSample(rule: Rule, key: string): boolean;
