/** What can be checked out by name: branches, stashes, remote branches, tags, other refs, a detached HEAD. */
import { BRANCHES, listRefs, REMOTES, type Ref, STASH, TAGS } from './refs.ts';
import type { Repository } from './repository.ts';
import { git } from './spawn.ts';

export interface Tip {
  /** As git shows it: `main`, `origin/main`, `v1`, `stash@{1}`, `HEAD`. */
  readonly name: string;
  readonly kind: TipKind;
  /** What git knows its tree by. */
  readonly tree: string;
}

export type TipKind = 'branch' | 'stash' | 'remote' | 'tag' | 'other';

/** By the start of a ref's name. */
const KINDS = [
  [BRANCHES, 'branch'],
  [REMOTES, 'remote'],
  [TAGS, 'tag'],
  ['refs/', 'other'],
] as const satisfies readonly (readonly [string, TipKind])[];

const ORDER = {
  branch: 0,
  stash: 1,
  remote: 2,
  tag: 3,
  other: 4,
} as const satisfies Record<TipKind, number>;

/** v10 behind v9. */
const NUMERIC = new Intl.Collator('en', { numeric: true });

/** Branches first, of tags the newest first. Throws `git-failed`. */
export async function listTips(repository: Repository, signal: AbortSignal): Promise<Tip[]> {
  const refs = await listRefs(repository);
  const named = refs.filter(({ name }) => name !== STASH).map(tipOf);
  const stashes = refs.length > named.length ? await listStashes(repository, signal) : [];
  const head = await detachedHead(repository, signal);
  const sorted = [...named, ...stashes].toSorted(
    (a, b) => ORDER[a.kind] - ORDER[b.kind] || (a.kind === 'tag' ? NUMERIC.compare(b.name, a.name) : 0),
  );
  return [...head, ...sorted];
}

function tipOf({ name, oid }: Ref): Tip {
  const [start, kind] = KINDS.find(([known]) => name.startsWith(known)) ?? ['', 'other' as const];
  return { name: kind === 'other' ? name : name.slice(start.length), kind, tree: `${oid}^{tree}` };
}

/** A stash keeps the files, the index (second parent), and untracked files if it was asked to (third parent). */
async function listStashes(repository: Repository, signal: AbortSignal): Promise<Tip[]> {
  const args = ['log', '--walk-reflogs', '--format=%P %H', STASH, '--'];
  const output = await git(args, { ...repository.git, signal });
  const lines = output.toString('latin1').split('\n');
  return lines
    .filter((line) => line !== '')
    .flatMap((line, i) => {
      const [, ...commits] = line.split(' ');
      const tree = (oid: string): Tip => ({ name: `stash@{${i}}`, kind: 'stash', tree: `${oid}^{tree}` });
      return commits.map(tree);
    });
}

async function detachedHead(repository: Repository, signal: AbortSignal): Promise<Tip[]> {
  const options = { ...repository.git, signal, statuses: [0, 1] };
  const branch = await git(['symbolic-ref', '--quiet', 'HEAD'], options);
  return branch.length > 0 ? [] : [{ name: 'HEAD', kind: 'branch', tree: 'HEAD^{tree}' }];
}
