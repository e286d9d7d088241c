import { expect, test } from 'vitest';
import type { Encoding } from '../../src/model/finding.ts';
import { detect, detectAll } from '../support/detect.ts';
import { nohumanKey, nouvelKey } from '../support/keys.ts';

const KEY = nouvelKey();
const HUMAN = nohumanKey(2);
const LINE = `NOUVEL_API_KEY=${KEY}\n`;
const base64 = (text: string | Uint8Array): string => Buffer.from(text).toString('base64');
const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
const each = (key: string, one: (code: number) => string): string =>
  [...key].map((c) => one(c.charCodeAt(0))).join('');
const hex2 = (code: number): string => code.toString(16).padStart(2, '0');

/** What is written, how it is encoded, and the part of the text that carries the key, if it is plain to say. */
const ENCODED: readonly (readonly [string, string | Uint8Array, readonly Encoding[]])[] = [
  ['plain', LINE, []],
  [
    'UTF-16LE with a byte order mark',
    Buffer.concat([Buffer.from([0xff, 0xfe]), utf16(`a\r\n${LINE}`)]),
    ['utf-16le'],
  ],
  ['UTF-16LE without', utf16(`first\n${LINE}`), ['utf-16le']],
  ['UTF-16BE with a byte order mark', utf16(`\ufeffa\r\n${LINE}`).swap16(), ['utf-16be']],
  ['UTF-16BE without', utf16(`first\n${LINE}`).swap16(), ['utf-16be']],
  ['base64 in UTF-16', utf16(`a: ${base64(LINE)}\n`), ['utf-16le', 'base64']],
  ['base64, first alignment', `data: ${base64(LINE)}`, ['base64']],
  ['base64, second alignment', `data: ${base64(`a${LINE}`)}`, ['base64']],
  ['base64, third alignment', `data: ${base64(`ab${LINE}`)}`, ['base64']],
  ['base64url', `data: ${Buffer.from(`??>>${LINE}`).toString('base64url')}`, ['base64']],
  ['Kubernetes secret', `kind: Secret\ndata:\n  key: ${base64(KEY)}\n`, ['base64']],
  [
    'Docker config in a Kubernetes secret',
    `.dockerconfigjson: ${base64(JSON.stringify({ auths: { a: { auth: base64(`u:${KEY}`) } } }))}`,
    ['base64', 'base64'],
  ],
  ['PowerShell command', `powershell -enc ${base64(utf16(`$env:K="${KEY}"`))}`, ['base64', 'utf-16le']],
  ['hex', Buffer.from(LINE).toString('hex'), ['hex']],
  ['upper-case hex', Buffer.from(LINE).toString('hex').toUpperCase(), ['hex']],
  ['hex of base64', Buffer.from(base64(LINE)).toString('hex'), ['hex', 'base64']],
  ['percent, whole', `k=${each(KEY, (code) => `%${hex2(code)}`)}`, ['percent']],
  ['percent, underscore', `https://example.invalid/?k=${KEY.replace('_', '%5F')}&b`, ['percent']],
  ['percent, escaped again, underscore', `next=%2Fv1%3Fk%3D${KEY.replace('_', '%255f')}&b`, ['percent']],
  ['percent, escaped a third time, underscore', `?u=${KEY.replace('_', '%25255F')}&b`, ['percent']],
  ['percent, escaped again, whole', `k=${each(KEY, (code) => `%25${hex2(code)}`)}`, ['percent']],
  ['percent, escaped a third time, whole', `k=${each(KEY, (code) => `%2525${hex2(code)}`)}`, ['percent']],
  [
    'percent of percent, whole',
    `k=${each(
      each(KEY, (code) => `%${hex2(code)}`),
      (code) => `%${hex2(code)}`,
    )}`,
    ['percent', 'percent'],
  ],
  [
    'percent of percent in capitals, whole',
    `k=${each(
      each(KEY, (code) => `%${hex2(code).toUpperCase()}`),
      (code) => `%${hex2(code).toUpperCase()}`,
    )}`,
    ['percent', 'percent'],
  ],
  [
    'percent, escaped again in its body',
    `k=${KEY.slice(0, 9)}%25${hex2(KEY.charCodeAt(9))}${KEY.slice(10)}`,
    ['percent'],
  ],
  ['\\u escapes', `"${each(KEY, (code) => `\\u00${hex2(code)}`)}"`, ['escape']],
  ['\\x escapes', `"${each(KEY, (code) => `\\x${hex2(code)}`)}"`, ['escape']],
  ['octal escapes', `"${each(KEY, (code) => `\\${code.toString(8)}`)}"`, ['escape']],
  [
    'an escape in the middle',
    `"${KEY.slice(0, 10)}\\u00${hex2(KEY.charCodeAt(10))}${KEY.slice(11)}"`,
    ['escape'],
  ],
  ['HTML, decimal', `<a>${each(KEY, (code) => `&#${code};`)}</a>`, ['html']],
  ['HTML, hexadecimal', `<a>${each(KEY, (code) => `&#x${hex2(code)};`)}</a>`, ['html']],
  ['HTML, named', `<a>${KEY.replace('_', '&lowbar;')}</a>`, ['html']],
  ['Markdown', `the key ${KEY.replace('_', '\\_')} is`, ['markdown']],
  ['JSON in JSON', JSON.stringify(JSON.stringify({ a: `\n${KEY}\n` })), []],
  ['behind an escaped equals sign', `a%3D${KEY}%22`, []],
  ['behind a colour code', `\u001b[32m${KEY}\u001b[0m`, []],
  ['emphasised', `use _${KEY}_ here`, []],
  ['split over two literals', `k = "${KEY.slice(0, 9)}" + "${KEY.slice(9)}"`, ['split']],
  ['split over two lines', `k = ("${KEY.slice(0, 9)}"\n     "${KEY.slice(9)}")`, ['split']],
  ['split by a backslash', `k=${KEY.slice(0, 9)}\\\n${KEY.slice(9)}`, ['split']],
];

test.each(ENCODED)('finds a key written as %s', (_, content, encoding) => {
  const found = detect(content);
  expect(found.map(({ secret }) => secret.reveal())).toEqual([KEY]);
  expect(found[0]?.encoding).toEqual(encoding);
});

test.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])(
  'finds a key in base64 wrapped so that its prefix is cut, %i',
  (shift) => {
    for (const [width, end] of [
      [60, '\n'],
      [64, '\r\n'],
      [76, '\n  '],
    ] as const) {
      const text = base64(`${'x'.repeat(width - 24 + shift)}${LINE}${'y'.repeat(90)}`);
      const wrapped = text.replace(new RegExp(`(.{${width}})`, 'g'), `$1${end}`);
      expect(detect(wrapped).map(({ secret }) => secret.reveal())).toEqual([KEY]);
    }
  },
);

