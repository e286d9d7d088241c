import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commonDirAt, gitDirAt } from '../../src/git/work-tree.ts';
import { listWorkTrees } from '../../src/git/work-trees.ts';
import { nouvelKey } from '../support/keys.ts';
import { leakward } from '../support/resident.ts';
import { directoryOf, git } from '../support/run.ts';

function outer(): string {
  const cwd = directoryOf({ 'a.js': `key = '${nouvelKey(1)}';\n` });
  git(cwd, 'init', '-q');
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-qm', 'one');
  return cwd;
}

test('the directory of a repository is read where it is named, also inside a work tree', () => {
  const cwd = outer();
  git(cwd, 'clone', '-q', '--bare', '.', 'nested.git');
  for (const name of ['.git', 'nested.git', join(cwd, 'nested.git')]) {
    const ran = leakward(cwd, ['history', name]);
    expect([ran.code, ran.out]).toEqual([1, expect.stringContaining('a.js:1')]);
  }
});

test('a work tree with files that are named like a repository’s own is a work tree', () => {
  const cwd = outer();
  git(cwd, 'clone', '-q', '--bare', '.', 'nested.git');
  git(cwd, 'rm', '-q', 'a.js');
  cpSync(join(cwd, 'nested.git'), cwd, { recursive: true });
  writeFileSync(join(cwd, 'b.js'), `key = '${nouvelKey(2)}';\n`);
  git(cwd, 'add', 'b.js');
  git(cwd, 'commit', '-qm', 'two');
  expect(leakward(cwd, ['history', '.']).out).toContain('b.js:1');
});

test('a bare repository inside a work tree that nobody named is not read', () => {
  const cwd = outer();
  git(cwd, 'clone', '-q', '--bare', '.', 'nested.git');
  const ran = leakward(join(cwd, 'nested.git'), ['history']);
  expect([ran.code, ran.err]).toEqual([2, expect.stringContaining('only when it is named')]);
});

test('a directory name with a line end makes history and the guard read no other repository', () => {
  const room = directoryOf({ 'source/clean.txt': 'nothing\n' });
  git(join(room, 'source'), 'init', '-q');
  git(join(room, 'source'), 'add', '.');
  git(join(room, 'source'), 'commit', '-qm', 'clean');
  const other = join(room, 'x');
  git(room, 'clone', '-q', '--bare', 'source', other);
  // Lines that would be all the answers, of a clean repository that is there; and line ends at every place.
  const answers = ['x', other, 'false', 'sha1', `${other}/objects`, 'y'].join('\n');
  for (const name of [answers, `x\n${other}`, 'x\n', '\n']) {
    const cwd = join(room, name);
    mkdirSync(cwd, { recursive: true });
    writeFileSync(join(cwd, 'a.js'), `key = '${nouvelKey(1)}';\n`);
    git(cwd, 'init', '-q');
    git(cwd, 'add', '.');
    const guarded = leakward(cwd, ['guard', 'pre-commit']);
    git(cwd, 'commit', '-qm', 'one');
    const ran = leakward(cwd, ['history', '--no-cache']);
    expect([name, guarded.code, ran.code, ran.out]).toEqual([name, 1, 1, expect.stringContaining('a.js:1')]);
  }
});

test('a further work tree below a directory name with a line end is found by the path in its file', () => {
  const room = directoryOf();
  const cwd = join(room, 'main\nx');
  mkdirSync(cwd);
  writeFileSync(join(cwd, 'a.js'), `key = '${nouvelKey(1)}';\n`);
  git(cwd, 'init', '-q');
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-qm', 'one');
  const other = join(room, 'other\ngitdir: x');
  git(cwd, 'worktree', 'add', '-q', '--detach', other);
  expect(listWorkTrees({ commonDir: join(cwd, '.git') })).toEqual([cwd, other]);
  expect(gitDirAt(other)).toBe(
    join(cwd, '.git/worktrees', readdirSync(join(cwd, '.git/worktrees'))[0] ?? ''),
  );
  expect(commonDirAt(gitDirAt(other) ?? '')).toBe(join(cwd, '.git'));
  writeFileSync(join(other, 'b.js'), `key = '${nouvelKey(2)}';\n`);
  git(other, 'add', '.');
  expect(leakward(other, ['guard', 'pre-commit']).code).toBe(1);
});

test('a file of a work tree list that names a work tree of another repository leads nowhere', () => {
  const [cwd, stranger] = [outer(), outer()];
  mkdirSync(join(cwd, '.git/worktrees/forged'), { recursive: true });
  writeFileSync(join(cwd, '.git/worktrees/forged/gitdir'), `${stranger}/.git\n`);
  expect(listWorkTrees({ commonDir: join(cwd, '.git') })).toEqual([cwd]);
});
