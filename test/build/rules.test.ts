import { expect, test } from 'vitest';
import { compileRules, rulesAreCurrent } from './rules.ts';

test('the committed rules are what rules/*.toml say', () => {
  expect(rulesAreCurrent()).toBe(true);
});

test('examples are not compiled in', () => {
  expect(compileRules()).not.toMatch(/xamples|\{issued:/);
});
