/** Files of a commit, read as data. */
import { readObjects } from '../git/cat-file.ts';
import { git } from '../git/spawn.ts';
import { UserError } from '../model/error.ts';
import type { Opened } from './opened.ts';

/** A file in a commit. */
export interface TreeEntry {
  readonly path: string;
  readonly oid: string;
}

/** The plain files among these paths; links lead nowhere here, and are left out. Throws `git-failed`. */
export async function filesAt(
  { repository }: Opened,
  commit: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, TreeEntry>> {
  const output = await git(['ls-tree', '-z', '--full-tree', commit, '--', ...paths], repository.git);
  const entries = output
    .toString('utf8')
    .split('\0')
    .flatMap((record) => {
      const [, oid = '', path = ''] = /^100(?:644|755) blob ([0-9a-f]+)\t(.*)$/s.exec(record) ?? [];
      return oid === '' ? [] : [[path, { path, oid }] as const];
    });
  return new Map(entries);
}

/** A file of nobody's configuration is this large; a stranger's may be. */
const MOST_BYTES = 8 << 20;

/** The texts of files, in the order asked; undefined for one that is too large or not here. Throws `git-failed`. */
export async function textsOf(
  opened: Opened,
  entries: readonly (TreeEntry | undefined)[],
): Promise<(string | undefined)[]> {
  const oids = entries.flatMap((entry) => entry?.oid ?? []);
  if (oids.length === 0) return entries.map(() => undefined);
  await opened.need(oids);
  const pieces = new Map<string, Buffer[]>();
  for await (const piece of readObjects(new Set(oids), opened.repository.git)) {
    if ('unread' in piece) throw new UserError('git-failed', `object ${piece.oid}: ${piece.unread}`);
    if (!('missing' in piece) && piece.size <= MOST_BYTES)
      pieces.set(piece.oid, [...(pieces.get(piece.oid) ?? []), piece.bytes]);
  }
  return entries.map((entry) => {
    const read = entry === undefined ? undefined : pieces.get(entry.oid);
    return read === undefined ? undefined : Buffer.concat(read).toString('utf8');
  });
}
