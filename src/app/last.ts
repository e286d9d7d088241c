/**
 * Remembers the report of the last scan of a repository, so that `leakward allow --last`, `verify` and `revoke` need no
 * copying. Kept in the user's state directory; holds no key.
 */
import { gitDirectoriesOf } from '../git/git-directory.ts';
import type { Report } from '../model/report.ts';
import { renderJson } from '../report/json.ts';
import { maskReport } from '../report/mask.ts';
import { type ReadReport, readReport } from '../report/read.ts';
import { type Environment, userDirectory } from '../state/directories.ts';
import { readPrivate, writePrivate } from '../state/private-file.ts';
import { removeOldFiles, repositoryName } from '../state/repository.ts';

const BELOW = 'last';

/** Which file it is: one per work tree. */
interface Place {
  readonly gitDir: string;
  readonly root: string;
  readonly name: string;
}

/** Undefined outside a repository and without a home directory. */
function placeOf(directory: string, env: Environment): Place | undefined {
  // Settings may lie below the root.
  const gitDir = gitDirectoriesOf(directory)?.gitDir;
  const root = userDirectory('state', env);
  if (gitDir === undefined || root === undefined) return undefined;
  try {
    return { gitDir, root, name: `${repositoryName(gitDir)}.json` };
  } catch {
    return undefined;
  }
}

/** Keeps the report of a scan of the repository at `directory`. Where it cannot be kept, nothing happens. */
export function rememberLast(directory: string, report: Report, env: Environment): void {
  const place = placeOf(directory, env);
  if (place === undefined) return;
  removeOldFiles(place.gitDir);
  try {
    writePrivate(place.root, BELOW, place.name, renderJson(maskReport(report)));
  } catch {
    // Nothing is lost but the convenience.
  }
}

/** What the last scan of this repository reported; undefined if nothing is remembered. */
export function recallLast(directory: string, env: Environment): ReadReport | undefined {
  const place = placeOf(directory, env);
  const text = place && readPrivate(place.root, BELOW, place.name);
  try {
    return text === undefined ? undefined : readReport(text, 'the last report');
  } catch {
    return undefined;
  }
}
