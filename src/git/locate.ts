/** Which git to run: resolved once, to an absolute path that the scanned repository cannot have put there. */
import { accessSync, constants, realpathSync } from 'node:fs';
import { delimiter, isAbsolute, join, relative } from 'node:path';
import { UserError } from '../model/error.ts';

const NAMES = process.platform === 'win32' ? ['git.exe'] : ['git'];

/** Path of git, from the absolute entries of PATH that lie outside `root`. Errors: `git-failed` if there is none. */
export function locateGit(path: string | undefined, root: string): string {
  const directories = (path ?? '').split(delimiter).filter((entry) => isAbsolute(entry) && !isInside(entry, root));
  for (const directory of directories) {
    for (const name of NAMES) {
      const file = join(directory, name);
      if (isExecutable(file)) return file;
    }
  }
  throw new UserError('git-failed', 'git is not installed, or not on PATH outside the repository');
}

/** True if a path lies in a directory. */
export function isInside(path: string, directory: string): boolean {
  const way = relative(realpath(directory), realpath(path));
  return way === '' || (!way.startsWith('..') && !isAbsolute(way));
}

function realpath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
