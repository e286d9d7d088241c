import { expect, test } from 'vitest';
import { decodeBase58 } from '../../src/rules/base58.ts';
import { fillExample, unknownBlank } from '../../src/rules/examples.ts';
import { seededBytes } from '../../src/rules/random.ts';
import { NOHUMAN, NOUVEL } from '../support/keys.ts';

const fill = (template: string): string => fillExample(template, NOUVEL, seededBytes(1));

test.each([
  ['{hex:40}', /^[0-9a-f]{40}$/],
  ['{base32:26}', /^[a-z2-7]{26}$/],
  ['{base36:24}', /^[0-9a-z]{24}$/],
  ['{base58:22}', /^[1-9A-HJ-NP-Za-km-z]{22}$/],
  ['{base62:32}', /^[0-9A-Za-z]{32}$/],
  ['a {base64url:43} b', /^a [\w-]{43} b$/],
  ['{issued:2}', /^3Z[1-9A-HJ-NP-Za-km-z]{22}$/],
  ['{hex:4}-{hex:5}', /^[0-9a-f]{4}-[0-9a-f]{5}$/],
  ['const x = {a: 1}', /^const x = \{a: 1\}$/],
])('%s is filled in', (template, expected) => {
  expect(fill(template)).toMatch(expected);
});

test('an issued body decodes to as many bytes as its form says', () => {
  expect(decodeBase58(fill('{issued:1}'))).toHaveLength(16);
});

test('two blanks of one template differ', () => {
  const [first, second] = fill('{hex:40} {hex:40}').split(' ');
  expect(first).not.toBe(second);
});

test.each([
  ['{base59:22}', NOUVEL, '{base59:22}'],
  ['{issued:0}', NOUVEL, '{issued:0}'],
  ['{issued:6}', NOUVEL, '{issued:6}'],
  ['{issued:1}', NOHUMAN, '{issued:1}'],
  ['{hex:0}', NOUVEL, '{hex:0}'],
  ['{hex:99999999}', NOUVEL, '{hex:99999999}'],
  ['ok {hex:8} {issued:5} {a: 1}', NOUVEL, undefined],
])('%s: the blank that stands for nothing is found', (template, rule, blank) => {
  expect(unknownBlank(template, rule)).toBe(blank);
});
