import { expect, test } from 'vitest';
import { UserError } from '../../src/model/error.ts';
import { parseRules } from '../../src/rules/parse.ts';

const HEAD = 'id = "acme-key"\nregex = "acme_[A-Za-z0-9]{20,40}"\n';
const SHAPE = '[shape]\nalphabet = "base62"\nminLength = 20\nmaxLength = 40\n';
const ISSUED = '[[shape.issued]]\nalphabet = "base58"\n';

/** Message and hint of the error that a file gives. */
function refusal(text: string): string {
  try {
    parseRules(text, 'r.toml');
  } catch (error) {
    if (error instanceof UserError && error.code === 'bad-rule')
      return `${error.message} | ${error.hint ?? ''}`;
    throw error;
  }
  return 'no error';
}

test('a short rule gets defaults for the rest', () => {
  const [one] = parseRules(HEAD + SHAPE, 'r.toml');
  expect(one).toEqual({
    rule: {
      id: 'acme-key',
      provider: 'acme',
      providerName: 'acme',
      prefix: 'acme_',
      regex: 'acme_[A-Za-z0-9]{20,40}',
      description: 'acme key',
      severity: 'high',
      shape: { alphabet: 'base62', minLength: 20, maxLength: 40, issued: [] },
      context: { names: [], words: ['acme'], nameWords: [], hosts: [], texts: [] },
      foreign: { words: [], infixes: [] },
      placeholders: [],
      variable: 'ACME_API_KEY',
      references: [],
    },
    examples: [],
    negativeExamples: [],
  });
});

test('a file may hold several rules', () => {
  const rule = (id: string): string =>
    `[[rules]]\nid = "${id}"\nregex = "${id}_[a-z]{20}"\n[rules.shape]\nalphabet = "base36"\nminLength = 20\nmaxLength = 20\n`;
  expect(parseRules(rule('one') + rule('two'), 'r.toml').map(({ rule: { prefix } }) => prefix)).toEqual([
    'one_',
    'two_',
  ]);
});

test('words that are names only count inside names: then the provider is no word of its own', () => {
  const [one] = parseRules(`${HEAD}${SHAPE}[context]\nnameWords = ["acme"]\n`, 'r.toml');
  expect(one?.rule.context).toMatchObject({ words: [], nameWords: ['acme'] });
});

