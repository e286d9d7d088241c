/** Refs: their full names (`refs/heads/main`), and the list of them. */
import type { Repository } from './repository.ts';
import { git } from './spawn.ts';

/** Where git keeps each kind of ref. */
export const BRANCHES = 'refs/heads/';
export const TAGS = 'refs/tags/';
export const REMOTES = 'refs/remotes/';
export const STASH = 'refs/stash';

/** A ref, and the object that it names. */
export interface Ref {
  readonly name: string;
  readonly oid: string;
}

/** Every ref, or those whose names start so. Throws `git-failed`. */
export async function listRefs({ git: at }: Pick<Repository, 'git'>, start = ''): Promise<Ref[]> {
  const output = await git(['for-each-ref', '--format=%(objectname) %(refname)'], at);
  return output
    .toString('latin1')
    .split('\n')
    .map((line) => ({ oid: line.slice(0, line.indexOf(' ')), name: line.slice(line.indexOf(' ') + 1) }))
    .filter(({ name }) => name !== '' && name.startsWith(start));
}

/** True for a name that says what kind of ref it is. */
export function isFullRef(name: string): boolean {
  return name.startsWith('refs/');
}

/** The full name of a branch. */
export function branchRef(branch: string): string {
  return BRANCHES + branch;
}

/** A branch by its short name; any other ref as it is. */
export function shortBranch(ref: string): string {
  return ref.startsWith(BRANCHES) ? ref.slice(BRANCHES.length) : ref;
}
