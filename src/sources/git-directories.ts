/**
 * Git directories among the files of a plan: bare repositories, and those that lie apart from their work tree. Their
 * objects are compressed, so that only `leakward history` can read them.
 */
import { resolve } from 'node:path';
import { type BytePath, decodePath, forFs } from '../git/byte-path.ts';
import { isGitDirectory } from '../git/git-directory.ts';
import { realPath } from '../git/real-path.ts';
import { commonDirAt, findWorkTree, gitDirAt } from '../git/work-tree.ts';
import type { Skipped } from '../model/report.ts';
import type { FileUnit } from './file-unit.ts';
import { below, excluded } from './walk.ts';

/** Why the git directory of a work tree is left out: as a rule its history is what nobody asked for. */
export const OWN_GIT_DIRECTORY = 'git directory: leakward history reads it';

/**
 * The units without objects of git directories; each such directory is named. It is unread, but where a `.git` file
 * says that it belongs to a work tree among the `directories` or the units.
 */
export function withoutGitObjects(
  units: readonly FileUnit[],
  directories: readonly string[],
): { readonly units: FileUnit[]; readonly skipped: Skipped[] } {
  const found = units
    .filter(isHead)
    .map(directoryOf)
    .filter(({ path }) => isGitDirectory(path));
  if (found.length === 0) return { units: [...units], skipped: [] };
  const own = ownGitDirectories(units, directories);
  const objects = found.map(({ path }) => `${below(path, 'objects')}/`);
  return {
    units: units.filter(({ path }) => !objects.some((start) => path.startsWith(start))),
    skipped: found.map((directory) => skippedBy(directory, own)),
  };
}

interface Directory {
  /** For `fs`. */
  readonly path: BytePath;
  /** For reports. */
  readonly name: BytePath;
}

function isHead({ path }: FileUnit): boolean {
  return path.endsWith('/HEAD');
}

function directoryOf({ path, name }: FileUnit): Directory {
  return { path: path.slice(0, -'/HEAD'.length), name: name.slice(0, -'/HEAD'.length) || '.' };
}

function skippedBy({ path, name }: Directory, own: ReadonlySet<string>): Skipped {
  if (own.has(realOf(path))) return excluded(name, OWN_GIT_DIRECTORY);
  const shown = decodePath(name);
  const argument = /^[\w@%+=:,./-]+$/.test(shown) ? shown : `'${shown.replaceAll("'", "'\\''")}'`;
  return {
    kind: 'unread',
    path: shown,
    reason: `git repository: its objects are read by leakward history ${argument}`,
  };
}

/** What `.git` files name: the git directories of work trees that do not have it inside them. */
function ownGitDirectories(units: readonly FileUnit[], directories: readonly string[]): ReadonlySet<string> {
  const roots = [
    ...directories.flatMap((directory) => findWorkTree(directory) ?? []),
    ...units.flatMap(({ path }) =>
      path.endsWith('/.git') ? decodePath(path.slice(0, -'/.git'.length)) : [],
    ),
  ];
  const named = roots.flatMap((root) => {
    const directory = gitDirAt(root);
    return directory === undefined || directory === resolve(root, '.git') ? [] : [directory];
  });
  return new Set([...named, ...named.map(commonDirAt)].map((directory) => realPath(directory) ?? directory));
}

function realOf(path: BytePath): string {
  return realPath(forFs(path)) ?? decodePath(path);
}
