import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { gitDirectoriesOf, isGitDirectoryAt } from '../../src/git/git-directory.ts';

const AT = mkdtempSync(join(realpathSync(tmpdir()), 'leakward-git-directory-'));
const git = (cwd: string, ...args: string[]): void => {
  execFileSync('git', ['-C', cwd, '-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { stdio: 'ignore' });
};

test('the directories of a repository are found alike from its root, below it, and in a linked work tree', () => {
  const main = join(AT, 'main');
  mkdirSync(join(main, 'a/b'), { recursive: true });
  git(main, 'init', '-q');
  git(main, 'commit', '-q', '--allow-empty', '-m', 'first');
  git(main, 'worktree', 'add', '-q', join(AT, 'linked'));
  const own = { gitDir: join(main, '.git'), commonDir: join(main, '.git') };
  expect(gitDirectoriesOf(main)).toEqual(own);
  expect(gitDirectoriesOf(join(main, 'a/b'))).toEqual(own);
  const linked = { gitDir: join(main, '.git/worktrees/linked'), commonDir: join(main, '.git') };
  expect(gitDirectoriesOf(join(AT, 'linked'))).toEqual(linked);
  expect(gitDirectoriesOf(AT, { GIT_DIR: 'main/.git/worktrees/linked' })).toEqual(linked);
  expect(gitDirectoriesOf(AT)).toBeUndefined();
});

test('a git directory is one by the rule of git: a HEAD, objects and refs', () => {
  const bare = join(AT, 'bare.git');
  git(AT, 'init', '-q', '--bare', bare);
  expect(isGitDirectoryAt(bare)).toBe(true);
  expect(isGitDirectoryAt(AT)).toBe(false);
  writeFileSync(join(bare, 'HEAD'), 'head of the department\n');
  expect(isGitDirectoryAt(bare)).toBe(false);
  rmSync(join(bare, 'HEAD'));
  symlinkSync('refs/heads/main', join(bare, 'HEAD'));
  expect(isGitDirectoryAt(bare)).toBe(true);
  rmSync(join(bare, 'refs'), { recursive: true });
  expect(isGitDirectoryAt(bare)).toBe(false);
});
