import { expect, test } from 'vitest';
import { detect } from '../support/detect.ts';
import { nohumanKey, nouvelKey } from '../support/keys.ts';

const little = (text: string): Buffer => Buffer.from(text, 'utf16le');
const big = (text: string): Buffer => little(text).swap16();
const raw = (text: string): Buffer => Buffer.from(text, 'latin1');
const KEYS = Array.from({ length: 20 }, (_, i) => [nouvelKey(i), nohumanKey(i, 'base62', 40)]).flat();

/** UTF-16 among other bytes, behind as many of them as make the offset odd or even. */
const PLACES: readonly (readonly [string, (key: string) => Buffer[]])[] = [
  // ECMA-335, II.24.2.4: the length of the bytes with the mark, the characters, the mark.
  [
    'a user string of .NET',
    (key) => [
      raw('\x0d'),
      little('api.go'),
      raw('\0\x4d'),
      little(key),
      raw('\0\x09'),
      little('next'),
      raw('\0'),
    ],
  ],
  [
    'a user string of .NET behind a length of two bytes',
    (key) => [raw('\x80\xa9'), little(`NOHUMAN_KEY=${key}`), raw('\0')],
  ],
  ['a string of a program for Windows', (key) => [raw('\x90\xc3\xcc'), little(key), raw('\0\0\x90')]],
  ['a value of a registry file', (key) => [raw('vk\x07\0\x2e\0\0\0\x01'), little(key), raw('\0\0\xff')]],
  ['UTF-16BE behind one byte', (key) => [raw('\x07'), big(`nvl key ${key} `), raw('\x07')]],
  ['UTF-16BE behind its mark at an odd offset', (key) => [raw('a\xfe\xff'), big(`key: ${key}\n`)]],
  [
    'behind a prefix at the other alignment',
    (key) => [raw('n\0v\0l\0_\0n\0h\0_\0'), raw('\x01'), little(key), raw('\0\0')],
  ],
  ['before a prefix at the other alignment', (key) => [little(key), raw('\0\0\x01'), little('nvl_x nh_y')]],
];

test.each(
  PLACES.flatMap(([name, make]) =>
    [0, 1].map((before) => [`${name}, ${before} bytes further`, before, make] as const),
  ),
)('UTF-16 is read by where its zeros stand: %s', (_, before, make) => {
  for (const key of KEYS) {
    const bytes = Buffer.concat([raw('\x01\x02\x03\x04'.slice(0, 4 - before)), ...make(key)]);
    const found = detect(bytes).map(({ secret }) => secret.reveal());
    expect([key, found]).toEqual([key, [key]]);
  }
});
