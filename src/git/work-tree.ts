/** Which work tree a directory belongs to, and where its repository is, found without running git. */
import { lstatSync, statSync } from 'node:fs';
import path from 'node:path';
import { readPlainFile } from './plain-file.ts';

/**
 * The nearest directory, from `start` upwards, that holds a `.git` directory or file: the root of a work tree as
 * git would discover it, whatever `core.worktree` in that repository's own config claims.
 */
export function findWorkTree(start: string): string | undefined {
  for (let directory = path.resolve(start); ; ) {
    if (lstatSync(path.join(directory, '.git'), { throwIfNoEntry: false }) !== undefined) return directory;
    const parent = path.dirname(directory);
    if (parent === directory) return undefined;
    directory = parent;
  }
}

/** The git directory of the work tree at `root`: its `.git`, or the directory that this file names. Absolute. */
export function gitDirAt(root: string): string | undefined {
  const git = path.join(root, '.git');
  if (statSync(git, { throwIfNoEntry: false })?.isDirectory() === true) return git;
  const text = readPlainFile(git)?.toString() ?? '';
  if (!text.startsWith(GITDIR)) return undefined;
  return path.resolve(root, pathIn(text.slice(GITDIR.length)));
}

/** The directory that all work trees of a repository share. @param gitDir of one of them */
export function commonDirAt(gitDir: string): string {
  const text = readPlainFile(path.join(gitDir, 'commondir'))?.toString();
  return text === undefined ? gitDir : path.resolve(gitDir, pathIn(text));
}

/** gitrepository-layout(5). */
const GITDIR = 'gitdir: ';

/** A path that is the whole of a file: git takes away the line ends behind it, and no other (setup.c). */
export function pathIn(text: string): string {
  return text.replace(/[\r\n]+$/, '');
}
