/** Windows that overlap: what is too large to be held as a whole is judged as if it were. */
import { advance, startOf } from '../detect/locate.ts';
import type { Piece as GitPiece } from '../git/cat-file.ts';
import type { Blob, Position } from '../model/blob.ts';
import type { Origin } from '../model/origin.ts';

/** Bytes of a whole that are in memory at once. */
export const WINDOW = 4 << 20;
/** Bytes of surroundings that a window has on each side: more than any judgement looks at. */
export const MARGIN = 16 << 10;

const NOTHING = new Uint8Array(0);

/** Gives the windows of one whole, which is read in order. */
export interface Windows {
  /** What the next window has to start with: a copy of the end of the one before. */
  carried(): Uint8Array;
  /**
   * The next window; a blob without one where all came at once.
   * @param bytes what is carried, and what follows it
   */
  next(origin: Origin, bytes: Uint8Array, isLast: boolean): Blob;
}

/**
 * @param head bytes that were read already
 * @param line what the first line counts as
 */
export function createWindows(head: Uint8Array = NOTHING, line = 1): Windows {
  let carried = head;
  let at: Position | undefined;
  let from = 0;
  return {
    carried: () => carried,
    next(origin, bytes, isLast) {
      if (isLast && at === undefined && line === 1) return { origin, bytes };
      const start = at ?? { ...startOf(bytes), line };
      const to = isLast ? bytes.length : bytes.length - MARGIN;
      const window = { at: start, from, to };
      // At even offsets, so that UTF-16 stays in step.
      const keepFrom = Math.max(0, to - MARGIN) & ~1;
      if (!isLast) {
        carried = Uint8Array.from(bytes.subarray(keepFrom));
        at = advance(start, bytes, 0, keepFrom);
        from = to - keepFrom;
      }
      return { origin, bytes, window };
    },
  };
}

/** Consecutive bytes of a whole. Every piece but the last has at least `MARGIN` bytes. */
export interface Piece {
  /** Offset in the whole; 0 starts another whole. */
  readonly at: number;
  readonly bytes: Buffer;
  readonly isLast: boolean;
}

/** Takes pieces of one whole after the other; gives the blob of each. @param line of `createWindows` */
export function createWindower(): (piece: Piece, origin: Origin, line?: number) => Blob {
  let windows = createWindows();
  return ({ at, bytes, isLast }, origin, line = 1) => {
    if (at === 0 && isLast && line === 1) return { origin, bytes };
    if (at === 0) windows = createWindows(NOTHING, line);
    const carried = windows.carried();
    return windows.next(origin, carried.length === 0 ? bytes : Buffer.concat([carried, bytes]), isLast);
  };
}

/** The same for objects as git hands them out. */
export function createObjectWindower(): (piece: GitPiece, path?: string) => Blob {
  const windowOf = createWindower();
  return (piece, path) => {
    const { oid, type } = piece;
    return windowOf(piece, { kind: 'object', oid, type, ...(path === undefined ? {} : { path }) });
  };
}
