/** What git says lies in a work tree. One call, whatever the number of files. */
import type { BytePath } from './byte-path.ts';
import { git } from './spawn.ts';
import { findWorkTree } from './work-tree.ts';

/** What an entry is: `repository` is an untracked repository inside this one, `submodule` a tracked one. */
export type EntryKind = 'file' | 'link' | 'submodule' | 'repository';

/** A tracked, or an untracked and not ignored, entry of a work tree. */
export interface TreeEntry {
  /** Relative to the directory that was listed. */
  readonly path: BytePath;
  readonly kind: EntryKind;
  readonly isTracked: boolean;
  /** Left out of the work tree by sparse checkout (or marked so): may well be missing on disk. */
  readonly isSparse: boolean;
}

const KIND_BY_MODE: Readonly<Record<string, EntryKind>> = { '120000': 'link', '160000': 'submodule' };

/**
 * Tracked and untracked-not-ignored entries at or below `directory`, in no certain order, each once. `only` limits
 * them to these paths, taken literally, relative to `directory`. Throws `not-a-repository` outside a work tree,
 * `git-failed` where git refuses. A repository that the environment names (`GIT_DIR`) is not asked: the one round
 * `directory` is.
 */
export async function listWorkTree(
  directory: string,
  options: { readonly only?: readonly string[]; readonly signal?: AbortSignal } = {},
): Promise<readonly TreeEntry[]> {
  const root = findWorkTree(directory);
  // Given by us, because core.worktree in the repository's config could send git to list another directory.
  const tree = root === undefined ? [] : [`--work-tree=${root}`];
  const list = ['ls-files', '-z', '-t', '--stage', '--cached', '--others', '--exclude-standard', '--'];
  const output = await git([...tree, ...list, ...(options.only ?? [])], {
    cwd: directory,
    access: { repository: 'discover' },
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  return parseListing(output.toString('latin1'));
}

/** Reads `ls-files -z -t --stage` output: `? path`, or `H 100644 <oid> <stage>\tpath`. */
function parseListing(output: string): readonly TreeEntry[] {
  const entries: TreeEntry[] = [];
  let last: BytePath | undefined;
  for (let from = 0; from < output.length; ) {
    const end = output.indexOf('\0', from);
    const record = output.slice(from, end);
    const entry = record.startsWith('? ') ? untracked(record.slice(2)) : tracked(record);
    // An unmerged path comes once for each side of the conflict, in a row.
    if (entry.path !== last) entries.push(entry);
    last = entry.path;
    from = end + 1;
  }
  return entries;
}

function untracked(path: BytePath): TreeEntry {
  const isRepository = path.endsWith('/');
  return {
    path: isRepository ? path.slice(0, -1) : path,
    kind: isRepository ? 'repository' : 'file',
    isTracked: false,
    isSparse: false,
  };
}

function tracked(record: string): TreeEntry {
  return {
    path: record.slice(record.indexOf('\t') + 1),
    kind: KIND_BY_MODE[record.slice(2, 8)] ?? 'file',
    isTracked: true,
    isSparse: record.startsWith('S'),
  };
}
