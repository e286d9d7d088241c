import type { Rule } from '../model/rule.ts';
/** Lower-case hex SHA-256 over everything that the rules say: caches of results are keyed by it. */
export declare function hashRules(rules: readonly Rule[]): string;
