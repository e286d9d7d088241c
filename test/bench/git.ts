/**
 * `npm run bench -- git <repository> [rounds] [part…]`: history, rescan and guard against the floor and the
 * peers found on PATH, with the same two rules. Parts: history, growth, rescan, guard, staged.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Contestant, isThere, measure, tell } from './measure.ts';
import { rulesFile, trufflehogRules } from './peer-rules.ts';

const BIN = new URL('../../bin/leakward.js', import.meta.url).pathname;
const [repository = '.', rounds = '3', ...parts] = process.argv.slice(2);
const ROUNDS = Number(rounds);
const room = mkdtempSync(join(tmpdir(), 'leakward-bench-'));
const rules = rulesFile(room);
const wants = (part: string): boolean => parts.length === 0 || parts.includes(part);

const ours = (...args: string[]): Contestant => ({
  name: `leakward ${args[0]}`,
  command: [process.execPath, BIN, ...args],
});
const NODE: Contestant = { name: 'node -e 0', command: [process.execPath, '-e', '0'] };
const shell = (name: string, script: string): Contestant => ({ name, command: ['sh', '-c', script] });
const there = (all: readonly Contestant[]): Contestant[] => all.filter(isThere);

if (wants('history')) {
  const leaks = (name: string, ...more: string[]): Contestant => ({
    name,
    command: [name, 'git', '--no-banner', '-c', rules, '--exit-code', '0', ...more, '.'],
  });
  const all = [
    ours('history', '--no-cache', '-q', '.'),
    shell('git log -p -U0 --all', 'git log -p -U0 --all > /dev/null'),
    shell(
      'git cat-file --batch-all-objects',
      'git cat-file --batch --batch-all-objects --unordered --buffer > /dev/null',
    ),
    ...there([
      leaks('gitleaks'),
      leaks('betterleaks', '--git-workers', '2', '--regex-engine', 'stdlib'),
      {
        name: 'trufflehog',
        command: [
          'trufflehog',
          'git',
          '--no-update',
          '--no-verification',
          '--config',
          trufflehogRules(room),
          '--include-detectors',
          'CustomRegex',
          `file://${repository}`,
        ],
      },
    ]),
  ];
  tell('full history', measure(all, repository, ROUNDS, 0));
}

if (wants('growth')) {
  const commits = execFileSync('git', ['rev-list', '--first-parent', 'HEAD'], {
    cwd: repository,
    encoding: 'utf8',
  })
    .trim()
    .split('\n');
  for (const share of [0.25, 0.5, 1]) {
    const copy = join(room, `part-${share}`);
    const tip = commits[Math.floor(commits.length * (1 - share))] ?? 'HEAD';
    execFileSync('git', ['init', '-q', '--bare', copy]);
    execFileSync('git', ['fetch', '-q', repository, `${tip}:refs/heads/main`], { cwd: copy });
    const objects = execFileSync('git', ['count-objects', '-v'], { cwd: copy, encoding: 'utf8' });
    tell(
      `growth: ${/in-pack: (\d+)/.exec(objects)?.[1]} objects`,
      measure([ours('history', '--no-cache', '-q', '.')], copy, ROUNDS),
    );
  }
}

if (wants('rescan')) {
  const copy = join(room, 'rescan');
  cpSync(repository, copy, { recursive: true });
  tell('history with nothing new', measure([ours('history', '-q', '.'), NODE], copy, Math.max(ROUNDS, 7)));
}

/** A repository with so many small files staged. */
function staged(count: number): string {
  const directory = mkdtempSync(join(room, 'staged-'));
  execFileSync('git', ['init', '-q', directory]);
  const who = ['-c', 'user.name=Test', '-c', 'user.email=test@example.invalid'];
  execFileSync('git', [...who, 'commit', '-q', '--allow-empty', '-m', 'start'], { cwd: directory });
  for (let i = 0; i < count; i++)
    writeFileSync(join(directory, `file${i}.js`), `export const value${i} = ${i};\n`.repeat(40));
  execFileSync('git', ['add', '.'], { cwd: directory });
  return directory;
}

if (wants('guard')) {
  const all = [
    ours('guard', 'pre-commit'),
    NODE,
    ...there([
      { name: 'gitleaks', command: ['gitleaks', 'git', '--staged', '--no-banner', '-c', rules, '.'] },
      {
        name: 'betterleaks',
        command: [
          'betterleaks',
          'git',
          '--staged',
          '--no-banner',
          '--regex-engine',
          'stdlib',
          '-c',
          rules,
          '.',
        ],
      },
      {
        name: 'trufflehog',
        command: [
          'trufflehog',
          'git',
          'file://.',
          '--since-commit',
          'HEAD',
          '--no-update',
          '--no-verification',
          '--config',
          trufflehogRules(room),
          '--include-detectors',
          'CustomRegex',
        ],
      },
    ]),
  ];
  tell('guard, one small file', measure(all, staged(1), Math.max(ROUNDS, 15), 2));
}

if (wants('staged')) {
  const floor =
    "git diff --cached --raw --no-abbrev | cut -d' ' -f4 | git cat-file --batch > /dev/null; node -e 0";
  tell(
    'guard, 5,000 files',
    measure(
      [ours('guard', 'pre-commit'), shell('git diff, git cat-file, node -e 0', floor)],
      staged(5000),
      Math.max(ROUNDS, 7),
    ),
  );
}
