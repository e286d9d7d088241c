/** The part of a scan that one thread does: it takes files from a queue that all threads share. */
import type { Detector } from '../detect/detector.ts';
import type { Blob } from '../model/blob.ts';
import type { Finding } from '../model/finding.ts';
import { pathText } from '../model/origin.ts';
import type { Pace } from '../model/pace.ts';
import type { Skipped } from '../model/report.ts';
import type { FileUnit } from '../sources/file-unit.ts';
import { readFile } from '../sources/read.ts';

/** Files that are taken at a time. */
const TURN = 64;

/** What one thread found. */
export interface Share {
  readonly findings: Finding[];
  readonly skipped: Skipped[];
  files: number;
  bytes: number;
}

export interface ShareOptions {
  readonly units: readonly FileUnit[];
  /** The number of the next file, shared by all threads. */
  readonly next: Int32Array;
  readonly maxBytes: number | undefined;
  /** Called between two files and two windows; may throw to end the scan. */
  readonly pace: Pace;
}

/** Takes files until none are left. */
export async function scanShare(detector: Detector, options: ShareOptions): Promise<Share> {
  const { units, next, pace } = options;
  const share: Share = { findings: [], skipped: [], files: 0, bytes: 0 };
  for (let from = Atomics.add(next, 0, TURN); from < units.length; from = Atomics.add(next, 0, TURN)) {
    for (const unit of units.slice(from, from + TURN)) {
      await pace();
      await scanFile(detector, unit, options, share);
    }
  }
  return share;
}

async function scanFile(
  detector: Detector,
  unit: FileUnit,
  options: ShareOptions,
  share: Share,
): Promise<void> {
  const before = share.skipped.length;
  const reading = {
    buffer: detector.buffer,
    maxBytes: options.maxBytes,
    skip: (skipped: Skipped) => void share.skipped.push(skipped),
  };
  const look = async (blob: Blob): Promise<void> => {
    const unread = (reason: string): void =>
      reading.skip({ kind: 'unread', path: pathText(blob.origin), reason });
    for (const finding of await detector.detectInTurns(blob, options.pace, unread))
      share.findings.push(finding);
    share.bytes += newBytes(blob);
  };
  if (unit.kind === 'stream') {
    const { readStream } = await import('../sources/stream-blobs.ts');
    for await (const blob of readStream(unit, { ...reading, pause: () => options.pace() })) await look(blob);
  } else {
    for (const blob of readFile(unit, reading)) {
      await look(blob);
      if (blob.window !== undefined) await options.pace();
    }
  }
  if (share.skipped.length === before) share.files++;
}

/** Bytes that no window before had. */
export function newBytes({ bytes, window }: Blob): number {
  return window === undefined ? bytes.length : window.to - window.from;
}
