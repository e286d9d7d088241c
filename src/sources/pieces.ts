/** From the pieces in which git hands out large objects to windows that overlap. */
import { advance, startOf } from '../detect/locate.ts';
import type { Piece } from '../git/cat-file.ts';
import type { Blob, Origin, Position } from '../model/blob.ts';
import { MARGIN } from './read.ts';

/** What the next window of a large object starts with. */
interface Carried {
  readonly bytes: Buffer;
  readonly at: Position;
  /** Where in `bytes` the part begins that no window has reported yet. */
  readonly from: number;
}

/** Takes pieces in order; gives the blob of each: all of a small object, a window of a large one. */
export function createWindows(): (piece: Piece, path?: string) => Blob {
  let carried: Carried | undefined;
  return ({ oid, at, bytes, isLast }, path) => {
    const origin: Origin = { kind: 'git', oid, ...(path === undefined ? {} : { path }) };
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
