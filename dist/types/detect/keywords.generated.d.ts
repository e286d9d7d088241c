import type { CompiledKeywords } from './compiled-keywords.ts';
export declare const BUILTIN_KEYWORDS: CompiledKeywords;
