/** Makes key bodies: of an alphabet and length, or of a form that an issuer makes. */
import type { Alphabet, IssuedForm } from '../model/rule.ts';
import { decodeBase58, encodeBase58 } from './base58.ts';
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

/** True if a word names an alphabet. */
export function isAlphabet(word: string): word is Alphabet {
  return Object.hasOwn(CHARACTERS, word);
}

/** Tries before a form counts as one that no body has; the rarest length of a sensible form comes once in 40. */
const TRIES = 2000;

/** A body of `length` independent characters. */
export function bodyOf(alphabet: Alphabet, length: number, random: RandomBytes): string {
  const characters = CHARACTERS[alphabet];
  return Array.from({ length }, () => characters[below(characters.length, random)]).join('');
}

/** A body as the issuer makes it. Throws for a form that no body has; `parseRules` lets none through. */
export function issuedBody(form: IssuedForm, random: RandomBytes): string {
  const body = tryIssuedBody(form, random);
  if (body === undefined) throw new Error(`no body has the form ${JSON.stringify(form)}`);
  return body;
}

/** A body of a form: base58 of `bytes` random bytes where the form counts bytes; undefined if there is none. */
export function tryIssuedBody(form: IssuedForm, random: RandomBytes): string | undefined {
  const [least, most] = form.lengths;
  for (let i = 0; i < TRIES; i++) {
    const body = draw(form, random);
    const isWhole = form.bytes === undefined || decodeBase58(body)?.length === form.bytes;
    if (isWhole && body.length >= least && body.length <= most) return body;
  }
  return undefined;
}

/** The bytes of a form with a fixed start are what the characters behind that start make them. */
function draw({ alphabet, bytes, lengths, startsWith }: IssuedForm, random: RandomBytes): string {
  if (bytes !== undefined && startsWith === undefined) return encodeBase58(random(bytes));
  const [least, most] = lengths;
  const start = startsWith ?? '';
  const length = least + below(most - least + 1, random);
  return start + bodyOf(alphabet, Math.max(0, length - start.length), random);
}
