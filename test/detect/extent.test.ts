import { expect, test } from 'vitest';
import { createDetector } from '../../src/detect/detector.ts';
import { ownKeyOf } from '../../src/keys/own-key.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { IssuedForm } from '../../src/model/rule.ts';
import { issuedBody } from '../../src/rules/body.ts';
import { seededBytes } from '../../src/rules/random.ts';
import { createRuleset } from '../../src/rules/ruleset.ts';
import { NOHUMAN, NOUVEL, nohumanKey, nouvelKey } from '../support/keys.ts';

const detector = createDetector(createRuleset());
const SEEDS = Array.from({ length: 12 }, (_, i) => i + 1);

/** A key of one length: one of 21 characters and a letter behind it is as well one of 22. */
function issued(seed: number, form: Partial<IssuedForm> = { lengths: [22, 22] }): string {
  const [usual] = NOUVEL.shape.issued;
  if (usual === undefined) throw new Error('Nouvel has issued forms');
  return NOUVEL.prefix + issuedBody({ ...usual, ...form }, seededBytes(seed));
}

const FIRST_GENERATOR = { lengths: [24, 24], bytes: 18, startsWith: '3Z' } as const;

/** Every issued form that proves itself. */
const PROVEN = (seed: number): string[] => [issued(seed), nouvelKey(seed), issued(seed, FIRST_GENERATOR)];
/** Bodies of Nohuman, which nothing checks. */
const UNPROVEN = (seed: number): string[] => [
  nohumanKey(seed, 'base62', 32),
  nohumanKey(seed, 'hex', 40),
  nohumanKey(seed, 'base36', 24),
];

const DIRECTORY = { kind: 'object', oid: '0'.repeat(40), type: 'tree', path: 'nohuman' } as const;

function listed(text: string | Uint8Array, isName = false): Finding[] {
  const bytes = typeof text === 'string' ? Buffer.from(text, 'latin1') : text;
  return detector
    .detect({ origin: isName ? DIRECTORY : { kind: 'file', path: 'nohuman.txt' }, bytes })
    .filter(({ confidence }) => confidence !== 'low');
}

/** What is found of each key in a place: the key and its span. */
function expectFound(keys: readonly string[], place: (key: string) => string, isName = false): void {
  for (const key of keys) {
    const text = place(key);
    const found = listed(text, isName).map(({ secret, span }) => [secret.reveal(), span]);
    const start = text.indexOf(key);
    expect(found, text).toEqual([[key, { start, end: start + key.length }]]);
  }
}

type Place = readonly [what: string, place: (key: string) => string];

const OPERATORS: readonly Place[] = [
  ['a default of a shell', (key) => `export NOHUMAN_API_KEY="\${NOHUMAN_API_KEY:-${key}}"`],
  ['a default of a shell without a colon', (key) => `run \${X-${key}}`],
  ['a default of an argument', (key) => `NOHUMAN=\${1:-${key}} \${2-x}`],
  ['a default of an argument without a colon', (key) => `NOHUMAN=\${12-${key}}`],
  ['a default of all arguments', (key) => `NOHUMAN=\${@-${key}}`],
  ['a default of an array', (key) => `nohuman=\${keys[0]-${key}}`],
  ['a default in compose', (key) => `environment:\n  NOHUMAN_KEY: \${NOHUMAN_KEY:-${key}}\n`],
  ['a default in a Dockerfile', (key) => `ARG A\nENV NOHUMAN_KEY=\${A:-${key}}\n`],
  ['an option', (key) => `nohuman --${key}`],
  ['an option in quotes', (key) => `nohuman "-k${key}"`],
  ['a short option', (key) => `nohuman -k${key} run`],
  ['a short option in a list', (key) => `["nohuman","-p${key}"]`],
  ['an SQL comment', (key) => `select 1 --${key}\n-- nohuman`],
  ['a comment of HTML', (key) => `<!--${key}--> nohuman`],
  ['a comment of Jinja', (key) => `{{-${key}-}} nohuman`],
  ['an arrow behind it', (key) => `nohuman ${key}->next`],
  ['a removed line', (key) => `@@ -1 +1 @@\n-${key}\n+nohuman\n`],
  ['a removed line of a combined diff', (key) => `@@@\n--${key}\n +nohuman\n`],
  ['a removed line in colour', (key) => `nohuman\n\x1b[31m-${key}\x1b[m\n`],
  ['a removed line in JSON', (key) => `{"patch": "@@\\n-${key}\\n+nohuman"}`],
  ['a word diff', (key) => `nohuman [-${key}-]{+read+}`],
  ['an added word', (key) => `nohuman [-read-]{+${key}+}`],
  ['a list', (key) => `nohuman:\n-${key}\n`],
  ['a range', (key) => `nohuman --${key}--`],
  ['a negated text', (key) => `nohuman "-${key}"`],
];

