/** Compiles rules/*.toml: `tsx test/build/rules.ts`, or with `--check` compares with what is committed. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Rule } from '../../src/model/rule.ts';
import { hashRules } from '../../src/rules/hash.ts';
import { parseRules } from '../../src/rules/parse.ts';

const SOURCE = new URL('../../rules/', import.meta.url);
const TARGET = new URL('../../src/rules/builtin.generated.ts', import.meta.url);

/** The built-in rules, as the files have them. */
export function readRules(): Rule[] {
  const files = readdirSync(SOURCE)
    .filter((name) => name.endsWith('.toml'))
    .sort();
  return files.flatMap((name) => {
    const text = readFileSync(new URL(name, SOURCE), 'utf8');
    return parseRules(text, `rules/${name}`, { isBuiltin: true }).map(({ rule }) => rule);
  });
}

/** The text of builtin.generated.ts: the rules without their examples. */
export function compileRules(): string {
  const rules = readRules();
  const hash = hashRules(rules);
  const providers = [...new Set(rules.map(({ provider }) => `'${provider}'`))].sort().join(' | ');
  const data = JSON.stringify(rules, null, 2);
  return `// Made by test/build/rules.ts from rules/*.toml. Do not edit.\nimport type { Rule } from '../model/rule.ts';\n\n/** Providers that the built-in rules know. */\nexport type BuiltinProvider = ${providers};\n\nexport const BUILTIN_RULES: readonly Rule[] = ${data};\n\n/** What hashRules gives for them: hashing would load OpenSSL, which takes longer than a small scan. */\nexport const BUILTIN_HASH = '${hash}';\n`;
}

/** True if the committed rules are what the rule files say. */
export function rulesAreCurrent(): boolean {
  return readFileSync(TARGET, 'utf8') === compileRules();
}

if (process.argv[1] === import.meta.filename) {
  if (!process.argv.includes('--check')) writeFileSync(TARGET, compileRules());
  else if (!rulesAreCurrent()) {
    process.stderr.write('builtin.generated.ts is not what rules/*.toml say; run npm run build and commit\n');
    process.exitCode = 1;
  }
}
