import fc from 'fast-check';
import { expect, test } from 'vitest';
import { adversarialTexts, lintPattern } from '../../src/rules/lint.ts';
import { NOHUMAN, NOUVEL } from '../support/keys.ts';

const WHERE = { file: 'r.toml', rule: 'acme-key' };

test.each([
  ['acme_[A-Za-z0-9]{20,40}', 'acme_', [20, 40]],
  ['acme_(?:live|test)_[a-f0-9]{32}', 'acme_', [37, 37]],
  ['acme-v2_[a-z]{4}-[a-z]{4}', 'acme-v2_', [9, 9]],
  ['acme_(?:[a-z]{4}-){3}[a-z]{4}', 'acme_', [19, 19]],
  ['acme_[a-z]{2,9}_?[A-Z]{8}', 'acme_', [10, 18]],
  ['acme_\\w{20}', 'acme_', [20, 20]],
  ['acme_[\\w-]{20,30}', 'acme_', [20, 30]],
  ['acm[eE]_\\d{20}', 'acm', [22, 22]],
  ['acme_{2}[a-z]{20}', 'acme', [22, 22]],
] as const)('%s starts with %s', (regex, prefix, body) => {
  expect(lintPattern(regex, WHERE)).toEqual({ prefix, body });
});

test.each([
  ['not a pattern', 'acme_[a-z', 'not a regular expression'],
  ['a pattern with bounds the wrong way round', 'acme_[a-z]{9,2}', 'not a regular expression'],
  ['syntax that Node 20 has not', 'acme_(?i:abc)', 'not a regular expression'],
  ['no prefix', '[a-z]{20}', 'at least 3 characters, found “”'],
  ['a short prefix', 'ab[0-9]{20}', 'at least 3 characters, found “ab”'],
  ['alternatives at the top', 'acme_[a-z]{20}|abc_[a-z]{20}', 'at least 3 characters, found “”'],
  ['repetition without end', 'acme_[a-z]+', 'a repetition of at most 256, found “[a-z]+”'],
  ['an open repetition', 'acme_[a-z]{9,}', 'a repetition of at most 256'],
  ['a key of great length', 'acme_(?:[a-z]{100}-){5}', 'at most 256 characters behind the prefix, found 510'],
  ['nested repetition', 'acme_(?:[a-z]{1,9}){1,9}', 'what follows can start like what it repeats'],
  ['nested repetition of a fixed number', 'acme_(?:[a-z]{1,9}){3}', 'ambiguous repetition'],
  ['repetition of what may be empty', 'acme_(?:[a-z]?){9}', 'what it repeats may be empty'],
  [
    'neighbours that overlap',
    'acme_[a-z]{1,20}[a-f0-9]{20}',
    'ambiguous repetition or choice, “[a-z]{1,20}”',
  ],
  ['overlap past an optional part', 'acme_[a-z]{1,20}-?[a-f]{20}', '“[a-z]{1,20}”'],
  ['an optional part that overlaps', 'acme_a?[a-z]{20}', '“a?”'],
  ['alternatives that start alike', 'acme_(?:live|list)_[a-z]{20}', 'two of its alternatives start alike'],
  [
    'alternatives that start alike under repetition',
    'acme_(?:a|a){20}',
    'two of its alternatives start alike',
  ],
  ['an empty alternative that overlaps', 'acme_(?:a|)[a-z]{20}', 'two of its alternatives start alike'],
  ['a back-reference', 'acme_\\1(a)', 'a back-reference'],
  ['an escaped control character', 'acme_\\1', 'expected characters of A-Z a-z 0-9 _ -'],
  ['a capturing group', 'acme_([a-z]{20})', 'a capturing group'],
  ['a named group', 'acme_(?<key>[a-z]{20})', 'a capturing group'],
  ['a lookahead', 'acme_(?=[a-z]{20})[a-z]{20}', 'a boundary or a lookaround'],
  ['a lookbehind', 'acme_(?<=_)[a-z]{20}', 'a boundary or a lookaround'],
  ['a word boundary', 'acme_[a-z]{20}\\b', 'a boundary or a lookaround'],
  ['an anchor', '^acme_[a-z]{20}', 'a boundary or a lookaround'],
  ['any character', 'acme_.{20}', 'expected characters of A-Z a-z 0-9 _ -'],
  ['a negated class', 'acme_[^"]{20}', 'expected characters of A-Z a-z 0-9 _ -'],
  ['a dot', 'acme_[a-z]{20}\\.[a-z]{20}', 'found "." in “\\.”'],
  ['characters of another script', 'acme_[а-я]{20}', 'found others'],
])('%s is refused', (_, regex, message) => {
  expect(() => lintPattern(regex, WHERE)).toThrow(message);
  expect(() => lintPattern(regex, WHERE)).toThrow('r.toml: acme-key: “regex”: ');
});

const piece = fc.constantFrom(
  '[a-z]',
  '[a-f0-9]',
  '[A-Z]',
  '_',
  'x',
  '(?:ab|cd)',
  '(?:a|b)',
  '(?:[a-z]_)',
  '[0-9]{2}',
);
const count = fc.constantFrom('', '?', '{3}', '{1,9}', '{0,40}', '{1,60}');
const pattern = fc
  .array(fc.tuple(piece, count), { minLength: 1, maxLength: 4 })
  .map((parts) => `acme_${parts.map(([one, times]) => `(?:${one})${times}`).join('')}`);

test('a pattern that passes is fast over the texts made against it', () => {
  fc.assert(
    fc.property(pattern, (regex) => {
      try {
        lintPattern(regex, WHERE);
      } catch {
        return;
      }
      expect(slowest(regex)).toBeLessThan(200);
    }),
    { numRuns: 60, seed: 1 },
  );
});

test.each([NOHUMAN.regex, NOUVEL.regex])('%s is fast over the texts made against it', (regex) => {
  expect(slowest(regex)).toBeLessThan(200);
});

test('adversarial texts start where a match would, and are long', () => {
  const texts = adversarialTexts('acme_[a-z]{20}');
  expect(texts.every((text) => text.startsWith('acme_'))).toBe(true);
  expect(Math.min(...texts.map(({ length }) => length))).toBeGreaterThanOrEqual(50_000);
});

/** Milliseconds of the processor for the slowest text. */
function slowest(regex: string): number {
  const times = adversarialTexts(regex).map((text) => {
    const begun = process.cpuUsage();
    for (const _ of text.matchAll(new RegExp(regex, 'g')));
    return process.cpuUsage(begun).user / 1000;
  });
  return Math.max(...times);
}
