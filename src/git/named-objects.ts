/** What refs and tags name besides commits: a ref may name any object, and a tag a further tag. */
import { UserError } from '../model/error.ts';
import { readObjects } from './cat-file.ts';
import type { Repository } from './repository.ts';
import { git } from './spawn.ts';
import { listTree, type TreeFile } from './tree.ts';

const GITLINK = '160000';

/** What a ref may name besides commits. */
export interface Besides {
  readonly tags: readonly string[];
  /** Blobs, those of trees too. */
  readonly blobs: readonly string[];
}

const NOTHING: Besides = { tags: [], blobs: [] };

type In = Pick<Repository, 'git'>;

/** Of these objects: tags, what they name, blobs, and what is in trees. Throws `git-failed`. */
export async function besidesCommits(repository: In, oids: readonly string[]): Promise<Besides> {
  const typed = await typesOf(repository, oids);
  const ofType = (...wanted: readonly string[]): string[] =>
    typed.filter(([, type]) => wanted.includes(type)).map(([oid]) => oid);
  // What is not here must be told as unread, and only a blob can be: commits and trees came with their tag.
  const [tags, blobs, trees] = [ofType('tag'), ofType('blob', 'missing'), ofType('tree')];
  const inTrees: TreeFile[][] = [];
  for (const tree of trees) inTrees.push(await listTree(repository, tree));
  const named = await targetsOf(repository, tags);
  const behind = named.length === 0 ? NOTHING : await besidesCommits(repository, named);
  return {
    tags: [...tags, ...behind.tags],
    blobs: [
      ...blobs,
      ...inTrees.flat().flatMap(({ mode, oid }) => (mode === GITLINK ? [] : [oid])),
      ...behind.blobs,
    ],
  };
}

/** A tag starts with the object that it names: `object SP id LF`. */
async function targetsOf(repository: In, tags: readonly string[]): Promise<string[]> {
  const targets: string[] = [];
  for await (const piece of readObjects(tags, repository.git)) {
    if ('unread' in piece) throw new UserError('git-failed', `tag ${piece.oid}: ${piece.unread}`);
    if (!('missing' in piece))
      targets.push(/^object ([0-9a-f]+)\n/.exec(piece.bytes.toString('latin1'))?.[1] ?? '');
  }
  return targets.filter((oid) => oid !== '');
}

/** Ids with their types, in their order. Throws `git-failed`. */
export async function typesOf(
  repository: In,
  oids: readonly string[],
): Promise<(readonly [oid: string, type: string])[]> {
  if (oids.length === 0) return [];
  const input = Buffer.from(`${oids.join('\n')}\n`);
  const output = await git(['cat-file', '--batch-check=%(objectname) %(objecttype)'], {
    ...repository.git,
    input,
  });
  return output
    .toString('latin1')
    .split('\n')
    .map((line) => [line.split(' ')[0] ?? '', line.split(' ')[1] ?? ''] as const);
}
