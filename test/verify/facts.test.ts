import { expect, test } from 'vitest';
import { factOf } from '../../src/verify/facts.ts';
import { nouvelKey } from '../support/keys.ts';

const KEY = nouvelKey(71);

test.each([
  ['application/json; charset=utf-8', 'with application/json'],
  ['TEXT/HTML', 'with text/html'],
  [`text/${KEY}`, 'with another type'],
  [`${KEY}/json`, 'with another type'],
])('a server that answers with type %s is told without its own words', (type, told) => {
  const outcome = { kind: 'answer', status: 500, headers: { 'content-type': type }, body: KEY } as const;
  expect(factOf(outcome, 'app.nouvel.ai')).toBe(`app.nouvel.ai answered 500 ${told}`);
});

test('a server that names no type', () => {
  const outcome = { kind: 'answer', status: 500, headers: {}, body: '' } as const;
  expect(factOf(outcome, 'app.nouvel.ai')).toBe('app.nouvel.ai answered 500 with no type');
});
