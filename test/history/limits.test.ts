import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nouvelKey } from '../support/keys.ts';
import { leakward } from '../support/resident.ts';
import { directoryOf, git } from '../support/run.ts';

function commitAt(cwd: string, date: string, ...args: string[]): void {
  const who = ['-c', 'user.name=T', '-c', 'user.email=t@example.invalid'];
  const env = { ...process.env, GIT_COMMITTER_DATE: date };
  execFileSync('git', [...who, 'commit', '-q', '-m', date, ...args], { cwd, env });
}

test('--since finds what lies behind commits that a wrong clock dated back', () => {
  const cwd = directoryOf({ 'a.js': `key = '${nouvelKey(1)}';\n` });
  git(cwd, 'init', '-q');
  git(cwd, 'add', '.');
  commitAt(cwd, '2020-01-01T00:00:00Z');
  writeFileSync(join(cwd, 'b.js'), `key = '${nouvelKey(2)}';\n`);
  git(cwd, 'add', '.');
  commitAt(cwd, '2026-01-01T00:00:00Z');
  for (let day = 1; day <= 9; day++) commitAt(cwd, `2019-01-0${day}T00:00:00Z`, '--allow-empty');
  const { code, out } = leakward(cwd, ['history', '--since', '2025-01-01']);
  expect([code, out.includes('b.js:1'), out.includes('a.js')]).toEqual([1, true, false]);
});

/** A repository with one commit. */
function repository(): string {
  const cwd = directoryOf({ 'a.txt': 'one\n', 'empty/.keep': '' });
  git(cwd, 'init', '-q');
  git(cwd, 'add', '.');
  commitAt(cwd, '2020-01-01T00:00:00Z');
  return cwd;
}

test.each([
  ['history --since 2999-01-01', 'there are no commits since 2999-01-01'],
  ['history --since yesterday', 'there are no commits since yesterday'],
  ['history --range HEAD..HEAD', 'there are no commits in HEAD..HEAD'],
  ['diff HEAD..HEAD', 'there are no commits in HEAD..HEAD'],
  ['diff --staged', 'nothing is staged'],
  ['diff --patch -', 'the patch is empty'],
])('empty is not incomplete where a change was asked for: %s', (line, note) => {
  const { code, out } = leakward(repository(), line.split(' '));
  expect([code, out]).toEqual([0, expect.stringContaining(`note: ${note}\n`)]);
});

test('a repository without commits is clean, with a note', () => {
  const cwd = directoryOf();
  git(cwd, 'init', '-q');
  for (const [args, note] of [
    [['history'], 'there are no commits yet'],
    [['history', '--since', '2020-01-01'], 'there are no commits since 2020-01-01'],
    [['diff', '--staged'], 'nothing is staged'],
  ] as const) {
    const { code, out } = leakward(cwd, args);
    expect([code, out]).toEqual([0, expect.stringContaining(`note: ${note}\n`)]);
  }
});

test.each(['garbage', '2026-13-01', '', 'no date', '2 wekks ago'])('--since %j is no date', (since) => {
  const { code, out, err } = leakward(repository(), ['history', '--since', since]);
  expect([code, out, err]).toEqual([2, '', expect.stringMatching(/^leakward: --since takes a date, not “/)]);
});

test.each([
  [['scan', 'none'], 'not read: none: nothing was read: there are no files'],
  [['scan', 'a.txt', '--exclude', '**'], 'left out: a.txt: matches --exclude'],
  [['scan', 'a.txt', '--max-bytes', '1'], 'left out: a.txt: larger than'],
])('a path that held nothing is incomplete, with the reason: %j', (args, why) => {
  const cwd = repository();
  mkdirSync(join(cwd, 'none'));
  const { code, out } = leakward(cwd, args);
  expect([code, out]).toEqual([3, expect.stringContaining(why)]);
});
