import { expect, test } from 'vitest';
import { BRANCHES, branchRef, isFullRef, listRefs, REMOTES, shortBranch, TAGS } from '../../src/git/refs.ts';
import { openRepository } from '../../src/git/repository.ts';
import { directoryOf, git } from '../support/run.ts';

test('a ref is spelt and shortened in one way', () => {
  const names = [
    ['main', 'refs/heads/main'],
    ['refs/x', 'refs/heads/refs/x'],
    ['feature/refs/heads/x', 'refs/heads/feature/refs/heads/x'],
  ] as const;
  for (const [short, full] of names) {
    expect(branchRef(short)).toBe(full);
    expect(shortBranch(full)).toBe(short);
    expect(isFullRef(full)).toBe(true);
  }
  expect(shortBranch('refs/tags/v1')).toBe('refs/tags/v1');
  expect(isFullRef('v1')).toBe(false);
});

test('refs are listed with their ids, all or of a kind', async () => {
  const cwd = directoryOf({ a: 'a\n' });
  git(cwd, 'init', '-q', '-b', 'main');
  expect(await listRefs(await openRepository(cwd, true))).toEqual([]);
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-qm', 'one');
  const oid = git(cwd, 'rev-parse', 'HEAD').trim();
  for (const ref of [`${TAGS}v1`, `${REMOTES}origin/main`, `${REMOTES}origin2/main`])
    git(cwd, 'update-ref', ref, 'HEAD');
  const repository = await openRepository(cwd, true);
  expect((await listRefs(repository)).map(({ name }) => name)).toEqual([
    `${BRANCHES}main`,
    `${REMOTES}origin/main`,
    `${REMOTES}origin2/main`,
    `${TAGS}v1`,
  ]);
  expect(await listRefs(repository, `${REMOTES}origin/`)).toEqual([{ name: `${REMOTES}origin/main`, oid }]);
});
