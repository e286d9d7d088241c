/** Keys in the names of files and directories, which no blob holds. */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nouvelKey } from '../support/keys.ts';
import { leakward } from '../support/resident.ts';
import { directoryOf, git } from '../support/run.ts';

const KEY = nouvelKey(41);
const OTHER = nouvelKey(42);

/** A repository whose first commit has these files. */
function committed(...paths: readonly string[]): string {
  const cwd = directoryOf(
    Object.fromEntries(['README.md', ...paths].map((path) => [path, `${path.length}\n`])),
  );
  git(cwd, 'init', '-q');
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-q', '-m', 'start');
  return cwd;
}

/** Adds files, stages all, and asks the guard and `diff`; then commits and asks for the range. */
function codesOf(cwd: string, change: () => void): number[] {
  change();
  git(cwd, 'add', '-A');
  const codes = [leakward(cwd, ['guard', 'pre-commit']), leakward(cwd, ['diff', '--staged'])];
  git(cwd, 'commit', '-q', '-m', 'change');
  const all = [...codes, leakward(cwd, ['diff', 'HEAD~1..HEAD'])];
  for (const { out, err } of all) expect(out + err).not.toContain(KEY.slice(8));
  return all.map(({ code }) => code ?? -1);
}

function put(cwd: string, path: string): void {
  mkdirSync(join(cwd, path, '..'), { recursive: true });
  writeFileSync(join(cwd, path), 'x\n');
}

test.each([
  ['a file', `backup-of ${KEY}.txt`],
  ['a directory', `keys/${KEY}/note.txt`],
])('%s named after a key is stopped', (_, path) => {
  const cwd = committed();
  expect(codesOf(cwd, () => put(cwd, path))).toEqual([1, 1, 1]);
});

test('the first commit of all, too', () => {
  const cwd = directoryOf({ [`${KEY}.txt`]: 'x\n' });
  git(cwd, 'init', '-q');
  git(cwd, 'add', '.');
  expect(leakward(cwd, ['guard', 'pre-commit'])).toMatchObject({
    code: 1,
    err: expect.stringContaining('nvl_'),
  });
});

test.each<readonly [string, (cwd: string) => void]>([
  ['changing it', (cwd) => writeFileSync(join(cwd, `${KEY}.txt`), 'changed\n')],
  [
    'moving it',
    (cwd) => {
      mkdirSync(join(cwd, 'old'));
      renameSync(join(cwd, `${KEY}.txt`), join(cwd, 'old', `${KEY}.txt`));
    },
  ],
  ['adding beside it', (cwd) => put(cwd, 'new.txt')],
])('a name that stands already does not block: %s', (_, change) => {
  const cwd = committed(`${KEY}.txt`);
  expect(codesOf(cwd, () => change(cwd))).toEqual([0, 0, 0]);
});

test('a file added to a directory that has such a name already does not block', () => {
  const cwd = committed(`${KEY}/one.txt`);
  expect(codesOf(cwd, () => put(cwd, `${KEY}/two.txt`))).toEqual([0, 0, 0]);
});

test('another key beside one that stands already is stopped', () => {
  const cwd = committed(`${KEY}/one.txt`);
  expect(codesOf(cwd, () => put(cwd, `${KEY}/${OTHER}.txt`))).toEqual([1, 1, 1]);
});

test('merging a branch that brings such a name in is told for the branch, not again for the merge', () => {
  const cwd = committed();
  git(cwd, 'checkout', '-q', '-b', 'side');
  put(cwd, `${KEY}.txt`);
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-q', '-m', 'side');
  git(cwd, 'checkout', '-q', '-');
  put(cwd, 'main.txt');
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-q', '-m', 'main');
  git(cwd, 'merge', '-q', '--no-ff', '-m', 'merge', 'side');
  expect(leakward(cwd, ['diff', 'HEAD^1..HEAD']).code).toBe(1);
  expect(leakward(cwd, ['diff', 'HEAD^2..HEAD']).code).toBe(0);
});