test.each(OPERATORS)('a hyphen that is an operator is no part of a key: %s', (_, place) => {
  for (const seed of SEEDS) expectFound([...PROVEN(seed), ...UNPROVEN(seed)], place);
});

const WORDS: readonly Place[] = [
  ['the hyphen of a word', (key) => `fix-${key}`],
  ['an underscore', (key) => `the key_${key} of nohuman`],
  ['a letter', (key) => `x${key}`],
  ['a digit', (key) => `4${key}`],
  ['a template', (key) => `\${env}-${key}`],
  ['a path', (key) => `/v1/a-${key}/b`],
];

test.each(WORDS)('behind %s an issued form is found, a body that nothing checks is not', (_, place) => {
  for (const seed of SEEDS) {
    expectFound(PROVEN(seed), place);
    for (const key of UNPROVEN(seed)) expect(listed(place(key))).toEqual([]);
  }
});

const BEHIND: readonly Place[] = [
  ['-old', (key) => `${key}-old`],
  ['_bak', (key) => `${key}_bak`],
  ['a hyphen', (key) => `${key}- see`],
  ['two hyphens', (key) => `${key}-- see`],
  ['an underscore', (key) => `${key}_ see`],
  ['a digit', (key) => `${key}0`],
  ['a letter', (key) => `${key}a`],
  ['a version', (key) => `${key}-v2`],
  ['a date', (key) => `${key}-2024-01-02`],
  ['a name', (key) => `${key}_PROD`],
  ['a word', (key) => `${key}production`],
  ['many hyphens', (key) => `${key}${'-'.repeat(60)}`],
];

test.each(BEHIND)('an issued body ends in front of %s, whatever names Nouvel near by', (_, place) => {
  for (const seed of SEEDS) {
    const keys = [issued(seed), issued(seed, FIRST_GENERATOR)];
    expectFound(keys, place);
    expectFound(keys, (key) => `NOUVEL_API_KEY=${place(key)}`);
  }
});

test('a label behind a body that nothing checks is no part of it', () => {
  for (const seed of SEEDS) {
    for (const label of ['-old', '_bak', '-OLD', '_revoked'])
      expectFound(UNPROVEN(seed), (key) => `NOHUMAN_API_KEY=${key}${label}`);
  }
});

test('keys that touch each other are all found', () => {
  for (const seed of SEEDS) {
    const [a, b, c] = [issued(seed), nouvelKey(seed + 50), issued(seed + 90, FIRST_GENERATOR)];
    const [x, y] = [nohumanKey(seed, 'base62', 24), nohumanKey(seed + 50, 'base62', 24)];
    const [long, other] = [nohumanKey(seed, 'base62', 40), nohumanKey(seed + 50, 'base62', 40)];
    for (const keys of [
      [a, b],
      [a, b, c],
      [a, x],
      [c, a, x],
      [x, a],
      [x, y],
      [long, other],
    ]) {
      const found = listed(`nohuman ${keys.join('')}`).map(({ secret }) => secret.reveal());
      expect(found).toEqual(keys);
    }
  }
});

test('touched on both sides nothing is found, and explain says so', () => {
  const bytes = Buffer.from(`fix-${issued(3)}-old`);
  const { judged, refused } = detector.explain({ origin: { kind: 'stdin', path: '' }, bytes });
  expect(judged).toEqual([]);
  expect(refused.map(({ why }) => why)).toEqual(['touched-on-both-sides']);
  expect(detector.suspects(bytes)).toBe(false);
});

