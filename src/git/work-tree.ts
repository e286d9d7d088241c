/** Which work tree a directory belongs to, found without running git. */
import { lstatSync } from 'node:fs';
import path from 'node:path';

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
