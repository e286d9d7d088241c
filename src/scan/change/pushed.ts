/** What a push sends: the revisions to scan, from what git writes to its hooks. */
import type { Repository } from '../../git/repository.ts';
import { git } from '../../git/spawn.ts';

/** Revisions for `git log`, and objects that no commit leads to: annotated tags. */
export interface Pushed {
  readonly revisions: readonly string[];
  readonly extraOids: readonly string[];
}

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
    extraOids: await tagsAmong(repository, news),
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
  return { revisions: [...new Set(news), '--not', '--all'], extraOids: await tagsAmong(repository, news) };
}

function isZero(oid: string): boolean {
  return /^0+$/.test(oid);
}

async function existing(repository: Repository, oids: readonly string[]): Promise<string[]> {
  return (await typesOf(repository, oids))
    .filter(([, type]) => type === 'commit' || type === 'tag')
    .map(([oid]) => oid);
}

async function tagsAmong(repository: Repository, oids: readonly string[]): Promise<string[]> {
  return (await typesOf(repository, oids)).filter(([, type]) => type === 'tag').map(([oid]) => oid);
}

async function typesOf(
  repository: Repository,
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
