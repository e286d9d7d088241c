import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { testRule } from '../../src/commands/rules.ts';
import { BUILTIN_RULES } from '../../src/rules/builtin.generated.ts';
import { fillExample, type RuleWithExamples } from '../../src/rules/examples.ts';
import { parseRules } from '../../src/rules/parse.ts';
import { seededBytes } from '../../src/rules/random.ts';

const RULES = new URL('../../rules/', import.meta.url);
const loaded: readonly RuleWithExamples[] = readdirSync(RULES).flatMap((file) =>
  parseRules(readFileSync(new URL(file, RULES), 'utf8'), file, { isBuiltin: true }),
);

test('the rules that are compiled in are those of the files', () => {
  expect(loaded.map(({ rule }) => rule)).toEqual(BUILTIN_RULES);
});

test.each(loaded)('the pattern of $rule.id matches in each of its examples', ({ rule, examples }) => {
  expect(examples.length).toBeGreaterThan(4);
  for (let seed = 0; seed < 50; seed++) {
    for (const template of examples)
      expect(fillExample(template, rule, seededBytes(seed))).toMatch(new RegExp(rule.regex));
  }
});

test.each(loaded)('the examples of $rule.id are found and its negative ones are not', (one) => {
  expect(one.negativeExamples.length).toBeGreaterThan(4);
  expect(testRule(one)).toEqual([]);
});
