/**
 * Finds the keys of a report again: a report holds none. Each is looked for where the report says it is, and is
 * taken only if its hash is the report's.
 */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Location } from '../model/finding.ts';
import type { Result, Skipped } from '../model/report.ts';
import type { ReadFinding, ReadReport } from '../report/read.ts';
import { readHits } from '../scan/history/hits.ts';
import { resultOf } from '../scan/scanned.ts';
import { planFiles } from '../sources/files.ts';
import { type RecoverOptions, recoverIn } from './recover-file.ts';
import { recoverNamed } from './recover-names.ts';

export interface Recovered {
  readonly results: readonly Result[];
  /** Findings whose key was not found again. */
  readonly skipped: readonly Skipped[];
}

/** What was found again, by place and by key. */
interface Found {
  keep(result: Result): void;
  /** What is just there; else the same key from another place, without what only that place allows. */
  at(reported: ReadFinding): Result | undefined;
}

function createFound(wanted: ReadonlySet<string>): Found {
  const places = new Map<string, Result>();
  const keys = new Map<string, Result>();
  return {
    keep(result) {
      const { finding, blob, location } = result;
      const { fingerprint } = finding;
      if (!wanted.has(fingerprint)) return;
      places.set(placeOf(fingerprint, blob ?? location.path, location), result);
      if (!keys.has(fingerprint)) keys.set(fingerprint, result);
    },
    at({ fingerprint, blob, location }) {
      const here = places.get(placeOf(fingerprint, blob ?? location.path, location));
      const there = keys.get(fingerprint);
      if (here !== undefined || there === undefined) return here;
      const { allowedInline: _, unclosedAllow: __, ...elsewhere } = there;
      return elsewhere;
    },
  };
}

function placeOf(fingerprint: string, bytes: string, { startLine, startColumn }: Location): string {
  return [fingerprint, bytes, startLine, startColumn].join('\0');
}

/** Throws `git-failed` where git cannot read the repository. */
export async function recover(report: ReadReport, options: RecoverOptions): Promise<Recovered> {
  const { findings } = report;
  const found = createFound(new Set(findings.map(({ fingerprint }) => fingerprint)));
  await recoverBlobs(findings, options, found.keep);
  for (const more of [recoverFiles, recoverNamed]) {
    const lost = findings.filter((reported) => found.at(reported) === undefined);
    await more(lost, options, found.keep);
  }
  const lost = new Map<string, ReadFinding>();
  const results = findings.flatMap((reported) => {
    const again = found.at(reported);
    if (again === undefined) lost.set(reported.fingerprint, reported);
    return again === undefined ? [] : [asReported(reported, again)];
  });
  return { results, skipped: [...lost.values()].map(skippedOf) };
}

async function recoverBlobs(
  findings: readonly ReadFinding[],
  { detector, repository, signal }: RecoverOptions,
  keep: Found['keep'],
): Promise<void> {
  const paths = new Map<string, string>();
  for (const { blob, location, occurrences } of findings) {
    for (const place of [{ blob, location }, ...occurrences])
      if (place.blob !== undefined && !paths.has(place.blob)) paths.set(place.blob, place.location.path);
  }
  if (repository === undefined || paths.size === 0) return;
  for await (const hit of readHits([...paths.keys()], detector, repository, signal)) {
    if ('unread' in hit) continue;
    const path = hit.type === 'blob' ? paths.get(hit.oid) : undefined;
    for (const finding of hit.findingsAt(path)) keep(resultOf(finding));
  }
}

async function recoverFiles(
  findings: readonly ReadFinding[],
  { detector, cwd, signal }: RecoverOptions,
  keep: Found['keep'],
): Promise<void> {
  const places = findings.flatMap(({ location, occurrences }) => [
    location,
    ...occurrences.map((one) => one.location),
  ]);
  const paths = [...new Set(places.map(({ path }) => path))].filter((path) => isFile(resolve(cwd, path)));
  if (paths.length === 0) return;
  const { units } = await planFiles({ cwd, paths, all: true, exclude: [], signal });
  await recoverIn(units, { detector, signal }, keep);
}

/** A report may name anything: a device or a pipe would be read for ever, a directory whole. */
function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** The judgement is that of the bytes as they are; where else the key is comes from the report. */
function asReported(reported: ReadFinding, { blob: _, ...again }: Result): Result {
  const { location, commit, blob, reachable, inHead, occurrences, verdict } = reported;
  return {
    ...again,
    location,
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
