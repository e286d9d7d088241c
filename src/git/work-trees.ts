/** All work trees of a repository: the main one and those that `git worktree add` made. */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { BytePath } from './byte-path.ts';
import { readPlainFile } from './plain-file.ts';
import { realPath } from './real-path.ts';
import type { Repository } from './repository.ts';
import { git } from './spawn.ts';
import { findWorkTree, gitDirAt, pathIn } from './work-tree.ts';

/**
 * Roots of the work trees that are there, absolute, the main one first; none of a bare repository. Read from the files
 * that `git worktree list` reads (gitrepository-layout(5)): its lines are ambiguous where a path holds a line end, and
 * `-z` needs git 2.36. A work tree counts only if it names this repository in turn, so that no forged file leads into
 * another one.
 */
export function listWorkTrees({ commonDir }: Pick<Repository, 'commonDir'>): string[] {
  const main = path.basename(commonDir) === '.git' ? [path.dirname(commonDir)] : [];
  const linked = path.join(commonDir, 'worktrees');
  const roots = namesIn(linked).flatMap((name) => {
    const gitDir = path.join(linked, name);
    const text = readPlainFile(path.join(gitDir, 'gitdir'))?.toString();
    if (text === undefined) return [];
    const root = path.dirname(path.resolve(gitDir, pathIn(text)));
    return isSame(gitDirAt(root), gitDir) ? [root] : [];
  });
  return [...main, ...roots].filter(isDirectory);
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory).sort();
  } catch {
    return [];
  }
}

function isDirectory(at: string): boolean {
  return statSync(at, { throwIfNoEntry: false })?.isDirectory() === true;
}

function isSame(a: string | undefined, b: string): boolean {
  const real = a === undefined ? undefined : realPath(a);
  return real !== undefined && real === realPath(b);
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
