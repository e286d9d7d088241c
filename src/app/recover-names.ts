/** Finds keys again that stand in names of files, or below such a name: a report masks the path that leads there. */
import type { Detector } from '../detect/detector.ts';
import { type BytePath, decodePath } from '../git/byte-path.ts';
import type { Repository } from '../git/repository.ts';
import { listTree } from '../git/tree.ts';
import { isObjectId } from '../model/origin.ts';
import type { Result } from '../model/report.ts';
import { pathIdOf } from '../report/path-id.ts';
import type { ReadFinding } from '../report/read.ts';
import { namesWithin, resultsAt } from '../scan/names.ts';
import { resultOf } from '../scan/scanned.ts';
import type { FileUnit } from '../sources/file-unit.ts';
import { planFiles } from '../sources/files.ts';
import { readFile } from '../sources/read.ts';

export interface NamedOptions {
  readonly detector: Detector;
  readonly cwd: string;
  readonly repository: Repository | undefined;
  readonly signal: AbortSignal;
}

/** Throws `git-failed`. */
export async function recoverNamed(
  findings: readonly ReadFinding[],
  options: NamedOptions,
  keep: (result: Result) => void,
): Promise<void> {
  const told = findings
    .flatMap(({ location, commit, occurrences }) => [{ location, commit }, ...occurrences])
    .filter(({ location }) => location.pathId !== undefined);
  if (told.length === 0) return;
  await recoverHere(new Set(told.map(({ location }) => location.pathId ?? '')), options, keep);
  const commits = new Set(told.flatMap(({ commit }) => commit?.sha ?? []).filter(isObjectId));
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
  { detector, cwd, signal }: NamedOptions,
  keep: (result: Result) => void,
): Promise<void> {
  const { units } = await planFiles({ cwd, paths: [], all: true, exclude: [], signal });
  const named = inNames(
    units.map(({ name }) => name),
    detector,
  );
  for (const result of named) keep(result);
  for (const unit of units) {
    signal.throwIfAborted();
    if (pathIds.has(pathIdOf(decodePath(unit.name)))) keepFrom(unit, detector, keep);
  }
}

function keepFrom(unit: FileUnit, detector: Detector, keep: (result: Result) => void): void {
  const reading = { buffer: detector.buffer, maxBytes: undefined, skip: () => undefined };
  for (const blob of readFile(unit, reading))
    for (const finding of detector.detect(blob)) keep(resultOf(finding));
}
