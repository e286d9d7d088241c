/** What a push sends: the revisions to scan, from what git writes to its hooks. */
import { readObjects } from '../../git/cat-file.ts';
import type { Repository } from '../../git/repository.ts';
import { git } from '../../git/spawn.ts';
import { listTree } from '../../git/tree.ts';

/** Revisions for `git log`, and objects that no commit leads to: annotated tags, and what tags name besides commits. */
export interface Pushed {
  readonly revisions: readonly string[];
  readonly extraOids: readonly string[];
}

const GITLINK = '160000';

const LINE = /^(\S+) ([0-9a-f]{40,64}) (\S+) ([0-9a-f]{40,64})$/;

/**
 * Lines of pre-push (githooks(5)): `<local ref> <local id> <remote ref> <remote id>`; zeros where a side has nothing.
 * Undefined if nothing is sent: refs are only deleted.
 */
export async function readPrePush(
  repository: Repository,
  remote: string,
  input: string,
): Promise<Pushed | undefined> {
  const lines = input.split('\n').flatMap((line) => {
    const [, , local = '', , there = ''] = LINE.exec(line) ?? [];
    return local === '' || isZero(local) ? [] : [{ local, there }];
  });
  if (lines.length === 0) return undefined;
  const news = [...new Set(lines.map(({ local }) => local))];
  const known = await existing(
    repository,
    lines.map(({ there }) => there).filter((oid) => !isZero(oid)),
  );
  return {
    revisions: [...news, '--not', ...known, ...(await trackingOf(repository, remote))],
    extraOids: flat(await besidesCommits(repository, news)),
  };
}

/** Lines of pre-receive: `<old id> <new id> <ref>`. */
export async function readPreReceive(repository: Repository, input: string): Promise<Pushed | undefined> {
  const news = input.split('\n').flatMap((line) => {
    const [, id = ''] = line.split(' ');
    return id === '' || isZero(id) ? [] : [id];
  });
  if (news.length === 0) return undefined;
  // The new refs do not stand yet, so that everything that does is old.
  return {
    revisions: [...new Set(news), '--not', '--all'],
    extraOids: flat(await besidesCommits(repository, news)),
  };
}

function isZero(oid: string): boolean {
  return /^0+$/.test(oid);
}

async function existing(repository: Repository, oids: readonly string[]): Promise<string[]> {
  return (await typesOf(repository, oids))
    .filter(([, type]) => type === 'commit' || type === 'tag')
    .map(([oid]) => oid);
}

/** What a ref may name besides commits. */
export interface Besides {
  readonly tags: readonly string[];
  /** Blobs, those of trees too. */
  readonly blobs: readonly string[];
}

function flat({ tags, blobs }: Besides): readonly string[] {
  return [...tags, ...blobs];
}

/** Tags, the tags that they name, and blobs: a ref may name any object. */
export async function besidesCommits(
  repository: Pick<Repository, 'git'>,
  oids: readonly string[],
): Promise<Besides> {
  const typed = await typesOf(repository, oids);
  const ofType = (...wanted: readonly string[]): string[] =>
    typed.filter(([, type]) => wanted.includes(type)).map(([oid]) => oid);
  // What is not here must be told as unread, and only a blob can be: commits and trees came with their tag.
  const [tags, blobs, trees] = [ofType('tag'), ofType('blob', 'missing'), ofType('tree')];
  const inTrees = await Promise.all(trees.map((tree) => listTree(repository, tree)));
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

const NOTHING: Besides = { tags: [], blobs: [] };

/** A tag starts with the object that it names: `object SP id LF`. */
async function targetsOf(repository: Pick<Repository, 'git'>, tags: readonly string[]): Promise<string[]> {
  const targets: string[] = [];
  for await (const piece of readObjects(tags, repository.git)) {
    if (!('missing' in piece))
      targets.push(/^object ([0-9a-f]+)\n/.exec(piece.bytes.toString('latin1'))?.[1] ?? '');
  }
  return targets.filter((oid) => oid !== '');
}

async function typesOf(
  repository: Pick<Repository, 'git'>,
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

/** What the remote is known to have; nothing for a push to an address without a name. */
async function trackingOf(repository: Repository, remote: string): Promise<string[]> {
  const prefix = `refs/remotes/${remote}/`;
  const output = await git(['for-each-ref', '--format=%(objectname) %(refname)'], repository.git);
  return output
    .toString('latin1')
    .split('\n')
    .filter((line) => line.slice(line.indexOf(' ') + 1).startsWith(prefix))
    .map((line) => line.slice(0, line.indexOf(' ')));
}
