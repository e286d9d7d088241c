import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nouvelKey } from '../support/keys.ts';
import { directoryOf, git, leakward } from '../support/run.ts';

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
