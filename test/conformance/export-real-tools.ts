/**
 * Loads the exported rules in the real tools that are on PATH and prints what each finds of 1,000 keys a provider and
 * of names that are none: `npx tsx test/conformance/export-real-tools.ts`. No tool is asked to verify anything.
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

/** A file of its own for each case, so that no tool takes one for another. */
function write(name: string, text: string): string {
  const path = join(directory, name);
  writeFileSync(path, text);
  return path;
}

function corpus(make: () => string): { readonly path: string; readonly keys: readonly string[] } {
  const keys = Array.from({ length: KEYS }, make);
  const text = keys
    .map((key, i) => SYNTAXES[i % SYNTAXES.length]?.render(key, NEUTRAL[0]).text ?? '')
    .join('\n');
  return { path: write(`${keys.length}-${keys[0]?.slice(0, 6)}.txt`, text), keys };
}

const CORPORA = {
  nouvel: corpus(() => nouvelKey(random).key),
  nohuman: corpus(() => nohumanKey(random, 'base62', 32).key),
};
const NAMES = write(
  'names.txt',
  HOSTILE_LISTS.flatMap((list) =>
    hostileBodies(list, 1, 200).flatMap((body) => [`x = "nh_${body}"`, `y = "nvl_${body}"`]),
  ).join('\n'),
);

type Arguments = (config: string, path: string) => readonly string[];

const RUNS: readonly { readonly tool: Tool; readonly file: string; readonly args: Arguments }[] = [
  {
    tool: 'gitleaks',
    file: 'gitleaks.toml',
    args: (c, p) => ['dir', '--no-banner', '-c', c, '--exit-code', '0', '-f', 'json', '-r', '-', p],
  },
  {
    tool: 'betterleaks',
    file: 'betterleaks.toml',
    args: (c, p) => [
      'dir',
      '--no-banner',
      '--regex-engine=stdlib',
      '-c',
      c,
      '--exit-code',
      '0',
      '-f',
      'json',
      '-r',
      '-',
      p,
    ],
  },
  {
    tool: 'trufflehog',
    file: 'trufflehog.yaml',
    args: (c, p) => ['filesystem', '--no-update', '--no-verification', '--json', '--config', c, p],
  },
];

function output(tool: string, args: readonly string[]): string | undefined {
  const ran = spawnSync(tool, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  return ran.error === undefined ? ran.stdout : undefined;
}

for (const { tool, file, args } of RUNS) {
  const config = write(file, exportRules(BUILTIN_RULES, tool));
  const names = output(tool, args(config, NAMES));
  if (names === undefined) {
    process.stdout.write(`${tool}: not on PATH\n`);
    continue;
  }
  const found = Object.entries(CORPORA).map(([provider, { path, keys }]) => {
    const text = output(tool, args(config, path)) ?? '';
    return `${provider} ${keys.filter((key) => text.includes(key)).length} of ${keys.length}`;
  });
  const wrong = names.match(/(?:nh|nvl)_[A-Za-z0-9_-]{16,64}(?=")/g) ?? [];
  process.stdout.write(`${tool}: ${found.join(', ')}; names taken for keys: ${new Set(wrong).size}\n`);
}
