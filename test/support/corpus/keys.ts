/** Keys of both providers, in every form that they may have, made from a seed. */
import type { Random } from './random.ts';

export type Provider = 'nohuman' | 'nouvel';

export interface GeneratedKey {
  readonly provider: Provider;
  readonly key: string;
  readonly body: string;
  /** What it was made as: `base62/20`, `unkey/16`. */
  readonly form: string;
}

const DIGITS = '0123456789';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();

/** Every alphabet that a Nohuman body may be written in (reference: undocumented, 16 to 64 characters). */
export const ALPHABETS = {
  hex: '0123456789abcdef',
  base32: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  base36: DIGITS + LOWER,
  base58: '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz',
  base62: DIGITS + UPPER + LOWER,
  base64url: `${UPPER}${LOWER}${DIGITS}-_`,
} as const;

export type AlphabetName = keyof typeof ALPHABETS;
export const ALPHABET_NAMES = ['hex', 'base32', 'base36', 'base58', 'base62', 'base64url'] as const;
/** Alphabets whose bodies mix letters beyond `f` with digits or cases: told from names without any context. */
export const MIXED_ALPHABETS = ['base32', 'base36', 'base58', 'base62', 'base64url'] as const;

/** How many bytes Unkey may have been told to make: 16 by default, encoded to 21 or 22 characters. */
export const UNKEY_BYTES = [16, 20, 24, 32] as const;
/** Unkey's first generator put a version and a length before the 16 bytes, which makes every body start `3Z`. */
const KEY_V1_HEAD = [1, 16] as const;

/** Base58 with Bitcoin's alphabet: leading zero bytes become `1`. */
export function base58(bytes: Uint8Array): string {
  let value = BigInt(`0x00${Buffer.from(bytes).toString('hex')}`);
  let text = '';
  for (; value > 0n; value /= 58n) text = ALPHABETS.base58.charAt(Number(value % 58n)) + text;
  const zeros = bytes.findIndex((byte) => byte !== 0);
  return '1'.repeat(zeros < 0 ? bytes.length : zeros) + text;
}

const made = (provider: Provider, prefix: string, body: string, form: string): GeneratedKey => ({
  provider,
  key: `${prefix}_${body}`,
  body,
  form,
});

/** A Nouvel key of `count` random bytes. */
export function nouvelKey(random: Random, count = 16): GeneratedKey {
  return made('nouvel', 'nvl', base58(random.bytes(count)), `unkey/${count}`);
}

/** A Nouvel key as Unkey's first generator made them: 24 characters. */
export function nouvelKeyV1(random: Random): GeneratedKey {
  const bytes = Uint8Array.from([...KEY_V1_HEAD, ...random.bytes(16)]);
  return made('nouvel', 'nvl', base58(bytes), 'unkey-v1/18');
}

/** Nine in ten as Nouvel's keys are thought to be; the others in every other form that Unkey can make. */
export function anyNouvelKey(random: Random): GeneratedKey {
  if (random.chance(9, 10)) return nouvelKey(random);
  return random.chance(1, 4) ? nouvelKeyV1(random) : nouvelKey(random, random.pick(UNKEY_BYTES));
}

/** A Nohuman key whose body has `length` characters of the alphabet. */
export function nohumanKey(random: Random, alphabet: AlphabetName, length: number): GeneratedKey {
  const cased = alphabet === 'base32' && random.chance(1, 2);
  const text = random.text(ALPHABETS[alphabet], length);
  return made('nohuman', 'nh', cased ? text.toLowerCase() : text, `${alphabet}/${length}`);
}

/** A Nohuman key of any alphabet, `least` to 64 characters. */
export function anyNohumanKey(random: Random, least: number): GeneratedKey {
  return nohumanKey(random, random.pick(ALPHABET_NAMES), least + random.below(65 - least));
}

const INFIXES = ['live_', 'test_', 'sk_'] as const;

/** A Nohuman key with an infix that other products use: only a provider's name near by tells whose it is. */
export function infixedNohumanKey(random: Random): GeneratedKey {
  const infix = random.pick(INFIXES);
  const { body, form } = anyNohumanKey(random, 24);
  return made('nohuman', 'nh', (infix + body).slice(0, 64), `${infix}${form}`);
}
