import type { Rule } from '../model/rule.ts';
export declare const BUILTIN_RULES: readonly Rule[];
/** What hashRules gives for them: hashing would load OpenSSL, which takes longer than a small scan. */
export declare const BUILTIN_HASH = "9386d5ffabec115deb0eb14c34813992d889840a4123eca738bce1b62f1b21bd";
