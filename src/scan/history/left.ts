/** Objects that come in pieces, looked at one after the other: what git hands out, or what is too large to be held. */
import type { Detector } from '../../detect/detector.ts';
import { type Piece, readDespiteDamage, type Unread } from '../../git/cat-file.ts';
import type { Repository } from '../../git/repository.ts';
import type { Skipped } from '../../model/report.ts';
import { compressionOf } from '../../sources/compressed.ts';
import { createObjectWindower } from '../../sources/windows.ts';
import { isLfsPointer } from './lfs.ts';

/** What was found in them, so far. */
export interface Left {
  readonly suspects: string[];
  /** Blobs that are LFS pointers. */
  readonly pointers: string[];
  /** Blobs whose content is compressed. */
  readonly compressed: string[];
  readonly skipped: Skipped[];
  blobs: number;
  commits: number;
  bytes: number;
}

export function nothingLeft(): Left {
  return { suspects: [], pointers: [], compressed: [], skipped: [], blobs: 0, commits: 0, bytes: 0 };
}

/** Reads objects through git. */
export async function surveyLeft(
  oids: readonly string[],
  repository: Repository,
  { detector, signal }: { readonly detector: Detector; readonly signal: AbortSignal },
): Promise<Left> {
  const left = nothingLeft();
  const watch = createWatch(detector, left);
  for await (const piece of readDespiteDamage(oids, { ...repository.git, signal })) {
    if ('unread' in piece) left.skipped.push(unreadObject(piece));
    else watch(piece);
  }
  return left;
}

/** An object that could not be read, as the coverage tells it. */
export function unreadObject({ oid, unread }: Unread): Skipped {
  return { kind: 'unread', path: `object ${oid}`, reason: unread };
}

/** Looks at pieces, each with the end of the one before, and adds what it finds. */
export function createWatch(detector: Detector, left: Left): (piece: Piece) => void {
  const windowOf = createObjectWindower();
  let last: string | undefined;
  return (piece) => {
    const { oid, type, at, size, isLast } = piece;
    const { bytes } = windowOf(piece);
    if (detector.suspects(bytes, undefined, type === 'tree') && last !== oid) {
      left.suspects.push(oid);
      last = oid;
    }
    if (type === 'blob' && at === 0) {
      if (isLfsPointer(bytes)) left.pointers.push(oid);
      else if (compressionOf(bytes) !== undefined) left.compressed.push(oid);
    }
    if (!isLast) return;
    left.bytes += size;
    if (type === 'blob') left.blobs++;
    else if (type === 'commit') left.commits++;
  };
}