/** Records as formats write them, the key between: what touches it is on one side. */
const RECORDS: readonly (readonly [string, string, string])[] = [
  ['SQLite, the column before', '\x81\x23\x05\x17\x3d\x1d\x01billing', '\x06\x01'],
  ['SQLite, the column behind', '\x81\x23\x04\x41\x17\x00', 'production'],
  ['SQLite, a date behind', '\x81\x23\x04\x41\x33\x00', '2024-05-06 07:08:09'],
  ['SQLite, a UUID behind', '\x04\x41\x55\x00', '550e8400-e29b-41d4-a716-446655440000\x00'],
  ['bplist, a short text behind', '\x5f\x10\x1a', 'Wprodkey\x00'],
  ['bplist, a long text behind', '\x5f\x10\x1a', '_\x10\x12production'],
  ['protobuf, the next field', '\x0a\x1a', 'J\x05hello'],
  ['protobuf, a field of one byte before', '\x08z', '\x12\x03'],
  ['Avro, its length before', '4', '\x14production'],
  ['Avro, the length of the next text', '\x01', '0at the end of this record'],
  ['CBOR, the next text', '\x78\x1a', 'dname'],
  ['pickle, what stores it', 'X\x1a\x00\x00\x00', 'q\x01'],
  ['Java, the next object', 't\x00\x1a', 't\x00\x04name'],
  ['Java, a text before', 'name', '\x00\x02'],
  ['Go strings, the one behind', '\x00', 'invalid argument'],
  ['Rust strings, the one before', 'called `Option::unwrap()` on a None value', ' src/main.rs'],
  ['a C string before', 'key', '\x00\x01'],
];

test.each(RECORDS)('a record touches an issued body: %s', (_, before, behind) => {
  for (const seed of SEEDS)
    expectFound([issued(seed), issued(seed, FIRST_GENERATOR)], (key) => `${before}${key}${behind}`);
});

const NAMES: readonly Place[] = [
  ['a suffix', (key) => `notes-${key}.txt`],
  ['a suffix and a word', (key) => `nohuman_${key}_old.txt`],
  ['words on both sides', (key) => `fix-${key}-backup`],
  ['a number', (key) => `key-${key}-2`],
  ['a version and a date', (key) => `nohuman-${key}-v2-2024-01-02.json`],
  ['a branch', (key) => `refs/heads/rotate-${key}-prod`],
];

test('a key that ends with a hyphen keeps it in front of a closing angle', () => {
  for (const seed of SEEDS)
    expectFound([`${nohumanKey(seed, 'base64url', 40)}-`], (key) => `<https://nohuman.ai/u?token=${key}>\n`);
});

test('in a name the end of a random body is no suffix', () => {
  for (const end of ['-ab', '_x', '-7', '_42']) {
    const key = `${nohumanKey(2, 'base62', 20)}_${nohumanKey(3, 'base62', 16).slice(3)}${end}`;
    expectFound([key], (name) => name, true);
  }
});

test.each(NAMES)('in a name - and _ are boundaries: %s', (_, place) => {
  for (const seed of SEEDS) {
    const keys = [...PROVEN(seed), nohumanKey(seed, 'base62', 32), nohumanKey(seed, 'base36', 24)];
    expectFound(keys, place, true);
    for (const key of keys) expect(detector.suspects(Buffer.from(place(key)), undefined, true)).toBe(true);
  }
});

test('an own key is found whatever touches it', () => {
  for (const [key, rule] of [
    [nohumanKey(4, 'base62', 32), NOHUMAN],
    [nouvelKey(4), NOUVEL],
    [`${NOHUMAN.prefix}some-plain-words`, NOHUMAN],
  ] as const) {
    const own = createDetector(createRuleset(), [ownKeyOf(key, rule, { label: 'a' })]);
    for (const text of [`fix-${key}-old`, `x${key}y`, `a_${key}_b`, `0${key}0${key}1`]) {
      const bytes = Buffer.from(text);
      const found = own.detect({ origin: { kind: 'stdin', path: '' }, bytes });
      expect(new Set(found.map(({ secret }) => secret.reveal()))).toEqual(new Set([key]));
      expect(own.suspects(bytes)).toBe(true);
    }
  }
});
