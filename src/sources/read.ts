/** Reads what a plan lists, one blob at a time, large files in windows that overlap. */
import { closeSync, constants, fstatSync, openSync, readlinkSync, readSync } from 'node:fs';
import { advance, startOf } from '../detect/locate.ts';
import { forFs, printable } from '../git/byte-path.ts';
import type { Blob, Origin, Position } from '../model/blob.ts';
import type { Skipped } from '../model/report.ts';
import type { FileUnit } from './files.ts';
import { excluded, reasonOf } from './walk.ts';

/** Bytes of a file that are in memory at once. */
export const WINDOW = 4 << 20;
/** Bytes of surroundings that a window has on each side: more than any judgement looks at. */
export const MARGIN = 16 << 10;

/** What reading needs of its caller. */
export interface ReadOptions {
  /** Memory to read into; may be the same each time. */
  readonly buffer: (size: number) => Uint8Array;
  readonly maxBytes: number | undefined;
  readonly skip: (skipped: Skipped) => void;
}

/** Most files are smaller: they are read without being asked for their size. */
const SMALL = 64 << 10;

/** The blobs of one file: one, or its windows. Each must be done with before the next is asked for. */
export function* readFile(unit: FileUnit, options: ReadOptions): Generator<Blob> {
  const origin: Origin = {
    kind: 'file',
    path: printable(unit.name),
    ...(unit.tracked === undefined ? {} : { tracked: unit.tracked }),
  };
  try {
    if (unit.kind === 'link') yield linkBlob(unit, origin);
    else yield* readOpened(unit, origin, options);
  } catch (error) {
    // A file that git lists may have become a link.
    if (reasonOf(error) === 'ELOOP' && unit.kind === 'file') yield linkBlob(unit, origin);
    else options.skip(skippedBy(unit, error));
  }
}

/** A link's target is text that git keeps like a file's. */
function linkBlob(unit: FileUnit, origin: Origin): Blob {
  return { origin, bytes: readlinkSync(forFs(unit.path), 'buffer') };
}

/** A tracked file that is deleted from the work tree is a change like any other; a file lost while reading is not. */
function skippedBy(unit: FileUnit, error: unknown): Skipped {
  const reason = reasonOf(error);
  if (unit.tracked === true && reason === 'ENOENT') return excluded(unit.name, 'deleted from the work tree');
  if (reason === 'EISDIR') return excluded(unit.name, 'submodule or nested repository: scan it by itself');
  return { kind: 'unread', path: printable(unit.name), reason };
}

function* readOpened(unit: FileUnit, origin: Origin, options: ReadOptions): Generator<Blob> {
  // What the walk or git listed is a file; a link put in its place meanwhile is not followed.
  const flags = unit.isNamed === true ? constants.O_RDONLY : constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0);
  const file = openSync(forFs(unit.path), flags);
  try {
    const limit = options.maxBytes ?? Number.POSITIVE_INFINITY;
    // A short read of a regular file is its end; only a pipe, which has to be named, gives less than it has.
    const small = options.buffer(Math.min(SMALL, limit + 1));
    const length =
      unit.isNamed === true ? readFully(file, small) : readSync(file, small, 0, small.length, null);
    if (length > limit) options.skip(excluded(unit.name, `larger than --max-bytes ${limit}`));
    else if (length < small.length) yield { origin, bytes: small.subarray(0, length) };
    else yield* readLarge(file, Buffer.from(small), unit, origin, options);
  } finally {
    closeSync(file);
  }
}

function* readLarge(
  file: number,
  head: Buffer,
  unit: FileUnit,
  origin: Origin,
  options: ReadOptions,
): Generator<Blob> {
  const { maxBytes } = options;
  const { size } = fstatSync(file);
  if (maxBytes !== undefined && size > maxBytes)
    options.skip(excluded(unit.name, `larger than --max-bytes ${maxBytes}`));
  else yield* windows(origin, head, (into) => readFully(file, into), size, options.buffer);
}

/** Fills a buffer from where the file stands; pipes have no offsets. */
function readFully(file: number, into: Uint8Array): number {
  let length = 0;
  while (length < into.length) {
    const got = readSync(file, into, length, into.length - length, null);
    if (got === 0) break;
    length += got;
  }
  return length;
}

/** Fills a buffer with what comes next; returns how much there was. */
export type Fill = (into: Uint8Array) => number;

/**
 * One blob if all fits into a window. Otherwise the last bytes of each window are kept as the margin before the next.
 * @param head the first bytes, read already
 * @param size expected bytes in all; a file that grows meanwhile is read to its end
 */
export function* windows(
  origin: Origin,
  head: Uint8Array,
  fill: Fill,
  size: number,
  bufferOf: ReadOptions['buffer'],
): Generator<Blob> {
  let carried = head;
  let at: Position | undefined;
  for (let from = 0, isLast = false; !isLast; ) {
    const room = Math.min(WINDOW, Math.max(size - head.length, SMALL) + 1);
    const whole = bufferOf(carried.length + room);
    whole.set(carried);
    const length = carried.length + fill(whole.subarray(carried.length));
    isLast = length < whole.length;
    const bytes = whole.subarray(0, length);
    if (isLast && at === undefined) return yield { origin, bytes };
    at ??= startOf(bytes);
    const to = isLast ? length : length - MARGIN;
    yield { origin, bytes, window: { at, from, to } };
    const keepFrom = evenly(Math.max(0, to - MARGIN));
    at = advance(at, bytes, 0, keepFrom);
    from = to - keepFrom;
    carried = Buffer.from(bytes.subarray(keepFrom));
  }
}

/** Windows start at even offsets so that UTF-16 stays in step. */
function evenly(offset: number): number {
  return offset & ~1;
}
