/** Whether a range can be told for certain where history is cut off. */
import type { Repository } from '../git/repository.ts';
import { shallowEnds } from '../git/shallow.ts';
import { git } from '../git/spawn.ts';

/**
 * True if the commits of `head` that `base` has not are all here, and none too many is taken for one of them. A commit
 * whose parents were cut off ends a walk early. Where that happens within the range, commits are missing and its files
 * look new. Where it happens only behind `base`, the range may hold commits that `base` has too, and is right only if
 * it has as many as GitHub counts.
 */
export async function isCertain(
  repository: Repository,
  head: string,
  base: string | undefined,
  expected: number | undefined,
): Promise<boolean> {
  const cut = new Set(shallowEnds(repository));
  if (cut.size === 0) return true;
  const not = base === undefined ? [] : ['--not', base];
  const range = await walk(repository, [head, ...not]);
  if (range.some((oid) => cut.has(oid))) return false;
  if (base === undefined || range.length === expected) return true;
  return !(await walk(repository, [base])).some((oid) => cut.has(oid));
}

async function walk(repository: Repository, revisions: readonly string[]): Promise<string[]> {
  const output = await git(['rev-list', ...revisions, '--'], repository.git);
  return output
    .toString('latin1')
    .split('\n')
    .filter((line) => line !== '');
}
