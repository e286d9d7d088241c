/**
 * Loads the exported rules in the real tools that are on PATH and prints what each finds: of 1,000 keys a provider, of
 * five keys that single commas part, and of names that are no keys:
 * `npx tsx test/conformance/export-real-tools.ts`. No tool is asked to verify anything.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUILTIN_RULES } from '../../src/rules/builtin.generated.ts';
import { exportRules, type Tool } from '../../src/rules/export/export.ts';
import { HOSTILE_LISTS, hostileBodies } from '../support/corpus/hostile/lists.ts';
import { nohumanKey, nouvelKey } from '../support/corpus/keys.ts';
import { seeded } from '../support/corpus/random.ts';
import { NEUTRAL, SYNTAXES } from '../support/corpus/syntaxes/index.ts';

const KEYS = 1000;
const random = seeded(3);
const directory = mkdtempSync(join(tmpdir(), 'leakward-export-'));

interface Corpus {
  readonly path: string;
  readonly keys: readonly string[];
}

/** A file of its own for each case, so that no tool takes one for another. */
function write(name: string, text: string): string {
  const path = join(directory, name);
  writeFileSync(path, text);
  return path;
}

function inSyntaxes(name: string, keys: readonly string[]): Corpus {
  const texts = keys.map((key, i) => SYNTAXES[i % SYNTAXES.length]?.render(key, NEUTRAL[0]).text ?? '');
  return { path: write(`${name}.txt`, texts.join('\n')), keys };
}

const made = (count: number, make: () => { readonly key: string }): string[] =>
  Array.from({ length: count }, () => make().key);
const nouvel = (): { readonly key: string } => nouvelKey(random);
const nohuman = (): { readonly key: string } => nohumanKey(random, 'base62', 32);

function joined(name: string, keys: readonly string[]): Corpus {
  return { path: write(`${name}.txt`, `KEYS=${keys.join(',')}\n`), keys };
}

const CORPORA: readonly Corpus[] = [
  inSyntaxes('nouvel', made(KEYS, nouvel)),
  inSyntaxes('nohuman', made(KEYS, nohuman)),
  joined('nouvel-joined', made(5, nouvel)),
  joined('nohuman-joined', made(5, nohuman)),
];
const NAMES = write(
  'names.txt',
  HOSTILE_LISTS.flatMap((list) =>
    hostileBodies(list, 1, 200).flatMap((body) => [`x = "nh_${body}"`, `y = "nvl_${body}"`]),
  ).join('\n'),
);

/** The command lines that the exported files print, with the output that is read here. */
const RUNS: readonly {
  readonly program: string;
  readonly tool: Tool;
  readonly file: string;
  /** Its files hold one rule. */
  readonly single?: true;
  /** What it found, where its output is not to be read as it is. */
  readonly read?: (output: string) => string;
  readonly args: (config: string, path: string) => readonly string[];
}[] = [
  {
    program: 'gitleaks',
    tool: 'gitleaks',
    file: 'gitleaks.toml',
    args: (c, p) => ['dir', '--no-banner', '--config', c, '--exit-code', '0', '-f', 'json', '-r', '-', p],
  },
  {
    program: 'betterleaks',
    tool: 'betterleaks',
    file: 'betterleaks.toml',
    args: (c, p) => ['dir', '--no-banner', '--config', c, '--exit-code', '0', '-f', 'json', '-r', '-', p],
  },
  {
    program: 'betterleaks2',
    tool: 'betterleaks',
    file: 'betterleaks2.toml',
    args: (c, p) => ['filesystem', '--no-banner', '--config', c, '--exit-code', '0', '--output', '-', p],
  },
  {
    program: 'trufflehog',
    tool: 'trufflehog',
    file: 'trufflehog.yaml',
    args: (c, p) => [
      'filesystem',
      '--no-update',
      '--json',
      '--config',
      c,
      '--include-detectors=CustomRegex',
      '--no-verification',
      p,
    ],
  },
  {
    program: 'kingfisher',
    tool: 'kingfisher',
    file: 'kingfisher.yml',
    args: (c, p) => [
      'scan',
      '--rules-path',
      c,
      '--load-builtins=false',
      '--no-validate',
      '--no-update-check',
      '--no-dedup',
      '--format',
      'jsonl',
      p,
    ],
  },
  {
    program: 'titus',
    tool: 'titus',
    file: 'titus.yml',
    single: true,
    read: titusGroups,
    args: (c, p) => ['scan', '--rules', c, '--output', ':memory:', '--format', 'json', p],
  },
];

/** titus prints what its groups matched in base64, and neighbouring text with it. */
function titusGroups(text: string): string {
  const matches = JSON.parse(text === '' ? '[]' : text) as readonly { Groups: readonly string[] }[];
  const groups = matches.flatMap(({ Groups }) => Groups.map((group) => Buffer.from(group, 'base64')));
  return JSON.stringify(groups.map(String));
}

function output(program: string, args: readonly string[]): string | undefined {
  const ran = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (ran.error !== undefined) return undefined;
  if (ran.stdout === '') process.stdout.write(`  ${program}: ${ran.stderr.trim().split('\n').at(-1)}\n`);
  return ran.stdout;
}

for (const { program, tool, file, single, args, read = String } of RUNS) {
  const groups = single ? BUILTIN_RULES.map((rule) => [rule]) : [BUILTIN_RULES];
  const configs = groups.map((rules, i) => write(`${i}-${file}`, exportRules(rules, tool)));
  const run = (path: string): string | undefined => {
    const texts = configs.map((config) => output(program, args(config, path)));
    return texts.some((text) => text === undefined)
      ? undefined
      : texts.map((text) => read(text ?? '')).join('\n');
  };
  const names = run(NAMES);
  if (names === undefined) {
    process.stdout.write(`${program}: not on PATH\n`);
    continue;
  }
  const found = CORPORA.map(({ path, keys }) => {
    const text = run(path) ?? '';
    return `${keys.filter((key) => text.includes(key)).length} of ${keys.length}`;
  });
  const wrong = names.match(/(?:nh|nvl)_[A-Za-z0-9_-]{16,64}(?=")/g) ?? [];
  process.stdout.write(`${program}: ${found.join(', ')}; names taken for keys: ${new Set(wrong).size}\n`);
}
