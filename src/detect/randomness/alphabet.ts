/** Which alphabet a key body is written in. */
import type { Alphabet } from '../../model/rule.ts';

const DIGIT = 1;
/** 0, 1, 8, 9: digits that RFC 4648's base32 leaves out. */
const DIGIT_OUTSIDE_BASE32 = 2;
const LOWER_HEX = 4;
const UPPER_HEX = 8;
const LOWER = 16;
const UPPER = 32;
/** `0`, `O`, `I`, `l`: what base58 leaves out because eyes mix them up. */
const OUTSIDE_BASE58 = 64;
const SEPARATOR = 128;

const MARKS = Uint8Array.from({ length: 256 }, (_, code) => {
  const char = String.fromCharCode(code);
  const ambiguous = '0OIl'.includes(char) ? OUTSIDE_BASE58 : 0;
  if (/[0-9]/.test(char)) return DIGIT | (/[0189]/.test(char) ? DIGIT_OUTSIDE_BASE32 : 0) | ambiguous;
  if (/[a-f]/.test(char)) return LOWER_HEX;
  if (/[A-F]/.test(char)) return UPPER_HEX;
  if (/[a-z]/.test(char)) return LOWER | ambiguous;
  return /[A-Z]/.test(char) ? UPPER | ambiguous : SEPARATOR;
});

/** Characters in each alphabet. */
export const ALPHABET_SIZE = {
  hex: 16,
  base32: 32,
  base36: 36,
  base58: 58,
  base62: 62,
  base64url: 64,
} as const satisfies Record<Alphabet, number>;

/** The smallest alphabet that `body` fits. One case only, for the alphabets that are written in one. */
export function alphabetOf(body: string): Alphabet {
  let marks = 0;
  for (let i = 0; i < body.length; i++) marks |= MARKS[body.charCodeAt(i)] ?? SEPARATOR;
  if (marks & SEPARATOR) return 'base64url';
  const lower = (marks & (LOWER | LOWER_HEX)) !== 0;
  const upper = (marks & (UPPER | UPPER_HEX)) !== 0;
  if (lower && upper) return marks & OUTSIDE_BASE58 ? 'base62' : 'base58';
  if ((marks & (LOWER | UPPER)) === 0) return 'hex';
  return marks & DIGIT_OUTSIDE_BASE32 ? 'base36' : 'base32';
}
