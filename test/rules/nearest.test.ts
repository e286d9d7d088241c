import { expect, test } from 'vitest';
import { nearest } from '../../src/rules/nearest.ts';

const KNOWN = ['keywords', 'regex', 'references', 'shape'];

test.each([
  ['one letter left out', 'keyword', 'keywords'],
  ['two neighbours swapped', 'kyewords', 'keywords'],
  ['a swap in a short word', 'rgeex', 'regex'],
  ['another case', 'RegEx', 'regex'],
  ['nothing alike', 'entropy', undefined],
  ['nothing at all', '', undefined],
])('%s: “%s” means %s', (_, name, meant) => {
  expect(nearest(name, KNOWN)).toBe(meant);
});

test('two neighbours swapped are nearer than two letters changed', () => {
  expect(nearest('abcd', ['axyd', 'acbd'])).toBe('acbd');
});
