import { expect, test } from 'vitest';
import { endsEscape } from '../../src/detect/escape.ts';
import { detect } from '../support/detect.ts';
import { nohumanKey, nouvelKey } from '../support/keys.ts';

const KEYS = [nouvelKey(7), nohumanKey(7, 'base62', 32), nohumanKey(8, 'hex', 40)];

/** The escape character as it is written in bytes, sources, logs and URLs. */
const ESC = [
  '\x1b',
  '\\e',
  '\\E',
  '\\033',
  '\\33',
  '\\27',
  '\\x1b',
  '\\x1B',
  '\\x{1b}',
  '\\u001b',
  '\\u001B',
  '\\u{1b}',
  '\\u{001B}',
  '\\U0000001b',
  '\\c[',
  '\\\\u001b',
  '^[',
  '`e',
  '`u{1b}',
  '%1B',
  '%251b',
  '=1B',
  '&#27;',
  '&#x1b;',
  '␛',
];
/** What follows it: control sequences, character sets, single codes. */
const CODES = [
  '[K',
  '[2K',
  '[0J',
  '[m',
  '[0m',
  '[01;31m',
  '[1;1H',
  '[?25l',
  '[?1049h',
  '[38;2;255;255;255;48;2;255;255;255m',
  '[4 q',
  '(B',
  ')0',
  '7',
  'M',
];

/** Escapes besides those of terminals. */
const OTHERS = [
  ...[
    '\\n',
    '\\t',
    '\\r',
    '\\0',
    '\\v',
    '\\x3d',
    '\\u003d',
    '\\u003D',
    '\\U0000003d',
    '\\075',
    '\\61',
    '\\061',
  ],
  ...['%3D', '%3d', '%253D', '%25253D', '=3D', '=3d', '^I', '^M', '\u009b0m', '\\x9b0m', '\\u009b1;31m'],
  ...['[32m', '[01;31m[K', '[1;38;5;200m'],
];

test.each([...ESC.flatMap((esc) => CODES.map((code) => esc + code)), ...OTHERS])(
  'a key may follow the escape %j',
  (written) => {
    for (const key of KEYS) {
      const text = `nohuman nouvel a${written}${key} b`;
      const found = detect(text).map(({ secret, span }) => [secret.reveal(), span.start]);
      expect(found).toEqual([[key, Buffer.byteLength(text.slice(0, text.indexOf(key)))]]);
    }
  },
);

test('a control sequence is read as a byte of Latin-1, too', () => {
  const bytes = Buffer.from(`nohuman \x9b0m${KEYS[1]}`, 'latin1');
  expect(detect(bytes)).toHaveLength(1);
});

test.each(['a', 'xb', 'K', '[K', 'm', '\\y', '\\q', '[1;1H', '=zz', '%3', '100', '&#61'])(
  'ordinary text is no escape: %j',
  (text) => {
    const bytes = Buffer.from(`word${text}`);
    expect(endsEscape(bytes, bytes.length)).toBe(false);
  },
);
