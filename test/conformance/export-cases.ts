/** What the exported rules are tried on in the real tools: texts, and the keys that must be found in them. */
import { readdirSync, readFileSync } from 'node:fs';
import { fillExample } from '../../src/rules/examples.ts';
import { parseRules } from '../../src/rules/parse.ts';
import { seededBytes } from '../../src/rules/random.ts';
import { HOSTILE_LISTS, hostileBodies } from '../support/corpus/hostile/lists.ts';
import { nohumanKey, nouvelKey } from '../support/corpus/keys.ts';
import { seeded } from '../support/corpus/random.ts';
import { NEUTRAL, SYNTAXES } from '../support/corpus/syntaxes/index.ts';
import { keyOf } from '../support/keys.ts';
import { forEachProvider, ruleOf } from '../support/provider/pages.ts';

export interface Case {
  readonly name: string;
  /** A file each. */
  readonly texts: readonly string[];
  /** The keys that must be found, and nothing else. */
  readonly wanted: readonly string[];
}

const KEYS = 1000;
const random = seeded(3);

/** Generators that know nothing of the rules; keys of other providers are made by what their rule says. */
const INDEPENDENT: Readonly<Record<string, () => string>> = {
  nouvel: () => nouvelKey(random).key,
  nohuman: () => nohumanKey(random, 'base62', 32).key,
};
let number = 1;
const MAKERS = forEachProvider(
  (provider) => INDEPENDENT[provider] ?? (() => keyOf(ruleOf(provider), number++)),
);

const made = (make: () => string, count: number): string[] => Array.from({ length: count }, make);

/** Five keys in one form, each of which must be found. */
const FORMS: Readonly<Record<string, (keys: readonly string[]) => string>> = {
  'a list with commas': (keys) => `KEYS=${keys.join(',')}\n`,
  'a list with commas and blanks': (keys) => `KEYS=${keys.join(', ')}\n`,
  'a list with colons': (keys) => keys.join(':'),
  'lines of their own': (keys) => keys.join('\n'),
  'line ends': (keys) => keys.map((key) => `API_KEY=${key}\r\n`).join(''),
  'quotes of each kind': (keys) =>
    keys.map((key, i) => `x = ${'"\'`'.charAt(i % 3)}${key}${'"\'`'.charAt(i % 3)}`).join('\n'),
  JSON: (keys) => JSON.stringify({ keys, named: keys.map((key) => ({ key })) }),
  'JSON in JSON': (keys) => JSON.stringify({ body: JSON.stringify({ keys }) }),
  'shell defaults': (keys) => keys.map((key) => `\${API_KEY:-${key}}`).join('\n'),
  'shell defaults without a colon': (keys) => keys.map((key) => `\${API_KEY-${key}}`).join('\n'),
  options: (keys) => keys.map((key) => `run --${key} -k=${key}`).join('\n'),
  'a diff': (keys) => keys.map((key) => `-${key}\n+${key}`).join('\n'),
  'labels behind': (keys) => keys.map((key) => `${key}-old ${key}.bak`).join('\n'),
  addresses: (keys) =>
    keys.map((key) => `https://x.example/?key=${key}&a=1 https://u:${key}@x.example/`).join('\n'),
  'escapes in front': (keys) => keys.map((key) => `"a\\n${key}\\tb" "\\t${key}"`).join('\n'),
};

function inSyntaxes(keys: readonly string[]): string[] {
  return keys.map((key, i) => SYNTAXES[i % SYNTAXES.length]?.render(key, NEUTRAL[0]).text ?? '');
}

/** trufflehog reports at most 100 matches of a rule in 13 kB (`maxTotalMatches`). */
const A_FILE = 50;

function inFiles(texts: readonly string[]): string[] {
  const count = Math.ceil(texts.length / A_FILE);
  return Array.from({ length: count }, (_, i) => texts.slice(i * A_FILE, (i + 1) * A_FILE).join('\n'));
}

const RULES = new URL('../../rules/', import.meta.url);

/** A hexadecimal name of a directory, which only what is around it tells from a key. */
const NEEDS_JUDGING = 'nh_{hex:32}';

/** The negative examples of our own rule files that a pattern alone can tell from keys. */
function negativeExamples(): string {
  const fill = seededBytes(1);
  const files = readdirSync(RULES).map((name) => new URL(name, RULES));
  const rules = files.flatMap((file) => parseRules(readFileSync(file, 'utf8'), file.pathname));
  return rules
    .flatMap(({ rule, negativeExamples }) =>
      negativeExamples
        .filter((each) => !each.includes(NEEDS_JUDGING))
        .map((each) => fillExample(each, rule, fill)),
    )
    .join('\n');
}

/** Secrets that the tools' own rules find: with our rules alone, none of them is. */
function secretsOfOthers(): string {
  const letters = (count: number): string => nohumanKey(random, 'base62', count).body;
  const upper = (count: number): string => nohumanKey(random, 'base32', count).body.toUpperCase();
  return [
    `GITHUB_TOKEN=${['ghp', letters(36)].join('_')}`,
    `aws_access_key_id = ${['AK', 'IA'].join('')}${upper(16)}`,
    `aws_secret_access_key = "${letters(40)}"`,
    `SLACK=${['xoxb', '123456789012', '123456789012', letters(24)].join('-')}`,
    `stripe: ${['sk', 'live', letters(24)].join('_')}`,
    `password = "${letters(20)}"`,
  ].join('\n');
}

const placeholders = [
  'your_api_key_here',
  'xxxxxxxxxxxxxxxxxxxxxx',
  'your-api-key',
  '<your key>',
  '1111111111111111111111',
  '{{ nouvel_key }}',
].flatMap((body) => [`nh_${body}`, `nvl_${body}`]);

const NAMES = HOSTILE_LISTS.flatMap((list) =>
  hostileBodies(list, 1, 200).flatMap((body) => [`x = "nh_${body}"`, `y = "nvl_${body}"`]),
);

export const CASES: readonly Case[] = [
  ...Object.entries(MAKERS).flatMap(([provider, make]) => {
    const keys = made(make, KEYS);
    const forms = Object.entries(FORMS).map(([name, write]): Case => {
      const five = made(make, 5);
      return { name: `${provider}, ${name}`, texts: [write(five)], wanted: five };
    });
    return [{ name: `${provider}, every syntax`, texts: inFiles(inSyntaxes(keys)), wanted: keys }, ...forms];
  }),
  { name: 'placeholders', texts: [placeholders.join('\n')], wanted: [] },
  { name: 'negative examples of our rules', texts: [negativeExamples()], wanted: [] },
  { name: 'secrets of others', texts: [secretsOfOthers()], wanted: [] },
  { name: `names of the hostile lists (${NAMES.length})`, texts: inFiles(NAMES), wanted: [] },
];
