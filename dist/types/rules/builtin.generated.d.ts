import type { Rule } from '../model/rule.ts';
export declare const BUILTIN_RULES: readonly Rule[];
