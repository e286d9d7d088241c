import type { Rule } from '../model/rule.ts';
/**
 * Lower-case hex SHA-256 over everything that the rules say: caches of results are keyed by it. The order of the
 * rules counts, the order of the keys in them does not.
 */
export declare function hashRules(rules: readonly Rule[]): string;