test.each([
  ['no TOML', 'id = ', 'r.toml:1:6: not TOML: '],
  ['a key twice', `${HEAD}id = "b"\n`, 'r.toml:3:'],
  ['nothing', '', 'r.toml: rule: “id”: expected a text, found nothing'],
  ['an id that is a number', `id = 3\n${SHAPE}`, 'r.toml: rule: “id”: expected a text, found 3'],
  ['an empty id', `id = ""\n${SHAPE}`, 'rule: “id”: expected a text, found an empty text'],
  [
    'an id in capitals',
    `id = "Acme"\n${SHAPE}`,
    'rule: “id”: expected lower-case letters, digits and hyphens',
  ],
  ['an id that ends in a hyphen', `id = "acme-"\n${SHAPE}`, 'rule: “id”: expected lower-case letters'],
  ['no regex', `id = "acme-key"\n${SHAPE}`, 'acme-key: “regex”: expected a text, found nothing'],
  [
    'a regex that is none',
    `id = "acme-key"\nregex = "acme_["\n${SHAPE}`,
    'acme-key: “regex”: not a regular expression',
  ],
  [
    'an unknown key',
    `${HEAD}entropy = 3\n${SHAPE}`,
    'acme-key: “entr…”: no such key | known are id, provider',
  ],
  [
    'a misspelt key',
    `${HEAD}kyewords = ["acme_"]\n${SHAPE}`,
    '“kyew…”: no such key | did you mean “keywords”?',
  ],
  ['a key of the model that files do not write', `${HEAD}prefix = "acme_"\n${SHAPE}`, '“pref…”: no such key'],
  [
    'keywords without the prefix',
    `${HEAD}keywords = ["other_"]\n${SHAPE}`,
    '“keywords”: expected “acme_”, which',
  ],
  [
    'keywords that are no list',
    `${HEAD}keywords = "acme_"\n${SHAPE}`,
    '“keywords”: expected a list of texts, found “acme…”',
  ],
  [
    'a list with a number',
    `${HEAD}placeholders = ["a", 1]\n${SHAPE}`,
    '“placeholders”: expected a list of texts, found a list',
  ],
  [
    'an unknown severity',
    `${HEAD}severity = "grave"\n${SHAPE}`,
    '“severity”: expected one of critical, high, medium, low, found “grav…”',
  ],
  ['a date', `${HEAD}description = 2026-01-01\n${SHAPE}`, '“description”: expected a text, found a date'],
  ['no shape', HEAD, '“shape”: expected a table, found nothing'],
  ['a shape that is none', `${HEAD}shape = true\n`, '“shape”: expected a table, found true'],
  [
    'a misspelt key of the shape',
    `${HEAD}${SHAPE}maxLenght = 40\n`,
    '“shape.maxL…”: no such key | did you mean “maxLength”?',
  ],
  [
    'an unknown alphabet',
    `${HEAD}${SHAPE.replace('base62', 'base63')}`,
    '“shape.alphabet”: expected one of hex, base32',
  ],
  [
    'no minLength',
    `${HEAD}[shape]\nalphabet = "hex"\n`,
    '“shape.minLength”: expected a whole number from 1 to 256, found nothing',
  ],
  [
    'a length of half a character',
    `${HEAD}${SHAPE.replace('20', '20.5')}`,
    '“shape.minLength”: expected a whole number from 1 to 256, found 20.5',
  ],
  [
    'lengths the wrong way round',
    `${HEAD}${SHAPE.replace('40', '4')}`,
    '“shape.maxLength”: expected at least minLength, 20, found 4',
  ],
  [
    'lengths that the regex never has',
    `${HEAD}${SHAPE.replace('20', '50').replace('40', '60')}`,
    'the regex takes 20 to 40 characters behind the prefix, the shape 50 to 60',
  ],
  [
    'an issued form without lengths',
    `${HEAD}${SHAPE}${ISSUED}`,
    '“shape.issued[1].lengths”: expected two whole numbers from 1 to 256, the smaller first, found nothing',
  ],
  ['an issued form of three lengths', `${HEAD}${SHAPE}${ISSUED}lengths = [1, 2, 3]\n`, 'found [1, 2, 3]'],
  [
    'bytes of another alphabet',
    `${HEAD}${SHAPE}${ISSUED.replace('58', '62')}lengths = [21, 22]\nbytes = 16\n`,
    '“shape.issued[1].bytes”: expected with base58 only, found with base62',
  ],
  [
    'a form that no body has',
    `${HEAD}${SHAPE}${ISSUED}lengths = [43, 44]\nbytes = 16\n`,
    '“shape.issued[1].lengths”: no base58 of 16 bytes has 43 to 44 characters',
  ],
  [
    'a start of another alphabet',
    `${HEAD}${SHAPE}${ISSUED}lengths = [21, 22]\nstartsWith = "30"\n`,
    '“shape.issued[1].startsWith”: expected characters of base58, found “0”',
  ],
  [
    'an unknown key of a form',
    `${HEAD}${SHAPE}${ISSUED}byte = 16\n`,
    '“shape.issued[1].byte”: no such key | did you mean “bytes”?',
  ],
  [
    'an unknown key of the context',
    `${HEAD}${SHAPE}[context]\nname = ["A"]\n`,
    '“context.name”: no such key | did you mean “names”?',
  ],
  [
    'a context word in capitals',
    `${HEAD}${SHAPE}[context]\nwords = ["Acme"]\n`,
    '“context.words”: expected a list of texts in lower case, found a list',
  ],
  [
    'a foreign word in capitals',
    `${HEAD}${SHAPE}[foreign]\nwords = ["Other"]\n`,
    '“foreign.words”: expected a list of texts in lower case',
  ],
  [
    'an unknown key of foreign',
    `${HEAD}${SHAPE}[foreign]\nhosts = ["a.b"]\n`,
    '“foreign.host…”: no such key',
  ],
  [
    'a blank of an unknown alphabet',
    `${HEAD}examples = ["acme_{base63:20}"]\n${SHAPE}`,
    '“examples”: cannot fill in {base63:20} | known are {hex:40}, {base58:22} and the like',
  ],
  [
    'a blank of a form there is not',
    `${HEAD}negativeExamples = ["acme_{issued:2}"]\n${SHAPE}${ISSUED}lengths = [21, 22]\n`,
    '“negativeExamples”: cannot fill in {issued:2} | known are {hex:40}, {base58:22} and the like, and {issued:1} to {issued:1}',
  ],
  ['rules beside a rule', `${HEAD}rules = []\n`, 'r.toml: file: “id”: no such key'],
  [
    'rules that are no tables',
    'rules = ["a"]\n',
    'r.toml: file: “rules”: expected a list of tables, found a list',
  ],
  [
    'a second rule without id',
    `[[rules]]\n${HEAD}[rules.shape]\nalphabet = "hex"\nminLength = 20\nmaxLength = 40\n[[rules]]\n`,
    'r.toml: rule 2: “id”: expected a text',
  ],
])('a rule file with %s is refused', (_, text, message) => {
  expect(refusal(text)).toContain(message);
});

test('no error shows a text as long as a key', () => {
  const key = ['acme', '_', 'sk9Fj2LqPz7Rt4Wx8Yb3Nd6M'].join('');
  for (const text of [
    `${HEAD}examples = "${key}"\n${SHAPE}`,
    `${HEAD}severity = "${key}"\n${SHAPE}`,
    `${HEAD}examples = ["${key}\n`,
  ]) {
    expect(refusal(text)).toContain('r.toml');
    expect(refusal(text)).not.toContain(key.slice(0, 12));
  }
});
