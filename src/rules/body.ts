/** Makes key bodies: of an alphabet and length, or of a form that an issuer makes. */
import type { Alphabet, IssuedForm } from '../model/rule.ts';
import { encodeBase58 } from './base58.ts';
import { below, type RandomBytes } from './random.ts';

/** The characters of each alphabet, in the case that generators write them. */
export const CHARACTERS = {
  hex: '0123456789abcdef',
  base32: 'abcdefghijklmnopqrstuvwxyz234567',
  base36: '0123456789abcdefghijklmnopqrstuvwxyz',
  base58: '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz',
  base62: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
  base64url: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
} as const satisfies Record<Alphabet, string>;

/** A body of `length` independent characters. */
export function bodyOf(alphabet: Alphabet, length: number, random: RandomBytes): string {
  const characters = CHARACTERS[alphabet];
  return Array.from({ length }, () => characters[below(characters.length, random)]).join('');
}

/** A body as the issuer makes it: base58 of random bytes, behind the header that `startsWith` stands for. */
export function issuedBody(form: IssuedForm, random: RandomBytes): string {
  const [least, most] = form.lengths;
  for (;;) {
    const body =
      form.bytes === undefined
        ? bodyOf(form.alphabet, most, random)
        : encodeBase58(issuedBytes(form, form.bytes, random));
    const starts = form.startsWith === undefined || body.startsWith(form.startsWith);
    if (starts && body.length >= least && body.length <= most) return body;
  }
}

/** Unkey's first generator writes its version and the number of random bytes before them (KeyV1). */
function issuedBytes(form: IssuedForm, count: number, random: RandomBytes): Uint8Array {
  if (form.startsWith === undefined) return random(count);
  return Uint8Array.from([1, count - 2, ...random(count - 2)]);
}
