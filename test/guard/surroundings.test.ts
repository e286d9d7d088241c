import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nouvelKey } from '../support/keys.ts';
import { leakward } from '../support/resident.ts';
import { BIN, directoryOf, git } from '../support/run.ts';

const LEAK = `key = '${nouvelKey(1)}';\n`;

function repository(files: Readonly<Record<string, string>> = {}): string {
  const cwd = directoryOf({ 'a.txt': 'one\n', ...files });
  git(cwd, 'init', '-q');
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-qm', 'one');
  return cwd;
}

test('a key in LEAKWARD_SKIP or in a complaint is not repeated', () => {
  const cwd = repository();
  const skipped = leakward(cwd, ['guard', 'pre-commit'], { env: { LEAKWARD_SKIP: nouvelKey(2) } });
  expect([skipped.code, skipped.err]).toEqual([0, expect.not.stringContaining(nouvelKey(2))]);
  const failed = leakward(cwd, ['history', '--range', `${nouvelKey(2)}..HEAD`]);
  expect([failed.code, failed.err]).toEqual([2, expect.not.stringContaining(nouvelKey(2))]);
  expect(failed.err).toContain("bad revision 'nvl_…");
});

test('settings below the root do not hide that a merge is under way', () => {
  const cwd = repository({ 'pkg/leakward.toml': '' });
  git(cwd, 'checkout', '-qb', 'side');
  writeFileSync(join(cwd, 'old.js'), LEAK);
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-qm', 'old');
  git(cwd, 'checkout', '-q', 'main');
  git(cwd, 'commit', '-qm', 'main', '--allow-empty');
  git(cwd, 'merge', '-q', '--no-commit', '--no-ff', 'side');
  expect(leakward(join(cwd, 'pkg'), ['guard', 'pre-commit'])).toMatchObject({ code: 0, err: '' });
});

test('an ignore file that cannot be read is told as that', () => {
  const cwd = repository();
  mkdirSync(join(cwd, '.leakwardignore'));
  writeFileSync(join(cwd, 'leak.js'), LEAK);
  git(cwd, 'add', '.');
  const ran = leakward(cwd, ['guard', 'pre-commit']);
  expect([ran.code, ran.err]).toEqual([
    2,
    expect.stringMatching(/^leakward: cannot read .*\.leakwardignore: a directory, not a regular file\n/),
  ]);
});

test('a working directory that is gone is an error in one line', () => {
  const script = `d=$(mktemp -d) && cd "$d" && rmdir "$d" && exec "$0" "$1" history`;
  const ran = spawnSync('sh', ['-c', script, process.execPath, BIN], {
    cwd: directoryOf(),
    encoding: 'utf8',
  });
  expect([ran.status, ran.stderr]).toEqual([2, 'leakward: the directory that it was started in is gone\n']);
});
