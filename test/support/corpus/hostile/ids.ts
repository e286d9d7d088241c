/** Names with a part that a program made up: a hash, a date, a counter, an id. */
import type { Random } from '../random.ts';
import type { NameMaker } from './names.ts';
import { camel, pascal, words } from './words.ts';

const HEX = '0123456789abcdef';
const BASE36 = '0123456789abcdefghijklmnopqrstuvwxyz';
const BASE62 = `${BASE36}ABCDEFGHIJKLMNOPQRSTUVWXYZ`;
const BASE64URL = `${BASE62}-_`;
/** k8s.io/apimachinery, rand.String: no vowels, no 0, 1 and 3. */
const SAFE = 'bcdfghjklmnpqrstvwxz2456789';
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const digits = (value: number, width: number): string => String(value).padStart(width, '0');

function date(random: Random): string {
  const [year, month, day] = [2010 + random.below(20), 1 + random.below(12), 1 + random.below(28)];
  const parts = [String(year), digits(month, 2), digits(day, 2)];
  const order = random.chance(1, 4) ? parts.reverse() : parts;
  return order.join(random.pick(['', '-', '_']));
}

function uuid(random: Random, separator: string): string {
  return [8, 4, 4, 4, 12].map((length) => random.text(HEX, length)).join(separator);
}

/** CSS modules: webpack's `[name]__[local]--[hash:base64:5]`, Vite's `_local_hash_line`, Next's. */
function cssModule(random: Random): string {
  const local = camel(random, 2, 3);
  const hash = random.text(BASE64URL, 5);
  const made: readonly [string, ...string[]] = [
    `${pascal(random, 1, 2)}_${local}__${hash}`,
    `${pascal(random, 2, 2)}-module__${local}--${hash}`,
    `_${local}_${random.text(BASE36, 5)}_${1 + random.below(400)}`,
    `${pascal(random, 1, 2)}-${local}-${random.text(BASE62, 8)}`,
  ];
  return random.pick(made);
}

/** Content hashes in the names of built files: webpack's hex, Vite's and Rollup's base64url, esbuild's base32. */
function contentHash(random: Random): string {
  const name = words(random, 1, 2).join(random.pick(['-', '_']));
  const hashes: readonly [string, ...string[]] = [
    random.text(HEX, random.pick([8, 10, 16, 20])),
    random.text(BASE64URL, 8),
    random.text('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 8),
  ];
  return `${name}${random.pick(['-', '_'])}${random.pick(hashes)}`;
}

function kubernetes(random: Random): string {
  const name = words(random, 1, 2).join('-');
  const made: readonly [string, ...string[]] = [
    `${name}-${random.text(SAFE, random.pick([8, 9, 10]))}-${random.text(SAFE, 5)}`,
    `${name}-${28_000_000 + random.below(2_000_000)}-${random.text(SAFE, 5)}`,
    `${name}-${random.text(HEX, 10)}-${random.text(SAFE, 5)}`,
    `pvc-${uuid(random, '-')}`,
  ];
  return random.pick(made);
}

/** `terraform-` with the time to a tenth of a microsecond and a counter; `random_id`, `random_pet` and the like. */
function terraform(random: Random): string {
  const time = `20${digits(10 + random.below(20), 2)}${digits(random.below(1e8), 8)}${digits(random.below(1e8), 8)}`;
  const made: readonly [string, ...string[]] = [
    `terraform-${time}${random.text(HEX, 8)}`,
    `${words(random, 2, 3).join('-')}-${random.text(HEX, 8)}`,
    `${words(random, 2, 3).join('_')}_${time}`,
    `aws_${words(random, 2, 3).join('_')}_${random.text(BASE36, 6)}`,
  ];
  return random.pick(made);
}

function ulid(random: Random): string {
  const text = `01${random.pick(['F', 'G', 'H', 'J', 'K'])}${random.text(CROCKFORD, 23)}`;
  return random.chance(1, 4) ? text.toLowerCase() : text;
}

/** Makers of names with a made-up part. */
export const MADE_NAMES = {
  'css-module': cssModule,
  'content-hash': contentHash,
  'uuid-suffix': (random) => `${words(random, 0, 1).join('')}_${uuid(random, random.pick(['-', '_', '']))}`,
  'date-suffix': (random) => `${words(random, 2, 3).join('_')}_${date(random)}`,
  time: (random) => `${1_600_000_000_000 + random.below(200_000_000_000)}_${random.below(10_000)}`,
  receipt: (random) => `${random.text(HEX, 8)}_${1_600_000_000_000 + random.below(200_000_000_000)}`,
  address: (random) => Array.from({ length: 4 }, () => 100 + random.below(156)).join('_') + '_24',
  kubernetes,
  terraform,
  guid: (random) => random.text(HEX, 32),
  'hash-20': (random) => random.text(HEX, 20),
  'hash-64': (random) => random.text(HEX, 64).slice(0, 64),
  ulid,
} as const satisfies Record<string, NameMaker>;
