import { expect, test } from 'vitest';
import { detect } from '../support/detect.ts';
import { nohumanKey, nouvelKey } from '../support/keys.ts';

const SEEDS = Array.from({ length: 50 }, (_, i) => i + 1);

type Joint = readonly [what: string, write: (first: string, second: string) => string];
const JOINTS: readonly Joint[] = [
  ['a plus', (first, second) => `"${first}" + "${second}"`],
  ['a line end', (first, second) => `("${first}"\n   "${second}")`],
  ['an argument behind it', (first, second) => `"${first}" "${second}"`],
  ['a backslash', (first, second) => `${first}\\\n${second}`],
];

test.each(JOINTS)('the whole of a split key wins over its first piece, joined by %s', (_, write) => {
  for (const seed of SEEDS) {
    for (const [name, key] of [
      ['NOHUMAN_API_KEY', nohumanKey(seed, 'base62', 40)],
      ['NOHUMAN_API_KEY', nohumanKey(seed, 'base64url', 43)],
      ['NOUVEL_API_KEY', nouvelKey(seed)],
    ] as const) {
      const at = key.indexOf('_') + 1 + 16;
      const text = `${name} = ${write(key.slice(0, at), key.slice(at))}`;
      const [found, ...others] = detect(text);
      expect(others).toEqual([]);
      expect(found?.secret.reveal()).toBe(key);
      expect(found?.encoding).toEqual(['split']);
      expect(text.slice(found?.span.start, found?.span.end).endsWith(key.slice(-2))).toBe(true);
    }
  }
});

test('the whole of a key with an escape in it wins over what is before the escape', () => {
  for (const seed of SEEDS) {
    const key = nohumanKey(seed, 'base62', 40);
    const hex = key.charCodeAt(20).toString(16);
    for (const written of [`\\u00${hex}`, `%${hex}`, `&#x${hex};`]) {
      const text = `NOHUMAN_API_KEY="${key.slice(0, 20)}${written}${key.slice(21)}"`;
      expect(detect(text).map(({ secret }) => secret.reveal())).toEqual([key]);
    }
  }
});

test('a further argument is no piece of a key', () => {
  for (const seed of SEEDS) {
    for (const [key, name] of [
      [nohumanKey(seed, 'base62', 32), 'nohuman'],
      [nouvelKey(seed), 'nouvel'],
    ] as const) {
      for (const next of ['production', 'https://example.org/v1', 'x', '2024-01-02', '-v'])
        expect(detect(`${name} login "${key}" "${next}"`).map(({ secret }) => secret.reveal())).toEqual([
          key,
        ]);
    }
  }
});

test('an issued body is whole, whatever literal follows', () => {
  for (const seed of SEEDS) {
    const key = nouvelKey(seed);
    const text = `NOUVEL_API_KEY = "${key}" + "${nohumanKey(seed, 'base62', 30).slice(3)}"`;
    expect(detect(text).map(({ secret }) => secret.reveal())).toEqual([key]);
  }
});

test('a split literal inside a word is none either', () => {
  const key = nohumanKey(3, 'base62', 40);
  expect(detect(`nohuman = "ba${key.slice(0, 20)}" + "${key.slice(20)}"`)).toEqual([]);
});
