/** What is near a planted key, and which keys are planted. */
import * as keys from '../../support/corpus/keys.ts';
import type { Random } from '../../support/corpus/random.ts';
import { NAMED } from '../../support/corpus/syntaxes/index.ts';
import type { Place, Words } from './place.ts';

/** The provider in the name, the provider's host near by, another secret's name, or none of these. */
export type Context = 'name' | 'host' | 'secret' | 'neither';

export interface Series {
  readonly id: string;
  readonly provider: keys.Provider;
  readonly form: 'issued' | 'base62' | 'base64url' | 'hex';
  readonly contexts: readonly Context[];
}

const ALL = ['name', 'host', 'secret', 'neither'] as const;

/** Hexadecimal is told from a hash only by what is near. */
export const SERIES: readonly Series[] = [
  { id: 'nvl', provider: 'nouvel', form: 'issued', contexts: ALL },
  { id: 'nh base62', provider: 'nohuman', form: 'base62', contexts: ALL },
  { id: 'nh base64url', provider: 'nohuman', form: 'base64url', contexts: ALL },
  { id: 'nh hex', provider: 'nohuman', form: 'hex', contexts: ['name', 'host'] },
];

/** A key to plant, and another one that may be beside it. */
export interface Made {
  readonly key: string;
  readonly other: string;
}

const HEX_LENGTHS = [32, 40, 48, 64] as const;
/** Nine in ten bodies have the length of one of the usual generators: 24, 30, 32 and 48 bytes, or 32 and 40 characters. */
const USUAL_LENGTHS = [32, 40, 43, 48, 64] as const;

export function keyFor(series: Series, place: Place, random: Random): Made {
  const make = (): string => (place.onlyIssued ? checked(random) : one(series, random));
  const key = make();
  return isLengthened(key, place) ? keyFor(series, place, random) : { key, other: make() };
}

/** A key of a form that proves itself: its ends are found among other text. */
function checked(random: Random): string {
  return (random.chance(1, 40) ? keys.nouvelKeyV1(random) : keys.nouvelKey(random)).key;
}

/** True if the character behind a key of 21 characters makes one of 22 of it, which is a key as good. */
function isLengthened(key: string, place: Place): boolean {
  if (!place.onlyIssued || key.length !== NVL.length + 21) return false;
  const text = Buffer.from(place.render(key, ANY_WORDS)).toString('latin1');
  const next = text.charAt(text.indexOf(key) + key.length);
  const digits = [...key.slice(NVL.length), next].map((char) => keys.ALPHABETS.base58.indexOf(char));
  return (
    !digits.includes(-1) && digits.reduce((sum: bigint, digit) => sum * 58n + BigInt(digit), 0n) < 1n << 128n
  );
}

const NVL = 'nvl_';
const ANY_WORDS = new Proxy({} as Words, { get: () => 'word' });

function one({ form }: Series, random: Random): string {
  if (form === 'issued') return keys.anyNouvelKey(random).key;
  if (form === 'hex') return keys.nohumanKey(random, 'hex', random.pick(HEX_LENGTHS)).key;
  const length = random.chance(9, 10) ? random.pick(USUAL_LENGTHS) : 32 + random.below(33);
  return keys.nohumanKey(random, form, length).key;
}

const PROVIDER_NAMES = {
  nohuman: ['NOHUMAN_API_KEY', 'NOHUMAN_KEY', 'NOHUMAN_TOKEN', 'MY_NOHUMAN_API_KEY'],
  nouvel: ['NOUVEL_API_KEY', 'NOUVEL_KEY', 'NOUVEL_TOKEN', 'MY_NOUVEL_API_KEY'],
} as const satisfies Record<keys.Provider, readonly [string, ...string[]]>;
const APART = {
  nohuman: 'NO_HUMAN_KEY',
  nouvel: 'NOUVEL_AI_KEY',
} as const satisfies Record<keys.Provider, string>;
const SECRET_NAMES = ['API_KEY', 'SERVICE_SECRET', 'ACCESS_TOKEN', 'VIDEO_API_KEY'] as const;
const OTHER_NAMES = ['VALUE', 'DEFAULT_SETTING', 'UPSTREAM', 'VIDEO_OPTION'] as const;
const OTHER_HOSTS = ['api.example.org', 'example.com', 'service.example.net', 'localhost:8080'] as const;

/** The words of a context; the second key is `made.other`. */
export function wordsFor(provider: keys.Provider, context: Context, made: Made, random: Random): Words {
  const names =
    context === 'name' ? PROVIDER_NAMES[provider] : context === 'secret' ? SECRET_NAMES : OTHER_NAMES;
  const upper = random.pick<string>(names);
  const parts = upper.toLowerCase().split('_');
  const pascal = parts.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('');
  return {
    upper,
    snake: parts.join('_'),
    kebab: parts.join('-'),
    camel: pascal.charAt(0).toLowerCase() + pascal.slice(1),
    pascal,
    flat: parts.join(''),
    apart: context === 'name' ? APART[provider] : upper,
    title: parts.join(' '),
    section: context === 'name' ? provider : (parts[0] ?? ''),
    host: context === 'host' ? NAMED[provider].host : random.pick<string>(OTHER_HOSTS),
    other: made.other,
  };
}

const NAME_WORDS: ReadonlySet<PropertyKey> = new Set([
  'upper',
  'snake',
  'kebab',
  'camel',
  'pascal',
  'flat',
  'apart',
  'title',
  'section',
]);

/** The contexts that a place can show: those whose words it uses, and none of them. */
export function usedIn(place: Place): ReadonlySet<Context> {
  const used = new Set<Context>(['neither']);
  const words = new Proxy({} as Words, {
    get(_, word) {
      if (NAME_WORDS.has(word)) used.add('name').add('secret');
      if (word === 'host') used.add('host');
      return 'word';
    },
  });
  place.render('nvl_0123456789abcdefghijkl', words);
  return used;
}
