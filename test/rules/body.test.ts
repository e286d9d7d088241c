import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBase58 } from '../../src/rules/base58.ts';
import { bodyOf, CHARACTERS, isAlphabet, issuedBody, tryIssuedBody } from '../../src/rules/body.ts';
import { below, seededBytes } from '../../src/rules/random.ts';
import { NOUVEL } from '../support/keys.ts';

const ALPHABETS = Object.keys(CHARACTERS).filter(isAlphabet);

test.each(ALPHABETS)('a body of %s has its length and no other characters', (alphabet) => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 80 }), (seed, length) => {
      const body = bodyOf(alphabet, length, seededBytes(seed));
      expect(body).toHaveLength(length);
      expect([...body].every((character) => CHARACTERS[alphabet].includes(character))).toBe(true);
    }),
  );
});

test.each(NOUVEL.shape.issued)('bodies of $bytes bytes have the form they are of', (form) => {
  for (let seed = 0; seed < 200; seed++) {
    const body = issuedBody(form, seededBytes(seed));
    expect(decodeBase58(body)?.length).toBe(form.bytes);
    expect(body.startsWith(form.startsWith ?? '')).toBe(true);
    expect(body.length).toBeGreaterThanOrEqual(form.lengths[0]);
    expect(body.length).toBeLessThanOrEqual(form.lengths[1]);
  }
});

test('a form without bytes comes in all of its lengths', () => {
  const lengths = Array.from(
    { length: 50 },
    (_, seed) => issuedBody({ alphabet: 'hex', lengths: [20, 22] }, seededBytes(seed)).length,
  );
  expect(new Set(lengths)).toEqual(new Set([20, 21, 22]));
});

test('a form that no body has gives none, instead of trying for ever', () => {
  const form = { alphabet: 'base58', lengths: [43, 44], bytes: 16 } as const;
  expect(tryIssuedBody(form, seededBytes(1))).toBeUndefined();
  expect(() => issuedBody(form, seededBytes(1))).toThrow('no body has the form');
});

test('the same seed gives the same body, another gives another', () => {
  const body = (seed: number): string => bodyOf('base62', 24, seededBytes(seed));
  expect(body(7)).toBe(body(7));
  expect(body(7)).not.toBe(body(8));
});

test('every number below a limit is as likely', () => {
  const random = seededBytes(1);
  const counts = new Array<number>(58).fill(0);
  for (let i = 0; i < 58_000; i++) {
    const number = below(58, random);
    counts[number] = (counts[number] ?? 0) + 1;
  }
  expect(Math.min(...counts)).toBeGreaterThan(850);
  expect(Math.max(...counts)).toBeLessThan(1150);
});
