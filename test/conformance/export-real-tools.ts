/**
 * Loads the exported rules in the real tools that are on PATH, with the command lines that the files print, and prints
 * what each finds: of 1,000 keys a provider, of keys in every form below, of what is no key, and of secrets of others:
 * `npx tsx test/conformance/export-real-tools.ts`. No tool is asked to verify anything.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUILTIN_RULES } from '../../src/rules/builtin.generated.ts';
import { exportRules, type Tool } from '../../src/rules/export/export.ts';
import { CASES, type Case } from './export-cases.ts';

const directory = mkdtempSync(join(tmpdir(), 'leakward-export-'));

function write(name: string, text: string): string {
  const path = join(directory, name);
  writeFileSync(path, text);
  return path;
}

interface Run {
  readonly program: string;
  readonly tool: Tool;
  /** The name of the exported file: some tools look at its end. */
  readonly file: string;
  /** How the command line begins that the file prints for this program. */
  readonly command: string;
  /** What makes the tool print its findings on standard output. */
  readonly output: readonly string[];
  /** The secrets in what it prints. */
  readonly read: (output: string) => readonly string[];
  /** Its files hold one rule. */
  readonly single?: true;
  /** Exit codes of a run that found something, beside 0. */
  readonly findingsExit?: readonly number[];
}

const REPORT = ['--no-banner', '--exit-code', '0', '-f', 'json', '-r', '-'];

const RUNS: readonly Run[] = [
  {
    program: 'gitleaks',
    tool: 'gitleaks',
    file: 'gitleaks.toml',
    command: 'gitleaks dir',
    output: REPORT,
    read: leaksOf,
  },
  {
    program: 'betterleaks',
    tool: 'betterleaks',
    file: 'betterleaks.toml',
    command: 'betterleaks dir',
    output: REPORT,
    read: leaksOf,
  },
  {
    program: 'betterleaks2',
    tool: 'betterleaks',
    file: 'betterleaks2.toml',
    command: 'betterleaks filesystem',
    output: ['--no-banner', '--exit-code', '0', '--output', '-'],
    read: (text) =>
      (JSON.parse(text).findings ?? []).map(({ match }: { match: { value: string } }) => match.value),
  },
  {
    program: 'trufflehog',
    tool: 'trufflehog',
    file: 'trufflehog.yaml',
    command: 'trufflehog filesystem',
    output: ['--no-update', '--json'],
    read: (text) => linesOf(text).flatMap(({ Raw }) => (Raw === undefined ? [] : [String(Raw)])),
  },
  {
    program: 'kingfisher',
    tool: 'kingfisher',
    file: 'kingfisher.yml',
    command: 'kingfisher scan',
    output: ['--no-update-check', '--no-dedup', '--format', 'jsonl'],
    findingsExit: [200],
    read: (text) =>
      linesOf(text).flatMap(({ finding }) =>
        finding === undefined ? [] : [(finding as { snippet: string }).snippet],
      ),
  },
  {
    program: 'titus',
    tool: 'titus',
    file: 'titus.yml',
    command: 'titus scan',
    output: ['--format', 'json'],
    read: titusGroups,
    single: true,
  },
];

function leaksOf(text: string): string[] {
  const leaks = JSON.parse(text) as { Secret: string }[] | null;
  return (leaks ?? []).map(({ Secret }) => Secret);
}

function linesOf(text: string): Record<string, unknown>[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
}

/** titus prints what its groups matched in base64. */
function titusGroups(text: string): string[] {
  const matches = JSON.parse(text === '' ? '[]' : text) as readonly { Groups: readonly string[] }[];
  return matches.flatMap(({ Groups }) => Groups.map((group) => String(Buffer.from(group, 'base64'))));
}

/** The arguments of the command line in an exported file, which is what people copy. */
function printedArgs(exported: string, command: string, config: string, path: string): string[] {
  const line = exported.match(new RegExp(`${command} .*<path>`))?.[0];
  if (line === undefined) throw new Error(`the exported file prints no “${command}”`);
  return line
    .replaceAll('<this file>', '<file>')
    .split(' ')
    .slice(1)
    .map((word) => (word === '<file>' ? config : word === '<path>' ? path : word));
}

/** The distinct secrets that a tool finds; undefined if it is not there. */
function foundBy(run: Run, path: string): ReadonlySet<string> | undefined {
  const { program, tool, file, command, output, single, read } = run;
  const secrets = new Set<string>();
  for (const rules of single ? BUILTIN_RULES.map((rule) => [rule]) : [BUILTIN_RULES]) {
    const exported = exportRules(rules, tool);
    const args = [...printedArgs(exported, command, write(file, exported), path), ...output];
    const ran = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
    if (ran.error !== undefined) return undefined;
    for (const secret of read(ran.stdout)) secrets.add(secret);
    if (![0, ...(run.findingsExit ?? [])].includes(ran.status ?? -1))
      say(run, `exit ${ran.status}: ${ran.stderr.trim()}`);
  }
  return secrets;
}

function say({ program }: Run, words: string): void {
  process.stdout.write(`${program}: ${words}\n`);
}

/** What was found of a case, beside what should have been. */
function outcome({ wanted }: Case, secrets: ReadonlySet<string>): string {
  const hits = wanted.filter((key) => secrets.has(key)).length;
  return `${hits} of ${wanted.length}, others: ${secrets.size - hits}`;
}

/** A directory of its own for each case, so that no tool takes one for another. */
function writeCase({ texts }: Case, index: number): string {
  mkdirSync(join(directory, `${index}`));
  texts.forEach((text, i) => void write(`${index}/${i}.txt`, text));
  return join(directory, `${index}`);
}

const PLACES = CASES.map((each, i) => ({ ...each, path: writeCase(each, i) }));

for (const run of RUNS) {
  for (const place of PLACES) {
    const secrets = foundBy(run, place.path);
    if (secrets === undefined) {
      say(run, 'not on PATH');
      break;
    }
    say(run, `${place.name}: ${outcome(place, secrets)}`);
  }
}
