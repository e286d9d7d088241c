/** All work trees of a repository: the main one and those that `git worktree add` made. */
import { statSync } from 'node:fs';
import path from 'node:path';
import type { BytePath } from './byte-path.ts';
import type { Repository } from './repository.ts';
import { git } from './spawn.ts';
import { findWorkTree } from './work-tree.ts';

/** Roots of the work trees that are there, absolute, the main one first; none of a bare repository. */
export async function listWorkTrees(repository: Repository, signal: AbortSignal): Promise<string[]> {
  const output = await git(['worktree', 'list', '--porcelain'], { ...repository.git, signal });
  const entries = output.toString('utf8').split('\n\n');
  return entries.flatMap((entry) => {
    const [first = '', ...facts] = entry.split('\n');
    const root = path.resolve(first.replace(/^worktree /, ''));
    const isThere = first !== '' && statSync(root, { throwIfNoEntry: false })?.isDirectory() === true;
    return isThere && !facts.includes('bare') ? [root] : [];
  });
}

/** What the index of a work tree has staged of these blobs: path and blob. Throws `git-failed`. */
export async function stagedIn(
  root: string,
  blobs: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<{ readonly path: BytePath; readonly blob: string }[]> {
  // git would ask the repository round a work tree that has lost its own.
  if (findWorkTree(root) !== root) return [];
  const options = { cwd: root, access: { repository: 'discover' }, signal } as const;
  const output = await git(['ls-files', '--stage', '-z'], options);
  return output
    .toString('latin1')
    .split('\0')
    .flatMap((record) => {
      const tab = record.indexOf('\t');
      const [, blob = ''] = record.slice(0, Math.max(0, tab)).split(' ');
      return blobs.has(blob) ? [{ path: record.slice(tab + 1), blob }] : [];
    });
}
