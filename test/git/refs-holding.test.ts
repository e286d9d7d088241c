import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { refsHolding } from '../../src/git/refs-holding.ts';
import { openRepository } from '../../src/git/repository.ts';
import { directoryOf, git } from '../support/run.ts';

const { signal } = new AbortController();

/** A repository with one commit that holds the text `wanted` at two places. */
function repository(...init: string[]): { cwd: string; run: (...args: string[]) => string; blob: string } {
  const cwd = directoryOf({ 'a.txt': 'wanted\n', 'deep/er/b.txt': 'wanted\n', 'c.txt': 'other\n' });
  const run = (...args: string[]): string => git(cwd, ...args).trim();
  run('init', '-q', ...init);
  run('config', 'user.name', 'Test');
  run('config', 'user.email', 'test@example.invalid');
  run('add', '-A');
  run('commit', '-qm', 'first');
  return { cwd, run, blob: run('rev-parse', 'HEAD:a.txt') };
}

async function holding(cwd: string, blobs: readonly string[], most?: number): Promise<unknown> {
  const found = await refsHolding(await openRepository(cwd, true), new Set(blobs), signal, most);
  return { ...Object.fromEntries(found.holding), ...(found.notes.length > 0 && { notes: found.notes }) };
}

test.each([[[]], [['--object-format=sha256']]])(
  'branches, tags, remotes and other refs, %j',
  async (init) => {
    const { cwd, run, blob } = repository(...init);
    run('tag', '-a', 'v1', '-m', 'release');
    run('update-ref', 'refs/remotes/origin/main', 'HEAD');
    run('update-ref', 'refs/pull/1/head', 'HEAD');
    run('branch', 'kept');
    run('tag', 'on-a-blob', blob);
    rmSync(join(cwd, 'a.txt'));
    run('commit', '-qam', 'half of it is gone');
    run('branch', 'half');
    rmSync(join(cwd, 'deep'), { recursive: true });
    run('commit', '-qam', 'all of it is gone');
    const both = ['a.txt', 'deep/er/b.txt'];
    expect(await holding(cwd, [blob])).toEqual({
      half: ['deep/er/b.txt'],
      kept: both,
      'origin/main': both,
      v1: both,
      'refs/pull/1/head': both,
    });
    expect(await holding(cwd, [])).toEqual({});
  },
);

test('stashes with their index and untracked files, and a detached HEAD', async () => {
  const { cwd, run, blob } = repository();
  run('rm', '-qr', 'a.txt', 'deep');
  run('commit', '-qm', 'gone');
  writeFileSync(join(cwd, 'c.txt'), 'wanted\n');
  run('stash', 'push', '-q');
  writeFileSync(join(cwd, 'd.txt'), 'wanted\n');
  run('stash', 'push', '-q', '--include-untracked');
  writeFileSync(join(cwd, 'c.txt'), 'wanted\n');
  run('add', 'c.txt');
  writeFileSync(join(cwd, 'c.txt'), 'else\n');
  run('stash', 'push', '-q');
  expect(await holding(cwd, [blob])).toEqual({
    'stash@{0}': ['c.txt'],
    'stash@{1}': ['d.txt'],
    'stash@{2}': ['c.txt'],
  });
  run('stash', 'clear');
  run('checkout', '-q', '--detach', 'HEAD~1');
  expect(await holding(cwd, [blob])).toEqual({ HEAD: ['a.txt', 'deep/er/b.txt'] });
});

test('more tips than are looked at are told', async () => {
  const { cwd, run, blob } = repository();
  run('tag', 'v9');
  run('commit', '-q', '--allow-empty', '-m', 'next');
  run('tag', 'v10');
  run('commit', '-q', '--allow-empty', '-m', 'last');
  expect(await holding(cwd, [blob], 2)).toEqual({
    main: ['a.txt', 'deep/er/b.txt'],
    v10: ['a.txt', 'deep/er/b.txt'],
    notes: ['1 of 3 refs were not asked whether they still hold it'],
  });
});

test('a tree that holds itself many times over is told with a hundred paths', async () => {
  const { cwd, run, blob } = repository();
  let tree = run('rev-parse', 'HEAD^{tree}');
  for (let depth = 0; depth < 30; depth++) {
    const names = ['x', 'y'].map((name) => `040000 tree ${tree}\t${name}\n`);
    writeFileSync(join(cwd, 'entries'), names.join(''));
    tree = run('-c', `alias.make=!git mktree < entries`, 'make');
  }
  run('update-ref', 'refs/heads/bomb', run('commit-tree', tree, '-m', 'bomb'));
  const found = await refsHolding(await openRepository(cwd, true), new Set([blob]), signal);
  expect(found.holding.get('bomb')).toHaveLength(100);
  expect(found.notes).toEqual([]);
});

test('a missing tree is a note, the other refs are told', async () => {
  const { cwd, run, blob } = repository();
  run('checkout', '-qb', 'broken');
  writeFileSync(join(cwd, 'c.txt'), 'changed\n');
  run('commit', '-qam', 'changed');
  const lost = run('rev-parse', 'HEAD^{tree}');
  rmSync(join(cwd, '.git/objects', lost.slice(0, 2), lost.slice(2)));
  expect(await holding(cwd, [blob])).toEqual({
    main: ['a.txt', 'deep/er/b.txt'],
    notes: ['1 missing trees: what they hold is not known'],
  });
});
