import type { Rule } from '../model/rule.ts';
export declare const BUILTIN_RULES: readonly Rule[];
/** What hashRules gives for them: hashing would load OpenSSL, which takes longer than a small scan. */
export declare const BUILTIN_HASH = "494f557028396de4078afd56e90a5dc52ddeb2144419086885cd5697fe95088a";
