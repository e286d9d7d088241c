/** The objects that hold findings, read again with everything that stands in them. */
import type { Detector } from '../../detect/detector.ts';
import { advance, startOf } from '../../detect/locate.ts';
import { type ObjectType, type Piece, readObjects } from '../../git/cat-file.ts';
import type { Repository } from '../../git/repository.ts';
import type { Blob, Origin, Position } from '../../model/blob.ts';
import type { Finding } from '../../model/finding.ts';
import { MARGIN } from '../../sources/read.ts';

/** An object, or a window of a large one, and its findings for any path it lies at. */
export interface Hit {
  readonly oid: string;
  readonly type: ObjectType;
  /** The first bytes: of a commit or tag, all of it. */
  readonly bytes: Uint8Array;
  findingsAt(path: string): Finding[];
}

/** Reads suspects again; yields those with findings. Throws `git-failed`. */
export async function* readHits(
  oids: readonly string[],
  detector: Detector,
  repository: Repository,
  signal: AbortSignal,
): AsyncGenerator<Hit> {
  let carried: Carried | undefined;
  for await (const piece of readObjects(oids, { ...repository.git, signal })) {
    if ('missing' in piece) continue;
    const { blob, next } = windowOf(piece, carried);
    carried = next;
    const findingsAt = (path: string): Finding[] => {
      const origin: Origin = { kind: 'git', oid: piece.oid, path };
      return detector.detect({ ...blob, origin });
    };
    if (findingsAt('').length > 0) yield { oid: piece.oid, type: piece.type, bytes: blob.bytes, findingsAt };
  }
}

/** What the next window of a large object starts with. */
interface Carried {
  readonly bytes: Buffer;
  readonly at: Position;
  /** Where in `bytes` the part begins that no window has reported yet. */
  readonly from: number;
}

function windowOf(
  { oid, at, bytes, isLast }: Piece,
  carried: Carried | undefined,
): { blob: Blob; next: Carried | undefined } {
  const origin: Origin = { kind: 'git', oid };
  if (at === 0 && isLast) return { blob: { origin, bytes }, next: undefined };
  const before =
    at === 0 || carried === undefined ? { bytes: Buffer.alloc(0), at: startOf(bytes), from: 0 } : carried;
  const whole = Buffer.concat([before.bytes, bytes]);
  const to = isLast ? whole.length : whole.length - MARGIN;
  const blob: Blob = { origin, bytes: whole, window: { at: before.at, from: before.from, to } };
  // Windows start at even offsets so that UTF-16 stays in step.
  const keepFrom = Math.max(0, to - MARGIN) & ~1;
  const next = {
    bytes: Buffer.from(whole.subarray(keepFrom)),
    at: advance(before.at, whole, 0, keepFrom),
    from: to - keepFrom,
  };
  return { blob, next };
}
