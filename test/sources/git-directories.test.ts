import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Skipped } from '../../src/model/report.ts';
import { nouvelKey } from '../support/keys.ts';
import { leakward } from '../support/resident.ts';
import { directoryOf, git } from '../support/run.ts';

const OWN = 'git directory: leakward history reads it';

/** `repo`, a work tree whose history has a key that its files have no more, and `bare.git`, a clone without work tree. */
function folder(): string {
  const cwd = directoryOf({ 'repo/a.txt': `key = "${nouvelKey(4)}"\n`, 'notes.txt': 'text\n' });
  const repo = join(cwd, 'repo');
  git(repo, 'init', '-q');
  git(repo, 'add', '-A');
  git(repo, 'commit', '-qm', 'one');
  writeFileSync(join(repo, 'a.txt'), 'clean\n');
  git(repo, 'commit', '-qam', 'two');
  git(cwd, 'clone', '-q', '--bare', 'repo', 'bare.git');
  return cwd;
}

function scan(cwd: string, ...args: string[]): { code: number | null; skipped: readonly Skipped[] } {
  const { code, out } = leakward(cwd, ['scan', '-f', 'json', ...args]);
  return { code, skipped: (JSON.parse(out) as { coverage: { skipped: Skipped[] } }).coverage.skipped };
}

function unread(path: string): Skipped {
  return {
    kind: 'unread',
    path,
    reason: `git repository: its objects are read by leakward history ${path}`,
  };
}

describe('a bare repository is named as unread, with the command that reads it', () => {
  test('named, as the working directory, below a folder at any depth, and inside a work tree', () => {
    const cwd = folder();
    expect(scan(cwd, 'bare.git')).toEqual({ code: 3, skipped: [unread('bare.git')] });
    expect(scan(join(cwd, 'bare.git'))).toEqual({ code: 3, skipped: [unread('.')] });
    expect(scan(cwd)).toEqual({
      code: 3,
      skipped: [unread('bare.git'), { kind: 'excluded', path: 'repo/.git', reason: OWN }],
    });
    mkdirSync(join(cwd, 'repo/deep/er'), { recursive: true });
    renameSync(join(cwd, 'bare.git'), join(cwd, 'repo/deep/er/x.git'));
    expect(scan(join(cwd, 'repo'))).toEqual({ code: 3, skipped: [unread('deep/er/x.git')] });
    expect(scan(join(cwd, 'repo'), 'deep/er/x.git')).toEqual({ code: 3, skipped: [unread('deep/er/x.git')] });
    expect(scan(join(cwd, 'repo'), '--exclude', '*.git').code).toBe(0);
  });

  test('the command that it names finds the key', () => {
    const cwd = folder();
    const { out } = leakward(cwd, ['scan', 'bare.git']);
    const command = /leakward (history .+)/.exec(out)?.[1] ?? '';
    expect(leakward(cwd, command.split(' ')).code).toBe(1);
  });

  test('its other files are scanned', () => {
    const cwd = folder();
    git(join(cwd, 'bare.git'), 'config', 'remote.origin.url', `https://x:${nouvelKey(5)}@example.invalid/`);
    expect(scan(cwd, 'bare.git').code).toBe(1);
  });

  test('also the git directory of a work tree, if it is what is named', () => {
    const cwd = folder();
    expect(scan(cwd, 'repo/.git')).toEqual({ code: 3, skipped: [unread('repo/.git')] });
  });
});

describe('the git directory of a work tree is left out', () => {
  test('of its own, of a further work tree, of a submodule', () => {
    const cwd = folder();
    const repo = join(cwd, 'repo');
    git(repo, 'worktree', 'add', '-q', '../further');
    git(repo, 'submodule', '--quiet', 'add', '../bare.git', 'sub');
    expect(scan(repo)).toMatchObject({ code: 0, skipped: [{ kind: 'excluded', path: 'sub' }] });
    expect(scan(join(cwd, 'further'))).toEqual({ code: 0, skipped: [] });
    expect(scan(join(repo, 'sub'))).toEqual({ code: 0, skipped: [] });
  });

  test('apart from the work tree whose .git file names it', () => {
    const cwd = folder();
    renameSync(join(cwd, 'bare.git'), join(cwd, 'repo/.bare'));
    const lay = directoryOf();
    renameSync(join(cwd, 'repo/.bare'), join(lay, '.bare'));
    writeFileSync(join(lay, '.git'), 'gitdir: ./.bare\n');
    expect(scan(lay)).toEqual({ code: 0, skipped: [{ kind: 'excluded', path: '.bare', reason: OWN }] });
  });
});

test('a directory with files of such names is no git directory', () => {
  const cwd = directoryOf({ 'x/HEAD': 'a request method\n', 'x/objects/a.txt': 'a', 'x/refs/b.txt': 'b' });
  expect(scan(cwd)).toEqual({ code: 0, skipped: [] });
});
