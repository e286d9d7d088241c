/** Names that people and compilers write. */
import type { Random } from '../random.ts';
import { camel, capital, pascal, plainWord, word, words } from './words.ts';

/** Makes one name; the caller puts the prefix before it. */
export type NameMaker = (random: Random) => string;

const pair = (random: Random): string => `${word(random)}${capital(random, word(random))}`;

/** `<length><name>`, as the Itanium ABI, Rust and Swift all write a name within a symbol. */
const counted = (name: string): string => `${name.length}${name}`;
const CXX_TYPES = [
  'v',
  'i',
  'j',
  'PKc',
  'RKSs',
  'PvS_',
  'St6vectorIiSaIiEE',
  'mPKm',
  'RKS0_',
  'bb',
  'NS_8ArrayRefIhEE',
] as const;
const CXX_ENDS = ['C1E', 'C2E', 'D0E', 'E', 'EE', 'clE', 'aSE'] as const;

function cxxSymbol(random: Random): string {
  const scopes = Array.from({ length: 1 + random.below(3) }, () =>
    counted(random.chance(1, 2) ? word(random) : pascal(random, 1, 3)),
  );
  const types = Array.from({ length: 1 + random.below(3) }, () => random.pick(CXX_TYPES)).join('');
  return `_ZN${random.chance(1, 3) ? 'K' : ''}${scopes.join('')}${random.pick(CXX_ENDS)}${types}`;
}

const HEX = '0123456789abcdef';

function rustSymbol(random: Random): string {
  const path = words(random, 1, 3).map(counted).join('');
  if (random.chance(1, 2)) return `_ZN${path}17h${random.text(HEX, 16)}E`;
  const crate = random.text('0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ', 11);
  return `_RNvCs${crate}_${path}`;
}

const SWIFT_ENDS = ['yyF', 'SivpZ', 'SSvg', 'ACyXGvp', 'yAA0C0VF', 'CMa', 'VMn', 'SbSSF', 'Cfd'] as const;

function swiftSymbol(random: Random): string {
  const start = random.pick(['s', '_TtC', '_T0'] as const);
  return `${start}${counted(word(random))}${counted(pascal(random, 1, 2))}C${counted(camel(random, 2, 3))}${random.pick(SWIFT_ENDS)}`;
}

/** Makers of names as people and compilers write them. */
export const WRITTEN_NAMES = {
  snake: (random) => words(random, 3, 6).join('_'),
  'upper-snake': (random) => words(random, 3, 6).join('_').toUpperCase(),
  camel: (random) => camel(random, 3, 5),
  pascal: (random) => pascal(random, 3, 5),
  'mixed-snake': (random) => Array.from({ length: 3 }, () => pair(random)).join('_'),
  i18n: (random) => [word(random), camel(random, 2, 3), camel(random, 2, 4)].join(random.pick(['_', '-'])),
  'class-name': (random) => `${words(random, 2, 3).join('-')}--${words(random, 1, 2).join('-')}`,
  'run-together': (random) => Array.from({ length: 3 + random.below(3) }, () => plainWord(random)).join(''),
  cxx: cxxSymbol,
  rust: rustSymbol,
  swift: swiftSymbol,
} as const satisfies Record<string, NameMaker>;
