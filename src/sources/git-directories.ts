/**
 * Git directories among the files of a plan: bare repositories, and those that lie apart from their work tree. Their
 * objects are compressed, so that only `leakward history` can read them.
 */
import { lstatSync, realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { type BytePath, forFs, printable, toBytePath } from '../git/byte-path.ts';
import { commonDirAt, findWorkTree, gitDirAt } from '../git/work-tree.ts';
import type { Skipped } from '../model/report.ts';
import { readGuarded } from '../state/guarded-read.ts';
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
  const found = units.filter(isHead).map(directoryOf).filter(isGitDirectory);
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

/** By the rule of git itself (setup.c, is_git_directory): a HEAD that is one, objects and refs. */
function isGitDirectory({ path }: Directory): boolean {
  return isDirectory(below(path, 'objects')) && isDirectory(below(path, 'refs')) && hasHead(path);
}

/** True if a directory that the user named is a git directory: git would not list what is in it. */
export function isGitDirectoryAt(path: string): boolean {
  const named = toBytePath(path);
  return isGitDirectory({ path: named, name: named });
}

function isDirectory(path: BytePath): boolean {
  return statSync(forFs(path), { throwIfNoEntry: false })?.isDirectory() === true;
}

function hasHead(directory: BytePath): boolean {
  const head = forFs(below(directory, 'HEAD'));
  // Long ago HEAD was a link to its branch.
  if (lstatSync(head, { throwIfNoEntry: false })?.isSymbolicLink() === true) return true;
  const read = readGuarded(head, { followsLinks: false, maxBytes: 4096 });
  return read.kind === 'read' && /^(?:ref:\s*refs\/|[0-9a-f]{40})/.test(read.bytes.toString('latin1'));
}

function skippedBy({ path, name }: Directory, own: ReadonlySet<string>): Skipped {
  if (own.has(realPath(path))) return excluded(name, OWN_GIT_DIRECTORY);
  const shown = printable(name);
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
    ...units.flatMap(({ path }) => (path.endsWith('/.git') ? printable(path.slice(0, -'/.git'.length)) : [])),
  ];
  const named = roots.flatMap((root) => {
    const directory = gitDirAt(root);
    return directory === undefined || directory === resolve(root, '.git') ? [] : [directory];
  });
  return new Set([...named, ...named.map(commonDirAt)].map((directory) => realPath(toBytePath(directory))));
}

function realPath(path: BytePath): string {
  try {
    return realpathSync(forFs(path));
  } catch {
    return printable(path);
  }
}
