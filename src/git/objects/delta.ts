/** Deltas: an object told as copies from its base and inserted bytes. Format: gitformat-pack(5), "Deltified representation". */

/** Sorted, disjoint stretches of an object: pairs of start and end, in bytes. */
export type Ranges = readonly number[];

/** The sizes at the start of a delta, and where its instructions begin. */
export interface DeltaHead {
  readonly baseSize: number;
  readonly size: number;
  readonly at: number;
}

/** Undefined if the delta ends within. */
export function readDeltaHead(delta: Uint8Array): DeltaHead | undefined {
  const base = readSize(delta, 0);
  const made = base === undefined ? undefined : readSize(delta, base.at);
  if (base === undefined || made === undefined) return undefined;
  return { baseSize: base.value, size: made.value, at: made.at };
}

function readSize(bytes: Uint8Array, from: number): { value: number; at: number } | undefined {
  let value = 0;
  let scale = 1;
  for (let at = from; at < bytes.length && scale < 2 ** 53; scale *= 128) {
    const byte = bytes[at++] ?? 0;
    value += (byte & 127) * scale;
    if (byte < 128) return { value, at };
  }
  return undefined;
}

/** Copies below this are quicker byte by byte. */
const SHORT = 24;

/**
 * Writes the object into `out`. Returns the stretches that are not in the base as they are here: inserted bytes, and
 * places where two copies meet that do not in the base, which are stretches of no bytes.
 * Undefined if the delta is damaged: it reads or writes outside, or does not fill the object.
 */
export function applyDelta(
  base: Uint8Array,
  delta: Uint8Array,
  { baseSize, size, at: start }: DeltaHead,
  out: Uint8Array,
): Ranges | undefined {
  if (baseSize !== base.length || size !== out.length) return undefined;
  const ranges: number[] = [];
  /** Where in the base the last copy ended: a copy that goes on there changes nothing. */
  let follows = 0;
  let written = 0;
  for (let at = start; at < delta.length; ) {
    const op = delta[at++] ?? 0;
    if (op >= 128) {
      let from = 0;
      let length = 0;
      if (op & 1) from = delta[at++] ?? 0;
      if (op & 2) from |= (delta[at++] ?? 0) << 8;
      if (op & 4) from |= (delta[at++] ?? 0) << 16;
      if (op & 8) from += (delta[at++] ?? 0) * 0x1000000;
      if (op & 16) length = delta[at++] ?? 0;
      if (op & 32) length |= (delta[at++] ?? 0) << 8;
      if (op & 64) length |= (delta[at++] ?? 0) << 16;
      if (length === 0) length = 0x10000;
      if (at > delta.length || from + length > baseSize || written + length > size) return undefined;
      if (from !== follows) widen(ranges, written, written, 0, size);
      copy(base, from, length, out, written);
      follows = from + length;
      written += length;
    } else {
      if (op === 0 || at + op > delta.length || written + op > size) return undefined;
      copy(delta, at, op, out, written);
      widen(ranges, written, written + op, 0, size);
      follows = NOWHERE;
      at += op;
      written += op;
    }
  }
  if (written !== size) return undefined;
  if (follows !== baseSize) widen(ranges, size, size, 0, size);
  return ranges;
}

const NOWHERE = -1;

function copy(source: Uint8Array, from: number, length: number, out: Uint8Array, to: number): void {
  if (length > SHORT) out.set(source.subarray(from, from + length), to);
  else for (let i = 0; i < length; i++) out[to + i] = source[from + i] ?? 0;
}

/** Adds `[start, end)` with its surroundings; joins it to the last stretch if they touch. */
function widen(ranges: number[], start: number, end: number, reach: number, size: number): void {
  const from = Math.max(0, start - reach);
  const to = Math.min(size, end + reach);
  const last = ranges.length - 1;
  if (last >= 0 && from <= (ranges[last] ?? 0)) ranges[last] = to;
  else ranges.push(from, to);
}

/** Stretches with `reach` more bytes on both sides, joined where they touch. @param size of the object */
export function widened(ranges: Ranges, reach: number, size: number): Ranges {
  const wide: number[] = [];
  for (let i = 0; i < ranges.length; i += 2) widen(wide, ranges[i] ?? 0, ranges[i + 1] ?? 0, reach, size);
  return wide;
}
