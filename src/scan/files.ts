/** The scan of files: all threads take from one queue, each file is read when its turn comes, so memory stays flat. */
import { availableParallelism } from 'node:os';
import type { Detector } from '../detect/detector.ts';
import { NO_COVERAGE } from '../model/coverage.ts';
import { early } from '../model/early.ts';
import type { Finding, OwnKey } from '../model/finding.ts';
import type { Skipped } from '../model/report.ts';
import type { Ruleset } from '../model/rule.ts';
import type { FilesPlan } from '../sources/files.ts';
import { createPace, whileTelling } from '../sources/turn.ts';
import { namesWithin, resultsAt } from './names.ts';
import { resultOf, type Scanned } from './scanned.ts';
import { newBytes, type Share, scanShare } from './share.ts';
import type { Hand, Job } from './worker.ts';

export interface ScanOptions {
  /** Of the rules and keys below, which other threads compile again. */
  readonly detector: Detector;
  readonly ruleset: Ruleset;
  readonly ownKeys: readonly OwnKey[];
  readonly maxBytes: number | undefined;
  /** Threads to use; undefined: as many as there are processors. */
  readonly threads: number | undefined;
  readonly signal: AbortSignal;
  /** Told now and then how far it is. */
  readonly progress: (done: number, all: number) => void;
}

/** Fewer files are scanned before a thread would have started. */
const LEAST_FOR_THREADS = 20_000;

/** Scans the planned files. Throws the signal's reason if aborted. */
export async function scanFiles(plan: FilesPlan, options: ScanOptions): Promise<Scanned> {
  const { ruleset, ownKeys, maxBytes } = options;
  const next = new Int32Array(new SharedArrayBuffer(4));
  const job = { ruleset, ownKeys, maxBytes, units: plan.units, next };
  const hands = await hireFor(job, options.threads ?? availableParallelism());
  try {
    const all = plan.units.length;
    const report = (): void => options.progress(Math.min(Atomics.load(next, 0), all), all);
    const own = await scanShare(options.detector, { ...job, pace: createPace(options.signal, report) });
    const finished = early(Promise.all(hands.map((hand) => hand.finish())));
    const others = await whileTelling(finished, options.signal, report);
    const scanned = together(plan, [own, ...others.filter((share) => share !== undefined)]);
    const paths = plan.units.map(({ name }) => name);
    const named = resultsAt(paths, namesWithin(paths, options.detector));
    return { ...scanned, results: [...scanned.results, ...named] };
  } finally {
    for (const hand of hands) hand.stop();
  }
}

async function hireFor(job: Job, threads: number): Promise<Hand[]> {
  if (job.units.length < LEAST_FOR_THREADS || threads < 2) return [];
  const { hire } = await import('./worker.ts');
  return Array.from({ length: threads - 1 }, () => hire(job));
}

function together(plan: FilesPlan, shares: readonly Share[]): Scanned {
  const skipped = [...plan.skipped, ...shares.flatMap((share) => share.skipped)];
  skipped.sort((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path)));
  const files = shares.reduce((sum, share) => sum + share.files, 0);
  const bytes = shares.reduce((sum, share) => sum + share.bytes, 0);
  return {
    results: shares.flatMap((share) => share.findings.map(resultOf)),
    coverage: { ...NO_COVERAGE, files, bytes, skipped, notes: plan.notes },
  };
}

/** Scans standard input. @param path to report. Throws what reading throws, and the signal's reason if aborted. */
export async function scanStdin(
  chunks: AsyncIterable<Buffer>,
  path: string,
  { detector, maxBytes, signal }: Pick<ScanOptions, 'detector' | 'maxBytes' | 'signal'>,
): Promise<Scanned> {
  const { streamBlobs } = await import('../sources/stream-blobs.ts');
  const pace = createPace(signal);
  const findings: Finding[] = [];
  const skipped: Skipped[] = [];
  const skip = (one: Skipped): void => void skipped.push(one);
  let bytes = 0;
  for await (const blob of streamBlobs({ kind: 'stdin', path }, chunks, { maxBytes, skip })) {
    const unread = (reason: string): void => skip({ kind: 'unread', path, reason });
    for (const finding of await detector.detectInTurns(blob, pace, unread)) findings.push(finding);
    bytes += newBytes(blob);
  }
  const files = skipped.length === 0 ? 1 : 0;
  return {
    results: findings.map(resultOf),
    coverage: { ...NO_COVERAGE, files, bytes, skipped },
  };
}
