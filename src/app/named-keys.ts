/** The keys that a report names, found again where they are, or keys that are given as they are. */
import { resolve } from 'node:path';
import { createDetector } from '../detect/detector.ts';
import { openRepository, type Repository } from '../git/repository.ts';
import { UserError } from '../model/error.ts';
import type { DetectionPolicy } from '../model/policy.ts';
import type { Result, Skipped } from '../model/report.ts';
import { type ReadReport, readReport } from '../report/read.ts';
import { resultOf } from '../scan/scanned.ts';
import type { Deps } from './deps.ts';
import { findingsOfKeys } from './given-keys.ts';
import { recallLast } from './last.ts';
import { recover } from './recover.ts';

export interface NamingRequest {
  readonly cwd: string;
  /** Directory of the last report. */
  readonly root: string;
  /** Undefined: the last report. */
  readonly named: NamedText | undefined;
}

/** A report, or keys one a line. */
export interface NamedText {
  readonly text: string;
  /** Of a file; undefined for standard input, which alone may hold keys. */
  readonly file: string | undefined;
}

export interface NamedKeys {
  readonly target: string;
  /** They were given as they are. */
  readonly isGiven: boolean;
  readonly results: readonly Result[];
  readonly skipped: readonly Skipped[];
}

/** Errors: `bad-report`, `bad-usage`, `not-found`. Throws the signal's reason if aborted. */
export async function namedKeys(
  request: NamingRequest,
  policy: DetectionPolicy,
  deps: Deps,
): Promise<NamedKeys> {
  deps.signal.throwIfAborted();
  const { named } = request;
  if (named === undefined) {
    return await recovered(request, lastReport(request, deps), 'the last report', policy, deps);
  }
  const { text, file } = named;
  const from = file ?? 'standard input';
  if (file !== undefined || /^\s*\{/.test(text)) {
    return await recovered(request, readReport(text, from), file ?? '-', policy, deps);
  }
  const results = findingsOfKeys(text, policy.ruleset, policy.ownKeys).map(resultOf);
  return { target: from, isGiven: true, results, skipped: [] };
}

function lastReport({ root }: NamingRequest, { env }: Deps): ReadReport {
  const last = recallLast(root, env);
  if (last !== undefined) return last;
  throw new UserError(
    'not-found',
    'no report is named, and no earlier scan of this repository is remembered',
    {
      hint: 'leakward history first, or leakward verify report.json',
    },
  );
}

async function recovered(
  { cwd }: NamingRequest,
  report: ReadReport,
  target: string,
  { ruleset, ownKeys }: DetectionPolicy,
  { signal }: Deps,
): Promise<NamedKeys> {
  const repository = await repositoryOf(cwd, report);
  const detector = createDetector(ruleset, ownKeys);
  const { results, skipped } = await recover(report, { detector, cwd, repository, signal });
  return { target, isGiven: false, results, skipped };
}

/** The repository that a report is of: the one it names, or the one here. Undefined where none is needed. */
async function repositoryOf(cwd: string, { source, findings }: ReadReport): Promise<Repository | undefined> {
  const isNeeded = findings.some(({ blob, commit, occurrences }) =>
    [{ blob, commit }, ...occurrences].some(
      (place) => place.blob !== undefined || place.commit !== undefined,
    ),
  );
  if (!isNeeded) return undefined;
  const isNamed = source.kind === 'history' && source.target !== '.';
  return await openRepository(resolve(cwd, isNamed ? source.target : '.'), isNamed);
}
