/** Finds keys again that are in names of files, or below such a name: a report masks the path that leads there. */
import type { Detector } from '../detect/detector.ts';
import { type BytePath, decodePath } from '../git/byte-path.ts';
import { listTree } from '../git/tree.ts';
import { isObjectId } from '../model/origin.ts';
import type { Result } from '../model/report.ts';
import { pathIdOf } from '../report/path-id.ts';
import type { ReadFinding } from '../report/read.ts';
import { namesWithin, resultsAt } from '../scan/names.ts';
import { planFiles } from '../sources/files.ts';
import { type RecoverOptions, recoverIn } from './recover-file.ts';

/** Throws `git-failed`. */
export async function recoverNamed(
  findings: readonly ReadFinding[],
  options: RecoverOptions,
  keep: (result: Result) => void,
): Promise<void> {
  const masked = findings
    .flatMap(({ location, commit, occurrences }) => [{ location, commit }, ...occurrences])
    .filter(({ location }) => location.pathId !== undefined);
  if (masked.length === 0) return;
  await recoverHere(new Set(masked.map(({ location }) => location.pathId ?? '')), options, keep);
  const commits = new Set(masked.flatMap(({ commit }) => commit?.sha ?? []).filter(isObjectId));
  const { repository, detector } = options;
  if (repository === undefined) return;
  for (const commit of commits) {
    const files = await listTree(repository, commit);
    for (const result of inNames(
      files.map(({ path }) => path),
      detector,
    ))
      keep(result);
  }
}

function inNames(paths: readonly BytePath[], detector: Detector): readonly Result[] {
  return resultsAt(paths, namesWithin(paths, detector));
}

async function recoverHere(
  pathIds: ReadonlySet<string>,
  { detector, cwd, signal }: RecoverOptions,
  keep: (result: Result) => void,
): Promise<void> {
  const { units } = await planFiles({ cwd, paths: [], all: true, exclude: [], signal });
  const named = inNames(
    units.map(({ name }) => name),
    detector,
  );
  for (const result of named) keep(result);
  const masked = units.filter(({ name }) => pathIds.has(pathIdOf(decodePath(name))));
  await recoverIn(masked, { detector, signal }, keep);
}
