/** Reads what a plan lists, one blob at a time, large files in windows that overlap. */
import { closeSync, fstatSync, lstatSync, openSync, readlinkSync, readSync } from 'node:fs';
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

/** The blobs of one file: one, or its windows. Each must be done with before the next is asked for. */
export function* readFile(unit: FileUnit, options: ReadOptions): Generator<Blob> {
  const origin: Origin = {
    kind: 'file',
    path: printable(unit.name),
    ...(unit.tracked === undefined ? {} : { tracked: unit.tracked }),
  };
  try {
    if (unit.kind === 'link' || isLink(unit))
      yield { origin, bytes: readlinkSync(forFs(unit.path), 'buffer') };
    else yield* readOpened(unit, origin, options);
  } catch (error) {
    options.skip(skippedBy(unit, error));
  }
}

/** A file that git lists may have become a link, and a link a file. */
function isLink(unit: FileUnit): boolean {
  return unit.tracked !== undefined && lstatSync(forFs(unit.path)).isSymbolicLink();
}

/** A tracked file that is deleted from the work tree is a change like any other; a file lost while reading is not. */
function skippedBy(unit: FileUnit, error: unknown): Skipped {
  const reason = reasonOf(error);
  if (unit.tracked === true && reason === 'ENOENT') return excluded(unit.name, 'deleted from the work tree');
  return { kind: 'unread', path: printable(unit.name), reason };
}

function* readOpened(unit: FileUnit, origin: Origin, options: ReadOptions): Generator<Blob> {
  const file = openSync(forFs(unit.path), 'r');
  try {
    const stat = fstatSync(file);
    if (stat.isDirectory())
      return options.skip(excluded(unit.name, 'submodule or nested repository: scan it by itself'));
    if (options.maxBytes !== undefined && stat.size > options.maxBytes) {
      return options.skip(excluded(unit.name, `larger than --max-bytes ${options.maxBytes}`));
    }
    const size = stat.isFile() ? stat.size : 0;
    const read = (into: Uint8Array, at: number): number => readFully(file, into, at, stat.isFile());
    yield* windows(origin, read, size, options.buffer);
  } finally {
    closeSync(file);
  }
}

function readFully(file: number, into: Uint8Array, at: number, isFile: boolean): number {
  let length = 0;
  while (length < into.length) {
    const got = readSync(file, into, length, into.length - length, isFile ? at + length : null);
    if (got === 0) break;
    length += got;
  }
  return length;
}

/** Fills a buffer from a place; returns how much there was. */
export type Fill = (into: Uint8Array, at: number) => number;

/**
 * One blob if all fits into a window. Otherwise the last bytes of each window are kept as the margin before the next.
 * @param size expected bytes; 0 if unknown. A file that grows meanwhile is read to its end
 */
export function* windows(
  origin: Origin,
  fill: Fill,
  size: number,
  bufferOf: ReadOptions['buffer'],
): Generator<Blob> {
  const first = Math.min(WINDOW, size === 0 ? WINDOW : size + 1);
  const buffer = bufferOf(first);
  let length = fill(buffer, 0);
  if (length < first) return yield { origin, bytes: buffer.subarray(0, length) };
  let carried = Buffer.from(buffer.subarray(0, length));
  let at: Position = startOf(carried);
  for (let read = length, from = 0, isLast = false; !isLast; ) {
    const whole = bufferOf(carried.length + WINDOW);
    whole.set(carried);
    const got = fill(whole.subarray(carried.length), read);
    read += got;
    isLast = got < WINDOW;
    length = carried.length + got;
    const bytes = whole.subarray(0, length);
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
