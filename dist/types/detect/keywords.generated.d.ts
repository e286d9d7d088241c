import type { CompiledKeywords } from './keywords.ts';
export declare const BUILTIN_KEYWORDS: CompiledKeywords;
