/** Which commits the tips of a target are, in a repository that may have them. */
import { type Besides, besidesCommits } from '../git/named-objects.ts';
import { isFullRef, shortBranch, TAGS } from '../git/refs.ts';
import type { Repository } from '../git/repository.ts';
import { git } from '../git/spawn.ts';
import type { Range, Tip } from './range.ts';

export interface Tips {
  readonly head: string;
  readonly base: string | undefined;
  readonly trunk: string | undefined;
  /** What the ref names besides commits: tags, and what they name. */
  readonly besides: Besides;
}

/** The ids of a range's tips; undefined if one that is needed is not here. @param branches where branches are filed */
export async function tipsIn(
  repository: Pick<Repository, 'git'>,
  { head, base, trunk }: Range,
  branches: string,
): Promise<Tips | undefined> {
  const [atHead, toBase, atTrunk] = await commitsAt(repository, [head, base, trunk], branches);
  // Tags of blobs and trees lead to no commit: then no history is new, and none was before.
  const atBase = toBase ?? ((await isHere(repository, base?.oid)) ? atTrunk : undefined);
  const end = atHead ?? ((await isHere(repository, head.oid)) ? atBase : undefined);
  if (end === undefined || (base !== undefined && atBase === undefined)) return undefined;
  const isCommit = head.oid === undefined || head.oid === end;
  const besides = isCommit ? NOTHING_BESIDES : await besidesCommits(repository, [head.oid]);
  return { head: end, base: atBase, trunk: atTrunk, besides };
}

const NOTHING_BESIDES: Besides = { tags: [], blobs: [] };

/** True if the object itself is here; its id must be known. */
async function isHere(repository: Pick<Repository, 'git'>, oid: string | undefined): Promise<boolean> {
  if (oid === undefined) return false;
  const input = Buffer.from(`${oid}\n`);
  const output = await git(['cat-file', '--batch-check=%(objecttype)'], { ...repository.git, input });
  return /^(?:tag|blob|tree)\n$/.test(output.toString('latin1'));
}

/** Ids of the commits that tips are, as far as they are here. @param branches where branches are filed */
export async function commitsAt(
  repository: Pick<Repository, 'git'>,
  tips: readonly (Tip | undefined)[],
  branches: string,
): Promise<(string | undefined)[]> {
  const names = tips.map((tip) => namesOf(tip, branches));
  const found = await commitsOf(repository, names.flat());
  return names.map((ofTip) => found.splice(0, ofTip.length).find((oid) => oid !== undefined));
}

function namesOf(tip: Tip | undefined, branches: string): readonly string[] {
  if (tip?.oid !== undefined) return [tip.oid];
  const ref = tip?.ref ?? '';
  if (ref !== '' && !isFullRef(ref)) return [TAGS + ref, branches + ref];
  const branch = shortBranch(ref);
  return [branch === ref ? ref : branches + branch];
}

/** No word: there could be a tag of that name. */
const NOTHING = '0'.repeat(40);

/** Ids of the commits that ids or refs lead to; undefined for those that lead to none. */
async function commitsOf(
  repository: Pick<Repository, 'git'>,
  names: readonly string[],
): Promise<(string | undefined)[]> {
  const input = Buffer.from(names.map((name) => `${name === '' ? NOTHING : name}^{commit}\n`).join(''));
  const args = ['cat-file', '--batch-check=%(objectname) %(objecttype)'];
  const output = await git(args, { ...repository.git, input });
  const lines = output.toString('latin1').split('\n');
  return names.map((_, i) => /^([0-9a-f]{40,64}) commit$/.exec(lines[i] ?? '')?.[1]);
}
