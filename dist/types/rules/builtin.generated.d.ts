import type { Rule } from '../model/rule.ts';
/** Providers that the built-in rules know. */
export type BuiltinProvider = 'nohuman' | 'nouvel';
export declare const BUILTIN_RULES: readonly Rule[];
/** What hashRules gives for them: hashing would load OpenSSL, which takes longer than a small scan. */
export declare const BUILTIN_HASH = "83ea20b04fa597fcd7f2cba76e3f741a8b3f2f84534c99df55e587b09a31fe87";
