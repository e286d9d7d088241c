/**
 * Finds the keys of a report again: a report holds none. Each is looked for where the report says it stands, and is
 * taken only if its hash is the report's.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Detector } from '../detect/detector.ts';
import type { Repository } from '../git/repository.ts';
import type { Finding } from '../model/finding.ts';
import type { Result, Skipped } from '../model/report.ts';
import type { ReadFinding, ReadReport } from '../report/read.ts';
import { planFiles } from '../sources/files.ts';
import { readFile } from '../sources/read.ts';
import { readHits } from './history/hits.ts';

export interface RecoverOptions {
  readonly detector: Detector;
  /** What paths of files are relative to. */
  readonly cwd: string;
  /** Where blobs are; undefined outside a repository. */
  readonly repository: Repository | undefined;
  readonly signal: AbortSignal;
}

export interface Recovered {
  readonly results: readonly Result[];
  /** Findings whose key was not found again. */
  readonly skipped: readonly Skipped[];
}

/** Throws `git-failed` where git cannot read the repository. */
export async function recover(report: ReadReport, options: RecoverOptions): Promise<Recovered> {
  const found = new Map<string, Finding>();
  const wanted = new Map(report.findings.map((finding) => [finding.fingerprint, finding]));
  const keep = (finding: Finding): void => {
    if (wanted.has(finding.fingerprint) && !found.has(finding.fingerprint))
      found.set(finding.fingerprint, finding);
  };
  await recoverBlobs(report.findings, options, keep);
  const missing = report.findings.filter(({ fingerprint }) => !found.has(fingerprint));
  await recoverFiles(missing, options, keep);
  const results = [...wanted.values()].flatMap((told) => {
    const finding = found.get(told.fingerprint);
    return finding === undefined ? [] : [resultOf(told, finding)];
  });
  const lost = [...wanted.values()].filter(({ fingerprint }) => !found.has(fingerprint));
  return { results, skipped: lost.map(skippedOf) };
}

async function recoverBlobs(
  findings: readonly ReadFinding[],
  { detector, repository, signal }: RecoverOptions,
  keep: (finding: Finding) => void,
): Promise<void> {
  const paths = new Map<string, string>();
  for (const { blob, location, occurrences } of findings) {
    for (const place of [{ blob, location }, ...occurrences])
      if (place.blob !== undefined && !paths.has(place.blob)) paths.set(place.blob, place.location.path);
  }
  if (repository === undefined || paths.size === 0) return;
  for await (const { oid, findingsAt } of readHits([...paths.keys()], detector, repository, signal))
    for (const finding of findingsAt(paths.get(oid) ?? '')) keep(finding);
}

async function recoverFiles(
  findings: readonly ReadFinding[],
  { detector, cwd, signal }: RecoverOptions,
  keep: (finding: Finding) => void,
): Promise<void> {
  const told = findings.flatMap(({ location, occurrences }) => [
    location,
    ...occurrences.map((one) => one.location),
  ]);
  const paths = [...new Set(told.map(({ path }) => path))].filter((path) => existsSync(resolve(cwd, path)));
  if (paths.length === 0) return;
  const { units } = await planFiles({ cwd, paths, all: true, exclude: [], signal });
  for (const unit of units) {
    signal.throwIfAborted();
    const reading = { buffer: detector.buffer, maxBytes: undefined, skip: () => undefined };
    for (const blob of readFile(unit, reading)) for (const finding of detector.detect(blob)) keep(finding);
  }
}

/** The judgement is that of the bytes as they are; where else the key stands is the report's word. */
function resultOf(told: ReadFinding, finding: Finding): Result {
  const { commit, blob, reachable, inHead, occurrences, verdict } = told;
  return {
    finding: { ...finding, location: told.location },
    occurrences,
    ...(commit && { commit }),
    ...(blob !== undefined && { blob }),
    ...(reachable !== undefined && { reachable }),
    ...(inHead !== undefined && { inHead }),
    ...(verdict && { verdict }),
  };
}

function skippedOf({ redacted, location }: ReadFinding): Skipped {
  return {
    kind: 'unread',
    path: location.path,
    reason: `${redacted} stands no longer where the report says`,
  };
}
