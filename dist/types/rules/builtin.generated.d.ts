import type { Rule } from '../model/rule.ts';
export declare const BUILTIN_RULES: readonly Rule[];
/** What hashRules gives for them: hashing would load OpenSSL, which takes longer than a small scan. */
export declare const BUILTIN_HASH = "de61f009ad23616f9c1a5821bcca3097bebde0aeac267f36160036b36c98d469";
