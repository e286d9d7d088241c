import type { Rule } from '../model/rule.ts';
import type { RandomBytes } from './random.ts';
/**
 * A key of the rule's kind that never worked: base58 of 16 bytes, the first 8 of them the mark.
 * Errors: `bad-usage` for a rule whose keys cannot be written so.
 */
export declare function sampleKey(rule: Rule, random: RandomBytes): string;
/** True for what `sampleKey` makes. */
export declare function isSample(rule: Rule, key: string): boolean;
/** The characters that the bodies of all samples start with: what tools that cannot decode base58 know them by. */
export declare function sampleStart(): string;
