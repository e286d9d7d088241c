import { inspect } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Secret } from '../../src/model/secret.ts';
import { nouvelKey } from '../support/keys.ts';

test('shows the prefix, four characters and the length', () => {
  const key = nouvelKey();
  expect(new Secret(key, 4).redacted).toBe(`${key.slice(0, 8)}…(${key.length})`);
});

test('prints redacted in every conversion', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 12, maxLength: 64, unit: 'grapheme-ascii' }), (body) => {
      const secret = new Secret(`nvl_${body}`, 4);
      const printed = [
        String(secret),
        `${secret}`,
        JSON.stringify({ secret }),
        inspect({ secret }, { depth: 9, showHidden: true }),
        secret + '',
      ];
      for (const text of printed) expect(text).not.toContain(`nvl_${body}`);
    }),
  );
});

test('shows less of a short key', () => {
  expect(new Secret('nh_abcdefgh', 3).redacted).toBe('nh_ab…(11)');
});
