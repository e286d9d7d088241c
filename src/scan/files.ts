/** The scan of files: plan, read, detect. One thread; `units` are pulled one at a time, so memory stays flat. */
import { createDetector, type Detector } from '../detect/detector.ts';
import type { Blob } from '../model/blob.ts';
import type { Finding, OwnKey } from '../model/finding.ts';
import type { Coverage, Skipped } from '../model/report.ts';
import type { Ruleset } from '../model/rule.ts';
import type { FilesPlan } from '../sources/files.ts';
import { readFile } from '../sources/read.ts';

/** What a scan of any source yields. */
export interface Scanned {
  readonly findings: readonly Finding[];
  readonly coverage: Coverage;
  readonly incomplete: boolean;
}

export interface ScanOptions {
  readonly ruleset: Ruleset;
  readonly ownKeys: readonly OwnKey[];
  readonly maxBytes: number | undefined;
  readonly signal: AbortSignal;
  /** Told now and then how far it is. */
  readonly progress: (done: number, all: number) => void;
}

/** How many files are read between two looks at the signal and the clock. */
const TURN = 64;

/** Scans the planned files. Throws the signal's reason if aborted. */
export async function scanFiles(plan: FilesPlan, options: ScanOptions): Promise<Scanned> {
  const detector = createDetector(options.ruleset, options.ownKeys);
  const skipped: Skipped[] = [...plan.skipped];
  const findings: Finding[] = [];
  let bytes = 0;
  let files = 0;
  for (const [i, unit] of plan.units.entries()) {
    if (i % TURN === 0) await turn(options, i, plan.units.length);
    const before = skipped.length;
    const reading = {
      buffer: detector.buffer,
      maxBytes: options.maxBytes,
      skip: (one: Skipped) => skipped.push(one),
    };
    for (const blob of readFile(unit, reading)) {
      findings.push(...detector.detect(blob));
      bytes += newBytes(blob);
      if (blob.window !== undefined) await turn(options, i, plan.units.length);
    }
    if (skipped.length === before) files++;
  }
  const coverage = { files, blobs: 0, commits: 0, bytes, skipped, notes: [] };
  return { findings, coverage, incomplete: skipped.some(({ kind }) => kind === 'unread') || files === 0 };
}

/** Lets signals arrive. */
async function turn({ signal, progress }: ScanOptions, done: number, all: number): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  signal.throwIfAborted();
  progress(done, all);
}

function newBytes({ bytes, window }: Blob): number {
  return window === undefined ? bytes.length : window.to - window.from;
}

/** Scans bytes that are in memory already: standard input. */
export function scanBytes(bytes: Uint8Array, path: string, detector: Detector): Scanned {
  const findings = detector.detect({ origin: { kind: 'stdin', path }, bytes });
  const coverage = { files: 1, blobs: 0, commits: 0, bytes: bytes.length, skipped: [], notes: [] };
  return { findings, coverage, incomplete: false };
}
