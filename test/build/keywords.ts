/** Compiles the keywords of the built-in rules, so that no start has to. */
import { deriveKeywords } from '../../src/detect/keywords.ts';
import type { Rule } from '../../src/model/rule.ts';

/** The text of keywords.generated.ts. */
export function compileBuiltinKeywords(rules: readonly Rule[]): string {
  const keywords = rules.map(({ prefix }) => prefix);
  const { forms, tables } = deriveKeywords(keywords);
  const bytes = Buffer.from(tables.bytes).toString('base64');
  const data = JSON.stringify({ keywords, layout: tables.layout, forms, bytes }, null, 1);
  return `// Made by test/build/keywords.ts from rules/*.toml. Do not edit.\nimport type { CompiledKeywords } from './compiled-keywords.ts';\n\nexport const BUILTIN_KEYWORDS: CompiledKeywords = ${data};\n`;
}
