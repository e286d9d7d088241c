/** From bytes that come in pieces (objects from git, streams, patches) to windows that overlap. */
import { advance, startOf } from '../detect/locate.ts';
import type { Piece as GitPiece } from '../git/cat-file.ts';
import type { Blob, Origin, Position } from '../model/blob.ts';
import { MARGIN, WINDOW } from './read.ts';

/** Consecutive bytes of a whole. Every piece but the last has at least `MARGIN` bytes. */
export interface Piece {
  /** Offset in the whole. */
  readonly at: number;
  readonly bytes: Buffer;
  readonly isLast: boolean;
}

/** What the next window of a large object starts with. */
interface Carried {
  readonly bytes: Buffer;
  readonly at: Position;
  /** Where in `bytes` the part begins that no window has reported yet. */
  readonly from: number;
}

/** Takes pieces in order; gives the blob of each: all of what came in one piece, a window of what did not. */
export function createWindower(): (piece: Piece, origin: Origin) => Blob {
  let carried: Carried | undefined;
  return ({ at, bytes, isLast }, origin) => {
    if (at === 0 && isLast) return { origin, bytes };
    const before = at === 0 ? undefined : carried;
    const whole = before === undefined ? bytes : Buffer.concat([before.bytes, bytes]);
    const place = before?.at ?? startOf(bytes);
    const to = isLast ? whole.length : whole.length - MARGIN;
    // Windows start at even offsets so that UTF-16 stays in step.
    const keepFrom = Math.max(0, to - MARGIN) & ~1;
    carried = {
      bytes: Buffer.from(whole.subarray(keepFrom)),
      at: advance(place, whole, 0, keepFrom),
      from: to - keepFrom,
    };
    return { origin, bytes: whole, window: { at: place, from: before?.from ?? 0, to } };
  };
}

/** The same for objects as git hands them out. */
export function createWindows(): (piece: GitPiece, path?: string) => Blob {
  const windowOf = createWindower();
  return (piece, path) =>
    windowOf(piece, { kind: 'git', oid: piece.oid, ...(path === undefined ? {} : { path }) });
}

/** Joins chunks of any size to pieces of `WINDOW` bytes or more. There is always a last piece, if an empty one. */
export async function* piecesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Piece, void> {
  let held: Buffer[] = [];
  let length = 0;
  let at = 0;
  for await (const chunk of chunks) {
    if (length >= WINDOW) {
      yield { at, bytes: Buffer.concat(held), isLast: false };
      at += length;
      held = [];
      length = 0;
    }
    held.push(chunk);
    length += chunk.length;
  }
  yield { at, bytes: Buffer.concat(held), isLast: true };
}
