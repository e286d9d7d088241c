/** Files, or one stream of bytes, to a report. */
import { createDetector } from '../detect/detector.ts';
import type { ScannedFile } from '../keys/collect.ts';
import { withSkipped } from '../model/coverage.ts';
import { early } from '../model/early.ts';
import type { OwnKey } from '../model/finding.ts';
import type { ReportPolicy } from '../model/policy.ts';
import type { Report } from '../model/report.ts';
import { scanFiles, scanStdin } from '../scan/files.ts';
import type { Scanned } from '../scan/scanned.ts';
import { planFiles } from '../sources/files.ts';
import type { Asking } from './asking.ts';
import type { Deps } from './deps.ts';
import { reportOf } from './report.ts';

/** What a scan is judged by. Which keys are own ones depends on it: untracked .env files have some. */
export interface FilesPolicy extends ReportPolicy {
  readonly ownKeys: (files: readonly ScannedFile[]) => Promise<readonly OwnKey[]>;
}

export interface ScanRequest {
  /** As the report names what was scanned. */
  readonly target: string;
  readonly maxBytes: number | undefined;
  /** Undefined: no provider is asked. */
  readonly asking: Asking | undefined;
  /** What the report says besides. */
  readonly notes: readonly string[];
}

export interface PathsRequest extends ScanRequest {
  readonly cwd: string;
  /** Empty: the working directory. */
  readonly paths: readonly string[];
  /** In a work tree also what git ignores. */
  readonly all: boolean;
  /** Globs of paths that are left out. */
  readonly exclude: readonly string[];
  readonly threads: number | undefined;
  /** All that suppressions are about is scanned, so that one which is not met is stale. */
  readonly isWhole: boolean;
}

/** Errors: `not-found` for a path, `git-failed`. */
export async function scanPaths(request: PathsRequest, policy: FilesPolicy, deps: Deps): Promise<Report> {
  const { cwd, paths, all, exclude, maxBytes, threads } = request;
  const { ruleset } = policy;
  const { signal } = deps;
  const planned = early(planFiles({ cwd, paths, all, exclude, signal }));
  // Made while git lists the files.
  const plain = createDetector(ruleset);
  const plan = await planned;
  await deps.detail(`${plan.units.length} files to read, ${plan.skipped.length} paths left out`);
  const ownKeys = await policy.ownKeys(plan.units);
  const detector = ownKeys.length === 0 ? plain : createDetector(ruleset, ownKeys);
  const scanned = await deps.progress('files', (progress) =>
    scanFiles(plan, { detector, ruleset, ownKeys, maxBytes, threads, signal, progress }),
  );
  return await scanReport('files', scanned, request, policy, deps);
}

export interface StreamRequest extends ScanRequest {
  readonly chunks: AsyncIterable<Buffer>;
}

export async function scanStream(request: StreamRequest, policy: FilesPolicy, deps: Deps): Promise<Report> {
  const { chunks, target, maxBytes } = request;
  const detector = createDetector(policy.ruleset, await policy.ownKeys([]));
  const scanned = await scanStdin(chunks, target, { detector, maxBytes, signal: deps.signal });
  return await scanReport('stdin', scanned, { ...request, isWhole: false }, policy, deps);
}

async function scanReport(
  kind: 'files' | 'stdin',
  scanned: Scanned,
  { target, notes, isWhole, asking }: ScanRequest & Pick<PathsRequest, 'isWhole'>,
  policy: ReportPolicy,
  deps: Deps,
): Promise<Report> {
  const { results, coverage } = notEmpty(scanned, target);
  const input = {
    source: { kind, target },
    results,
    coverage: { ...coverage, notes: [...notes, ...coverage.notes] },
    policy,
    isWhole,
  };
  return await reportOf(input, asking, deps);
}

/** Where paths were to be read and nothing was, the report says why. What is left out is named with its reason. */
function notEmpty({ results, coverage }: Scanned, path: string): Scanned {
  if (coverage.files > 0 || coverage.skipped.length > 0) return { results, coverage };
  const skipped = [{ kind: 'unread', path, reason: 'nothing was read: there are no files' }] as const;
  return { results, coverage: withSkipped(coverage, skipped) };
}