test('finds both providers in base64 of base64', () => {
  const text = base64(base64(`NOHUMAN_API_KEY=${HUMAN}\n${LINE}`));
  expect(detect(text).map(({ secret }) => secret.reveal())).toEqual([HUMAN, KEY]);
});

test('the location is that of the encoded form', () => {
  const encoded = base64(KEY);
  const [found] = detect(`a\nkey: ${encoded}\n`);
  expect(found?.location).toMatchObject({ startLine: 2, startColumn: 6, endLine: 2 });
  expect(found?.span).toEqual({ start: 7, end: 7 + Math.ceil((KEY.length * 4) / 3) });
});

test('columns are UTF-16 units', () => {
  const [found] = detect(`é😀 k="${KEY}"`);
  expect(found?.location).toMatchObject({ startLine: 1, startColumn: 8, endColumn: 8 + KEY.length });
});

test('lines end with LF, CRLF or CR alone', () => {
  expect(detect(`a\rb\r\nc\nk=${KEY}`)[0]?.location.startLine).toBe(4);
});

test('a file of nothing but encoded prefixes is decoded once, not once for each', () => {
  for (const piece of ['bnZsX', '6e766c5f', '%6e%76%6c%5f', 'nvl\\u005f', 'nvl_"+"']) {
    expect(detectAll(piece.repeat(40_000))).toEqual([]);
  }
});
