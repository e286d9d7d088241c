/** The history of a repository together with those of its submodules. */
import { join } from 'node:path';
import { isInside, realPath } from '../../git/real-path.ts';
import { openRepository } from '../../git/repository.ts';
import { findWorkTree } from '../../git/work-tree.ts';
import { addCoverage, withSkipped } from '../../model/coverage.ts';
import { UserError } from '../../model/error.ts';
import type { Skipped } from '../../model/report.ts';
import { type HistoryOptions, type ScannedHistory, scanHistory } from './scan-history.ts';

/**
 * A repository and, if asked, the submodules that are checked out in it; otherwise these are named as left out.
 *
 * Errors: `not-found`, `not-a-repository`, `git-failed`.
 */
export async function scanWithSubmodules(
  directory: string,
  isNamed: boolean,
  options: HistoryOptions,
  isDeep: boolean,
): Promise<ScannedHistory> {
  const own = await scanHistory(await openRepository(directory, isNamed), options);
  if (!isDeep) {
    const reason = 'submodule: a repository of its own, --recurse-submodules scans it';
    return leavingOut(
      own,
      own.submodules.map((path) => ({ kind: 'excluded', path, reason })),
    );
  }
  let all = own;
  for (const path of own.submodules) {
    try {
      const inner = await scanWithSubmodules(
        checkedOut(directory, path),
        true,
        { ...options, extraObjects: [] },
        true,
      );
      all = together(all, inner, path);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      all = leavingOut(all, [{ kind: 'unread', path, reason: `submodule not scanned: ${error.message}` }]);
    }
  }
  return all;
}

/**
 * Where a submodule lies. Git would take the repository around an empty directory for it. A path with links or `..` may
 * lead to a repository of the user's elsewhere, or back to this one without end.
 *
 * Errors: `not-found`, `refused`.
 */
function checkedOut(directory: string, path: string): string {
  const root = findWorkTree(directory) ?? directory;
  const at = join(root, path);
  const [real, realRoot] = [realPath(at), realPath(root)];
  if (real !== undefined && realRoot !== undefined && (real === realRoot || !isInside(real, realRoot)))
    throw new UserError('refused', 'its path leads out of the repository');
  if (real !== undefined && findWorkTree(at) === at) return at;
  throw new UserError('not-found', 'it is not checked out: git submodule update --init brings it');
}

function leavingOut(scanned: ScannedHistory, skipped: readonly Skipped[]): ScannedHistory {
  return { ...scanned, coverage: withSkipped(scanned.coverage, skipped) };
}

function together(outer: ScannedHistory, inner: ScannedHistory, path: string): ScannedHistory {
  const below = inner.results.map((result) => {
    const { location } = result;
    return { ...result, location: { ...location, path: `${path}/${location.path}` } };
  });
  const skipped = inner.coverage.skipped.map((one) => ({ ...one, path: `${path}/${one.path}` }));
  return {
    ...outer,
    results: [...outer.results, ...below],
    coverage: addCoverage(outer.coverage, { ...inner.coverage, skipped }),
  };
}
