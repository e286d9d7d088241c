/** What a range, the index or a patch introduces, to a report. */
import { createDetector } from '../detect/detector.ts';
import { openRepository } from '../git/repository.ts';
import { withNotes } from '../model/coverage.ts';
import { early } from '../model/early.ts';
import type { Policy } from '../model/policy.ts';
import type { Coverage, Report } from '../model/report.ts';
import { scanPatch } from '../scan/change/patch.ts';
import { scanStaged } from '../scan/change/staged.ts';
import { scanHistory } from '../scan/history/scan-history.ts';
import type { Scanned } from '../scan/scanned.ts';
import type { Asking } from './asking.ts';
import type { Deps } from './deps.ts';
import { reportOf } from './report.ts';

/** A change of the repository of the working directory, or a patch. */
export type Change =
  /** `A..B`, as git takes it. */
  | { readonly kind: 'range'; readonly revisions: string }
  | { readonly kind: 'staged' }
  | { readonly kind: 'patch'; readonly chunks: AsyncIterable<Buffer>; readonly name: string };

export interface DiffRequest {
  readonly cwd: string;
  readonly change: Change;
  /** As the report names the change. */
  readonly target: string;
  readonly threads: number | undefined;
  /** Undefined: no provider is asked. */
  readonly asking: Asking | undefined;
}

/** Errors: `not-a-repository`, `git-failed`. */
export async function diff(request: DiffRequest, policy: Policy, deps: Deps): Promise<Report> {
  const { target, asking } = request;
  const { results, coverage } = await scanChange(request, policy, deps);
  const input = {
    source: { kind: 'diff', target },
    results,
    coverage: withEmptiness(coverage, request),
    policy,
    isWhole: false,
  } as const;
  return await reportOf(input, asking, deps);
}

async function scanChange(
  { cwd, change, threads }: DiffRequest,
  { ruleset, ownKeys }: Policy,
  { signal }: Deps,
): Promise<Scanned> {
  const detector = createDetector(ruleset, ownKeys);
  if (change.kind === 'patch') return await scanPatch(change.chunks, change.name, detector);
  const repository = await openRepository(cwd, false);
  if (change.kind === 'staged') {
    const ready = early(Promise.resolve(detector));
    return await scanStaged({ detector: ready, git: { cwd, signal }, env: {}, repository });
  }
  return await scanHistory(repository, {
    detector,
    ruleset,
    ownKeys,
    revisions: [change.revisions],
    introducedOnly: true,
    threads,
    signal,
  });
}

/** A change with nothing in it is said. A patch says it itself. */
function withEmptiness(coverage: Coverage, { change, target }: DiffRequest): Coverage {
  const { blobs, commits, files, bytes, notes, skipped } = coverage;
  if (blobs + commits + files + bytes + skipped.length + notes.length > 0) return coverage;
  const note = change.kind === 'staged' ? 'nothing is staged' : `there are no commits in ${target}`;
  return withNotes(coverage, [note]);
}
