import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBase58, encodeBase58 } from '../../src/rules/base58.ts';

/** The vectors of Bitcoin Core's src/test/data/base58_encode_decode.json, and those of draft-msporny-base58-03. */
const VECTORS: readonly (readonly [hex: string, text: string])[] = [
  ['', ''],
  ['00', '1'],
  ['0000', '11'],
  ['61', '2g'],
  ['626262', 'a3gV'],
  ['636363', 'aPEr'],
  ['516b6fcd0f', 'ABnLTmg'],
  ['bf4f89001e670274dd', '3SEo3LWLoPntC'],
  ['572e4794', '3EFU7m'],
  ['ecac89cad93923c02321', 'EJDM8drfXA6uyA'],
  ['10c8511e', 'Rt5zm'],
  ['00000000000000000000', '1111111111'],
  ['73696d706c792061206c6f6e6720737472696e67', '2cFupjhnEsSn59qHXstmK2ffpLv2'],
  ['00eb15231dfceb60925886b67d065299925915aeb172c06647', '1NS17iag9jJgTHD1VXjvLCEnZuQ3rJDE9L'],
  ['0000287fb4cd', '11233QC4'],
];

test.each(VECTORS)('%s is written %s', (hex, text) => {
  expect(encodeBase58(Buffer.from(hex, 'hex'))).toBe(text);
  expect(Buffer.from(decodeBase58(text) ?? []).toString('hex')).toBe(hex);
});

test('what was encoded decodes to the same bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      expect(decodeBase58(encodeBase58(bytes))).toEqual(bytes);
    }),
  );
});

test('what was decoded encodes to the same text', () => {
  const digit = fc.constantFrom(...'123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz');
  fc.assert(
    fc.property(fc.string({ unit: digit, maxLength: 64 }), (text) => {
      expect(encodeBase58(decodeBase58(text) ?? new Uint8Array())).toBe(text);
    }),
  );
});

test.each(['0', 'O', 'I', 'l', '_', '-', 'a b', 'é', '語'])('%s is no base58', (text) => {
  expect(decodeBase58(`abc${text}`)).toBeUndefined();
});
