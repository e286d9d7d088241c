/** `leakward history`: every object of a repository to a report. */
import { join, resolve } from 'node:path';
import { reportOf } from '../app/report.ts';
import { createDetector } from '../detect/detector.ts';
import { isDate } from '../git/date.ts';
import { sinceRevision } from '../git/log.ts';
import { inheritedObjects } from '../git/objects/store.ts';
import { openRepository } from '../git/repository.ts';
import { findWorkTree } from '../git/work-tree.ts';
import { addCoverage, withNotes, withSkipped } from '../model/coverage.ts';
import { UserError } from '../model/error.ts';
import { exitCodeOf } from '../model/policy.ts';
import { quoted } from '../model/quote.ts';
import type { Report, Skipped } from '../model/report.ts';
import type { Ruleset } from '../model/rule.ts';
import { foreignTargets, scanPolicyAt } from '../policy/foreign.ts';
import type { FindHolders } from '../scan/history/holders.ts';
import { holdersOf } from '../scan/history/holders.ts';
import type { HistoryOptions, ScannedHistory } from '../scan/history/scan-history.ts';
import { scanHistory } from '../scan/history/scan-history.ts';
import { rememberLast } from '../scan/last.ts';
import type { ReportInput } from '../scan/report.ts';
import { askingOf } from './asking.ts';
import type { CallOf } from './call.ts';
import { depsOf } from './deps.ts';
import { OPTIONS } from './options.ts';
import { checkOutputs, write } from './output.ts';
import { createProgress } from './progress.ts';
import { ownKeysOf, policyPlaceOf } from './shared.ts';

export async function run(call: CallOf<'history'>): Promise<number> {
  checkOutputs(call);
  const target = call.arguments.repository;
  const report = await history(call, resolve(call.io.cwd, target ?? '.'), target);
  rememberLast(call.root, report, call.io.env);
  await write(call, report);
  return exitCodeOf(report);
}

/** The report of a history as the call asks for it. */
export async function history(
  call: CallOf<'history'>,
  directory: string,
  target: string | undefined,
): Promise<Report> {
  const { options } = call;
  const foreign = target === undefined ? [] : foreignTargets(call.io.cwd, [directory], true);
  const { policy, notes } = await scanPolicyAt(policyPlaceOf(call, options), foreign, {
    isTrusted: options.trustTarget,
    baseline: OPTIONS.baseline.fallback,
    signal: call.io.signal,
  });
  const historyOptions = await historyOptionsOf(call, policy.ruleset);
  const progress = createProgress(call.io, options.quiet, 'objects');
  const deep = { ...historyOptions, progress: progress.tell };
  const read = await scanDeep(directory, target !== undefined, deep, options.recurseSubmodules).finally(
    progress.end,
  );
  const scanned = withEmptiness(read, options);
  const { results, placed, coverage } = scanned;
  const findHolders: FindHolders = async (fingerprints) => {
    const repository = await openRepository(directory, target !== undefined);
    return await holdersOf(repository, placed, fingerprints, call.io.signal);
  };
  const input: ReportInput = {
    source: { kind: 'history', target: target ?? '.' },
    results,
    coverage: { ...coverage, notes: [...notes, ...coverage.notes] },
    policy,
    isWhole: false,
  };
  return await reportOf(input, askingOf(call), depsOf(call), findHolders);
}

async function historyOptionsOf(call: CallOf<'history'>, ruleset: Ruleset): Promise<HistoryOptions> {
  const { options, io } = call;
  const { range, since } = options;
  if (range?.startsWith('-') === true)
    throw new UserError('bad-usage', `--range takes A..B, not ${quoted(range)}`);
  if (since !== undefined && !isDate(since))
    throw new UserError('bad-usage', `--since takes a date, not ${quoted(since)}`, {
      hint: 'leakward history --since 2026-01-31, or --since 2.weeks.ago',
    });
  const ownKeys = await ownKeysOf(call, ruleset, [], true);
  const revisions = [
    ...(since === undefined ? [] : [await sinceRevision(since, io.cwd)]),
    ...(range === undefined ? [] : [range]),
  ];
  return {
    detector: createDetector(ruleset, ownKeys),
    ruleset,
    ownKeys,
    threads: options.threads,
    signal: io.signal,
    revisions: since !== undefined && range === undefined ? [...revisions, '--all'] : revisions,
    reachableOnly: options.reachableOnly,
    cache: options.cache && io.env,
    extraObjects: inheritedObjects(io.env),
  };
}

/** Nothing to read is said: no commits yet, or none in the range or time. */
function withEmptiness(
  scanned: ScannedHistory,
  { range, since }: CallOf<'history'>['options'],
): ScannedHistory {
  const { coverage } = scanned;
  if (coverage.commits + coverage.blobs > 0) return scanned;
  const limits = [
    ...(range === undefined ? [] : [`in ${range}`]),
    ...(since === undefined ? [] : [`since ${since}`]),
  ];
  const note = `there are no commits ${limits.length === 0 ? 'yet' : limits.join(' ')}`;
  return { ...scanned, coverage: withNotes(coverage, [note]) };
}

/** A repository and, if asked, the submodules that are checked out in it. */
async function scanDeep(
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
      const inner = await scanDeep(checkedOut(directory, path), true, { ...options, extraObjects: [] }, true);
      all = together(all, inner, path);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      all = leavingOut(all, [{ kind: 'unread', path, reason: `submodule not scanned: ${error.message}` }]);
    }
  }
  return all;
}

/** Where a submodule lies. Git would take the repository round an empty directory for it. Errors: `not-found`. */
function checkedOut(directory: string, path: string): string {
  const at = join(findWorkTree(directory) ?? directory, path);
  if (findWorkTree(at) === at) return at;
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
