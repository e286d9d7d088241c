import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testRule } from '../../src/commands/rules.ts';
import { decodeBase58, encodeBase58 } from '../../src/rules/base58.ts';
import { issuedBody } from '../../src/rules/body.ts';
import { adversarialTexts } from '../../src/rules/lint.ts';
import { parseRules } from '../../src/rules/parse.ts';
import { seededBytes } from '../../src/rules/random.ts';
import { createRuleset } from '../../src/rules/ruleset.ts';
import { isSample, sampleKey } from '../../src/rules/sample.ts';
import { NOHUMAN, NOUVEL } from '../support/keys.ts';

const RULES = new URL('../../rules/', import.meta.url);
const FILES = readdirSync(RULES);

test.each(FILES)('the examples of %s are found and its negative ones are not', (file) => {
  for (const rule of parseRules(readFileSync(new URL(file, RULES), 'utf8'), file))
    expect(testRule(rule)).toEqual([]);
});

test.each(FILES)('the pattern of %s is linear: adversarial text of 50,000 characters ends', (file) => {
  for (const { rule } of parseRules(readFileSync(new URL(file, RULES), 'utf8'), file)) {
    for (const text of adversarialTexts(rule.regex))
      expect([...text.matchAll(new RegExp(rule.regex, 'g'))].length).toBeGreaterThanOrEqual(0);
  }
});

const SHAPE = '[shape]\nalphabet = "base62"\nminLength = 20\nmaxLength = 40\n';
const RULE = `id = "acme-key"\nregex = "acme_[A-Za-z0-9]{20,40}"\n`;

test.each([
  ['no TOML', 'id = ', 'r.toml:1:'],
  ['no id', `regex = "acme_[a-z]{20}"\n${SHAPE}`, 'r.toml: rule: “id”: expected a text, found nothing'],
  ['an id in capitals', `id = "Acme"\nregex = "acme_[a-z]{20}"\n${SHAPE}`, 'lower-case letters'],
  ['an unknown key', `${RULE}entropi = 3\n${SHAPE}`, 'acme-key: “entropi”: no such key'],
  ['a misspelt key', `${RULE}keyword = ["acme_"]\n${SHAPE}`, 'did you mean “keywords”?'],
  ['no shape', RULE, 'acme-key: “shape”: expected a table, found nothing'],
  [
    'an unknown alphabet',
    `${RULE}[shape]\nalphabet = "base63"\nminLength = 20\nmaxLength = 40\n`,
    'one of hex, base32',
  ],
  [
    'lengths the wrong way round',
    `${RULE}[shape]\nalphabet = "hex"\nminLength = 40\nmaxLength = 20\n`,
    'expected at least minLength, 40, found 20',
  ],
  [
    'a keyword that the pattern does not start with',
    `${RULE}keywords = ["other_"]\n${SHAPE}`,
    'expected “acme_”',
  ],
  ['a pattern that is none', `id = "acme-key"\nregex = "acme_[a-z"\n${SHAPE}`, 'acme-key: “regex”'],
  [
    'a pattern without a prefix',
    `id = "acme-key"\nregex = "[a-z]{20}"\n${SHAPE}`,
    'a literal prefix of at least 3 characters',
  ],
  ['nested repetition', `id = "acme-key"\nregex = "acme_([a-z]+)+"\n${SHAPE}`, 'cannot use “([a-z]+)+”'],
  [
    'repetition without end',
    `id = "acme-key"\nregex = "acme_[a-z]+"\n${SHAPE}`,
    'a repetition of at most 256',
  ],
  [
    'repetitions that overlap',
    `id = "acme-key"\nregex = "acme_[a-z]{1,20}[a-f0-9]{20}"\n${SHAPE}`,
    'ambiguous repetition',
  ],
  ['alternatives', `id = "acme-key"\nregex = "acme_a|b"\n${SHAPE}`, 'cannot use “|b”'],
  ['a back-reference', `id = "acme-key"\nregex = 'acme_(a)\\1'\n${SHAPE}`, 'cannot use'],
])('a rule file with %s is refused with file, rule, key and what was expected', (_, text, message) => {
  const read = (): unknown => {
    try {
      return parseRules(text, 'r.toml');
    } catch (error) {
      return error;
    }
  };
  expect(read()).toMatchObject({ code: 'bad-rule' });
  const { message: said, hint = '' } = read() as { message: string; hint?: string };
  expect(`${said} ${hint}`).toContain(message);
  expect(said).toContain('r.toml');
});

test('two rules may not have one id', () => {
  expect(() => createRuleset([NOUVEL])).toThrow('two rules have the id “nouvel-api-key”');
});

test('the hash of a rule set changes with any rule', () => {
  const [added] = parseRules(`${RULE}${SHAPE}`, 'r.toml');
  expect(createRuleset(added === undefined ? [] : [added.rule]).hash).not.toBe(createRuleset().hash);
});

test.each([
  ['', ''],
  ['00', '1'],
  ['0000', '11'],
  ['61', '2g'],
  ['626262', 'a3gV'],
  ['516b6fcd0f', 'ABnLTmg'],
  ['00eb15231dfceb60925886b67d065299925915aeb172c06647', '1NS17iag9jJgTHD1VXjvLCEnZuQ3rJDE9L'],
])('base58 of %s is %s', (hex, text) => {
  expect(encodeBase58(Buffer.from(hex, 'hex'))).toBe(text);
  expect(Buffer.from(decodeBase58(text) ?? []).toString('hex')).toBe(hex);
});

test('base58 decodes what it encodes, and nothing else', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      expect(decodeBase58(encodeBase58(bytes))).toEqual(bytes);
    }),
  );
  expect(decodeBase58('0OIl')).toBeUndefined();
});

test('issued bodies have the form they are of', () => {
  for (const [i, form] of NOUVEL.shape.issued.entries()) {
    const body = issuedBody(form, seededBytes(i));
    expect(decodeBase58(body)?.length).toBe(form.bytes);
    expect(body.startsWith(form.startsWith ?? '')).toBe(true);
  }
});

test('samples are known as samples, keys are not', () => {
  for (const rule of [NOHUMAN, NOUVEL]) expect(isSample(rule, sampleKey(rule, seededBytes(1)))).toBe(true);
  const [form] = NOUVEL.shape.issued;
  if (form !== undefined)
    expect(isSample(NOUVEL, NOUVEL.prefix + issuedBody(form, seededBytes(2)))).toBe(false);
});
