/** What a repository lacks: history beyond a shallow clone, objects of a partial one, lost objects. */
import { join } from 'node:path';
import type { ObjectDirectory } from '../../git/objects/store.ts';
import { readPlainFile } from '../../git/plain-file.ts';
import type { Repository } from '../../git/repository.ts';
import { git } from '../../git/spawn.ts';
import { UserError } from '../../model/error.ts';
import type { Skipped } from '../../model/report.ts';
import type { Survey } from './survey.ts';

/** Asking git to follow every link of a larger repository would cost more than reading it. */
const MOST_FOLLOWED = 20_000;

/** Said of a shallow clone whose end was reached. */
const CUT_OFF: Skipped = {
  kind: 'unread',
  path: 'history',
  reason: 'shallow clone: older commits are not here; git fetch --unshallow brings them',
};

/** What the commits of a range lack: those that a shallow clone left out, from which its oldest ones came. */
export function cutOff(repository: Repository, commits: ReadonlySet<string>): Skipped[] {
  if (!repository.isShallow) return [];
  const ends = readPlainFile(join(repository.commonDir, 'shallow'))?.toString('latin1').split('\n') ?? [];
  return ends.some((sha) => commits.has(sha)) ? [CUT_OFF] : [];
}

/** Objects that commits need and that are not here: left on the server by a partial clone, or lost. */
export async function gapsOf(
  repository: Repository,
  directories: readonly ObjectDirectory[],
  { blobs, commits }: Survey,
): Promise<Skipped[]> {
  const lost = directories.flatMap((directory) => directory.lost);
  const gaps: Skipped[] = lost.map((path) => ({
    kind: 'unread',
    path,
    reason: 'this directory of objects is not there, or may not be listed',
  }));
  if (repository.isShallow) gaps.push(CUT_OFF);
  const isPartial = directories.some((directory) => directory.isPartial);
  if (!isFollowed(directories, blobs + commits)) return gaps;
  const missing = await missingFrom(repository);
  if (typeof missing === 'string') gaps.push({ kind: 'unread', path: 'history', reason: missing });
  else if (missing > 0) {
    const reason = isPartial
      ? `partial clone: ${missing} objects are not here; git fetch --refetch --no-filter brings them`
      : `${missing} objects that commits need are missing: git fsck tells which`;
    gaps.push({ kind: 'unread', path: 'objects', reason });
  }
  return gaps;
}

/** A partial clone is known to lack objects, so that its links are followed whatever it costs. */
export function isFollowed(directories: readonly ObjectDirectory[], objects: number): boolean {
  return directories.some((directory) => directory.isPartial) || objects <= MOST_FOLLOWED;
}

/** Said where links were not followed. */
export const NOT_FOLLOWED =
  'every object that is here was read; whether one is missing was not checked: git fsck --connectivity-only';

/** How many objects are missing, or why git cannot tell. */
async function missingFrom(repository: Repository): Promise<number | string> {
  const args = ['rev-list', '--objects', '--all', '--missing=print', '--no-object-names'];
  try {
    const output = await git(args, repository.git);
    return output
      .toString('latin1')
      .split('\n')
      .filter((line) => line.startsWith('?')).length;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return `commits cannot be followed: ${error.message}`;
  }
}
