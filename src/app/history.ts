/** Every object of a repository to a report. */
import { createDetector } from '../detect/detector.ts';
import { sinceRevision } from '../git/log.ts';
import { inheritedObjects } from '../git/objects/store.ts';
import { openRepository } from '../git/repository.ts';
import { withNotes } from '../model/coverage.ts';
import type { Policy } from '../model/policy.ts';
import type { Report } from '../model/report.ts';
import type { FindHolders } from '../scan/history/holders.ts';
import { holdersOf } from '../scan/history/holders.ts';
import type { HistoryOptions, ScannedHistory } from '../scan/history/scan-history.ts';
import { scanWithSubmodules } from '../scan/history/submodules.ts';
import type { Asking } from './asking.ts';
import type { Deps } from './deps.ts';
import { reportOf } from './report.ts';

export interface HistoryRequest {
  readonly cwd: string;
  readonly directory: string;
  /** The repository as it was named; undefined: the one of the working directory. */
  readonly target: string | undefined;
  /** Only what the commits of `A..B` put in. */
  readonly range: string | undefined;
  /** Only what commits since this date put in, as git takes dates. */
  readonly since: string | undefined;
  /** Leave out what no ref leads to. */
  readonly reachableOnly: boolean;
  /** Read only what no earlier run has settled. */
  readonly usesMemory: boolean;
  readonly recurseSubmodules: boolean;
  readonly threads: number | undefined;
  /** Undefined: no provider is asked. */
  readonly asking: Asking | undefined;
  /** What the report says besides. */
  readonly notes: readonly string[];
}

/** Errors: `not-found`, `not-a-repository`, `git-failed`. */
export async function history(request: HistoryRequest, policy: Policy, deps: Deps): Promise<Report> {
  const { directory, target, recurseSubmodules, notes, asking } = request;
  const isNamed = target !== undefined;
  const options = await optionsOf(request, policy, deps);
  const read = await deps.progress('objects', (progress) =>
    scanWithSubmodules(directory, isNamed, { ...options, progress }, recurseSubmodules),
  );
  const { results, placed, coverage } = withEmptiness(read, request);
  const findHolders: FindHolders = async (fingerprints) => {
    const repository = await openRepository(directory, isNamed);
    return await holdersOf(repository, placed, fingerprints, deps.signal);
  };
  const input = {
    source: { kind: 'history', target: target ?? '.' },
    results,
    coverage: { ...coverage, notes: [...notes, ...coverage.notes] },
    policy,
    isWhole: false,
  } as const;
  return await reportOf(input, asking, deps, findHolders);
}

async function optionsOf(
  { cwd, range, since, reachableOnly, usesMemory, threads }: HistoryRequest,
  { ruleset, ownKeys }: Policy,
  { env, signal }: Deps,
): Promise<HistoryOptions> {
  const revisions = [
    ...(since === undefined ? [] : [await sinceRevision(since, cwd)]),
    ...(range === undefined ? [] : [range]),
  ];
  return {
    detector: createDetector(ruleset, ownKeys),
    ruleset,
    ownKeys,
    threads,
    signal,
    revisions: since !== undefined && range === undefined ? [...revisions, '--all'] : revisions,
    reachableOnly,
    ...(usesMemory && { cache: env }),
    // Says the same; for comparison, and where the kernel does harm.
    isTwin: env['LEAKWARD_READER'] === 'typescript',
    extraObjects: inheritedObjects(env),
  };
}

/** Nothing to read is said: no commits yet, or none in the range or time. */
function withEmptiness(scanned: ScannedHistory, { range, since }: HistoryRequest): ScannedHistory {
  const { coverage } = scanned;
  if (coverage.commits + coverage.blobs > 0) return scanned;
  const limits = [
    ...(range === undefined ? [] : [`in ${range}`]),
    ...(since === undefined ? [] : [`since ${since}`]),
  ];
  const note = `there are no commits ${limits.length === 0 ? 'yet' : limits.join(' ')}`;
  return { ...scanned, coverage: withNotes(coverage, [note]) };
}
