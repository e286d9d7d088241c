/**
 * Keywords with all their forms, ready to be searched. Deriving and dealing them takes longer than to read a small
 * commit, so that for the built-in rules it is done when leakward is built.
 */

import type { CompiledKeywords, KeywordForm } from './compiled-keywords.ts';
import { compileTables, type Tables } from './kernel/tables.ts';
import { BUILTIN_KEYWORDS } from './keywords.generated.ts';
import { formsOf } from './needles.ts';

export interface Keywords {
  /** By number of the needle. */
  readonly forms: readonly KeywordForm[];
  readonly tables: Tables;
}

/** Compiles keywords, or takes those that are compiled in. */
export function compileKeywords(keywords: readonly string[]): Keywords {
  const builtin: CompiledKeywords = BUILTIN_KEYWORDS;
  if (keywords.join() !== builtin.keywords.join()) return deriveKeywords(keywords);
  const { forms, bytes, layout } = builtin;
  return { forms, tables: { bytes: Buffer.from(bytes, 'base64'), layout, count: forms.length } };
}

/** Derives every form and deals the needles. */
export function deriveKeywords(keywords: readonly string[]): Keywords {
  const derived = keywords.flatMap((keyword, of) => formsOf(keyword).map((form) => ({ form, of })));
  const needles = derived.map(({ form }) => form.needle);
  const isWrapped = (needle: number): boolean => derived[needle]?.form.kind === 'base64';
  return {
    forms: derived.map(({ form: { kind, phase, keyword }, of }) => ({ kind, phase, keyword, of })),
    tables: compileTables(needles, isWrapped),
  };
}
