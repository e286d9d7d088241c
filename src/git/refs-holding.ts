/**
 * Which refs still hold a blob in the files of their tip: not "contains the commit that brought it in", but "whoever
 * checks this out has it".
 */
import type { Repository } from './repository.ts';
import { listTips } from './tips.ts';
import { findInTrees } from './tree-search.ts';

export interface RefsHolding {
  /** Short name of a branch, remote branch, tag or stash (`HEAD` if detached) to the paths in its files. */
  readonly holding: ReadonlyMap<string, readonly string[]>;
  /** What was not looked at. */
  readonly notes: readonly string[];
}

/** Distinct tips that are looked at. */
const MOST_TIPS = 500;

/**
 * Refs whose tip holds one of these blobs, in the order of their weight: branches, stashes, remote branches, tags.
 * Throws `git-failed` where git cannot list them; a tree that cannot be read is told in a note.
 *
 * @param most more distinct tips than this are not looked at; told in a note
 */
export async function refsHolding(
  repository: Repository,
  blobs: ReadonlySet<string>,
  signal: AbortSignal,
  most = MOST_TIPS,
): Promise<RefsHolding> {
  if (blobs.size === 0) return { holding: new Map(), notes: [] };
  const tips = await listTips(repository, signal);
  const trees = new Set([...new Set(tips.map(({ tree }) => tree))].slice(0, most));
  const found = await findInTrees(repository, [...trees], blobs, signal);
  const holding = new Map<string, readonly string[]>();
  for (const { name, tree } of tips) {
    const paths = found.pathsIn(tree);
    // A stash comes several times: files, index, untracked files.
    if (paths.length > 0) holding.set(name, [...new Set([...(holding.get(name) ?? []), ...paths])]);
  }
  const left = tips.filter(({ tree }) => !trees.has(tree)).length;
  const cut = left === 0 ? [] : [`${left} of ${tips.length} refs were not asked whether they still hold it`];
  return { holding, notes: [...cut, ...found.notes] };
}
