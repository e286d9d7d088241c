/** What is known of a repository without running git: which directory it is, and where its parts lie. */
import { lstatSync, statSync } from 'node:fs';
import path from 'node:path';
import { type BytePath, forFs, toBytePath } from './byte-path.ts';
import { readPlainFile } from './plain-file.ts';
import { commonDirAt, findWorkTree, gitDirAt } from './work-tree.ts';

/** The directories of a repository, absolute. */
export interface GitDirectories {
  readonly gitDir: string;
  /** Shared by the repository's work trees. */
  readonly commonDir: string;
}

/**
 * The repository of a directory, as git would find it.
 *
 * @param env GIT_DIR in it outranks the directory
 * @returns undefined outside a repository and in a bare one
 */
export function gitDirectoriesOf(
  directory: string,
  env: Readonly<Record<string, string | undefined>> = {},
): GitDirectories | undefined {
  const named = env['GIT_DIR'];
  if (named !== undefined) return withCommon(path.resolve(directory, named));
  const root = findWorkTree(directory);
  const gitDir = root === undefined ? undefined : gitDirAt(root);
  return gitDir === undefined ? undefined : withCommon(gitDir);
}

function withCommon(gitDir: string): GitDirectories {
  return { gitDir, commonDir: commonDirAt(gitDir) };
}

/** True for a bare repository or the `.git` of a work tree, by git's own rule: a HEAD that is one, objects and refs. */
export function isGitDirectory(directory: BytePath): boolean {
  const at = (name: string): string | Buffer => forFs(`${directory}/${name}`);
  return isDirectory(at('objects')) && isDirectory(at('refs')) && hasHead(at('HEAD'));
}

/** True if a directory that the user named is a git directory: git would not list what is in it. */
export function isGitDirectoryAt(directory: string): boolean {
  return isGitDirectory(toBytePath(directory));
}

function isDirectory(at: string | Buffer): boolean {
  return statSync(at, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Bytes of the longest HEAD. */
const MOST_HEAD = 4096;

function hasHead(head: string | Buffer): boolean {
  // Long ago HEAD was a link to its branch.
  if (lstatSync(head, { throwIfNoEntry: false })?.isSymbolicLink() === true) return true;
  return /^(?:ref:\s*refs\/|[0-9a-f]{40})/.test(readPlainFile(head, MOST_HEAD)?.toString('latin1') ?? '');
}
