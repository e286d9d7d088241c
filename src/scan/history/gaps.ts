/** What a repository lacks: history beyond a shallow clone, objects of a partial one, lost objects. */
import type { ObjectDirectory } from '../../git/objects/store.ts';
import type { Repository } from '../../git/repository.ts';
import { shallowEnds } from '../../git/shallow.ts';
import { git } from '../../git/spawn.ts';
import { UserError } from '../../model/error.ts';
import type { Skipped } from '../../model/report.ts';
import { lostDirectories } from './alternates.ts';

/** Said of a shallow clone whose end was reached. */
const CUT_OFF: Skipped = {
  kind: 'unread',
  path: 'history',
  reason: 'shallow clone: older commits are not here; git fetch --unshallow brings them',
};

/** What the commits of a range lack: those that a shallow clone left out, from which its oldest ones came. */
export function cutOff(repository: Repository, commits: ReadonlySet<string>): Skipped[] {
  return shallowEnds(repository).some((sha) => commits.has(sha)) ? [CUT_OFF] : [];
}

/**
 * Objects that commits need and that are not here: left on the server by a partial clone, or lost.
 *
 * @param isConnected everything that the objects name is here, so that git need not be asked, which takes long
 */
export async function gapsOf(
  repository: Repository,
  directories: readonly ObjectDirectory[],
  isConnected: boolean,
): Promise<Skipped[]> {
  const gaps = lostDirectories(directories);
  if (repository.isShallow) gaps.push(CUT_OFF);
  const missing = isConnected ? 0 : await missingFrom(repository);
  if (typeof missing === 'string') gaps.push({ kind: 'unread', path: 'history', reason: missing });
  else if (missing > 0) {
    const [objects, are] = missing === 1 ? ['object', 'is'] : ['objects', 'are'];
    const reason = directories.some((directory) => directory.isPartial)
      ? `partial clone: ${missing} ${objects} ${are} not here; git fetch --refetch --no-filter brings them`
      : `${missing} ${objects} that commits need ${are} missing: git fsck lists them`;
    gaps.push({ kind: 'unread', path: 'objects', reason });
  }
  return gaps;
}

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
