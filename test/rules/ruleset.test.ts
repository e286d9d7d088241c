import { expect, test } from 'vitest';
import type { Rule } from '../../src/model/rule.ts';
import { BUILTIN_HASH, BUILTIN_RULES } from '../../src/rules/builtin.generated.ts';
import { hashRules } from '../../src/rules/hash.ts';
import { createRuleset } from '../../src/rules/ruleset.ts';
import { NOHUMAN, NOUVEL } from '../support/keys.ts';

const ACME: Rule = { ...NOUVEL, id: 'acme-key', provider: 'acme' };

test('rules of users stand behind the built-in ones', () => {
  expect(createRuleset([ACME]).rules).toEqual([...BUILTIN_RULES, ACME]);
});

test('a built-in rule cannot be replaced, and the hint says what to do instead', () => {
  const replaced = (): unknown => createRuleset([{ ...NOUVEL, regex: 'nvl_never' }]);
  expect(replaced).toThrow('two rules have the id “nouvel-api-key”');
  expect(replaced).toThrow(
    expect.objectContaining({ code: 'bad-rule', hint: expect.stringContaining('provider = "nouvel"') }),
  );
});

test('two rules of users may not have one id', () => {
  expect(() => createRuleset([ACME, ACME])).toThrow(
    expect.objectContaining({
      message: 'two rules have the id “acme-key”',
      hint: 'give one of them another id',
    }),
  );
});

test('the hash is of the rules and their order, not of the order of their keys', () => {
  const reversed = Object.fromEntries(Object.entries(NOUVEL).reverse());
  expect(hashRules([NOHUMAN, { ...NOUVEL, ...reversed }])).toBe(hashRules([NOHUMAN, NOUVEL]));
  expect(hashRules([NOUVEL, NOHUMAN])).not.toBe(hashRules([NOHUMAN, NOUVEL]));
  expect(hashRules([NOHUMAN, { ...NOUVEL, variable: 'OTHER' }])).not.toBe(hashRules([NOHUMAN, NOUVEL]));
});

test('the hash of the built-in rules is the one that was compiled in', () => {
  expect(createRuleset().hash).toBe(BUILTIN_HASH);
  expect(hashRules(BUILTIN_RULES)).toBe(BUILTIN_HASH);
  expect(createRuleset([ACME]).hash).toBe(hashRules([...BUILTIN_RULES, ACME]));
});
