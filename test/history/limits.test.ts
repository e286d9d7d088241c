import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nouvelKey } from '../support/keys.ts';
import { directoryOf, git, leakward } from '../support/run.ts';

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

test.each([
  ['--since', '2999-01-01'],
  ['--since', ''],
  ['--since', 'no date'],
  ['--range', 'HEAD..HEAD'],
])('a limit that leaves nothing to scan is incomplete, never clean: %s %j', (...limit) => {
  const cwd = directoryOf({ 'a.txt': 'one\n' });
  git(cwd, 'init', '-q');
  git(cwd, 'add', '.');
  // What git cannot read as a date means now to it.
  commitAt(cwd, '2020-01-01T00:00:00Z');
  const ran = leakward(cwd, ['history', ...limit]);
  expect([ran.code, ran.out]).toEqual([3, expect.stringContaining('nothing was scanned')]);
});

test('a repository without commits is incomplete, never clean', () => {
  const cwd = directoryOf();
  git(cwd, 'init', '-q');
  expect(leakward(cwd, ['history']).code).toBe(3);
});
