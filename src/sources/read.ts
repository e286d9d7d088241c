/** Reads what a plan lists, one blob at a time, large files in windows that overlap. */
import { closeSync, constants, fstatSync, openSync, readlinkSync, readSync, type Stats } from 'node:fs';
import { decodePath, forFs } from '../git/byte-path.ts';
import type { Blob } from '../model/blob.ts';
import type { Origin } from '../model/origin.ts';
import type { Skipped } from '../model/report.ts';
import { compressionOf, notOpened } from './compressed.ts';
import type { FileUnit } from './file-unit.ts';
import { excluded, reasonOf, SPECIAL_FILE } from './walk.ts';
import { createWindows, WINDOW } from './windows.ts';

/** What reading needs of its caller. */
export interface ReadOptions {
  /** Memory to read into; may be the same each time. */
  readonly buffer: (size: number) => Uint8Array;
  /** Bytes of the largest file that is read. */
  readonly maxBytes: number | undefined;
  readonly skip: (skipped: Skipped) => void;
}

/** Most files are smaller: they are read in one call. */
const SMALL = 64 << 10;

/** The blobs of one file: one, or its windows. Each must be done with before the next is asked for. */
export function* readFile(unit: FileUnit, options: ReadOptions): Generator<Blob> {
  const origin = originOf(unit);
  try {
    if (unit.kind === 'link') yield linkBlob(unit, origin);
    else yield* readOpened(unit, origin, options);
  } catch (error) {
    // A file that git lists may have become a link.
    if (reasonOf(error) === 'ELOOP' && unit.kind === 'file') yield linkBlob(unit, origin);
    else options.skip(skippedBy(unit, error));
  }
}

type FileOrigin = Extract<Origin, { kind: 'file' }>;

/** What a unit's bytes are. */
export function originOf({ name, tracked }: FileUnit): FileOrigin {
  return { kind: 'file', path: decodePath(name), ...(tracked === undefined ? {} : { tracked }) };
}

/** A link's target is text that git keeps like a file's. */
function linkBlob(unit: FileUnit, origin: Origin): Blob {
  return { origin, bytes: readlinkSync(forFs(unit.path), 'buffer') };
}

/** A tracked file that is deleted from the work tree is a change like any other; a file lost while reading is not. */
export function skippedBy(unit: FileUnit, error: unknown): Skipped {
  const reason = reasonOf(error);
  if (unit.tracked === true && reason === 'ENOENT') return excluded(unit.name, 'deleted from the work tree');
  return { kind: 'unread', path: decodePath(unit.name), reason };
}

/** What was left out because it has more bytes than the user allows. */
export function tooLarge(path: string, maxBytes: number): Skipped {
  return { kind: 'excluded', path, reason: `larger than --max-bytes ${maxBytes}` };
}

function* readOpened(unit: FileUnit, origin: FileOrigin, options: ReadOptions): Generator<Blob> {
  const { O_RDONLY, O_NONBLOCK = 0, O_NOFOLLOW = 0 } = constants;
  // What the walk or git listed is a file; a link or pipe put in its place meanwhile is not followed and not awaited.
  const file = openSync(forFs(unit.path), O_RDONLY | O_NONBLOCK | (unit.isNamed === true ? 0 : O_NOFOLLOW));
  try {
    const stat = fstatSync(file);
    const limit = options.maxBytes ?? Number.POSITIVE_INFINITY;
    if (!stat.isFile()) options.skip(notFile(unit, stat));
    else if (stat.size > limit) options.skip(tooLarge(origin.path, limit));
    else yield* readRegular(file, origin, { size: stat.size, limit }, options);
  } finally {
    closeSync(file);
  }
}

function notFile(unit: FileUnit, stat: Stats): Skipped {
  if (!stat.isDirectory()) return excluded(unit.name, SPECIAL_FILE);
  return excluded(unit.name, 'submodule or nested repository: scan it by itself');
}

/** @param size as the file system has it: of files of /proc it is 0, and a file may grow meanwhile */
function* readRegular(
  file: number,
  origin: FileOrigin,
  { size, limit }: { readonly size: number; readonly limit: number },
  { buffer, skip }: ReadOptions,
): Generator<Blob> {
  const small = buffer(Math.min(SMALL, limit + 1));
  let length = readSync(file, small, 0, small.length, null);
  // Only where both agree is it known that this was all.
  if (length !== size && length < small.length) length += readFully(file, small.subarray(length));
  const format = compressionOf(small.subarray(0, length));
  if (format !== undefined) skip(notOpened(origin.path, format));
  if (length > limit) skip(tooLarge(origin.path, limit));
  else if (length < small.length) yield { origin, bytes: small.subarray(0, length) };
  else {
    const fill = boundedFill(file, limit - length, () => skip(tooLarge(origin.path, limit)));
    yield* windows(origin, Buffer.from(small), fill, size, buffer);
  }
}

/** Reads up to a limit. @param onMore called once, if there is more than that */
function boundedFill(file: number, limit: number, onMore: () => void): Fill {
  let room = limit;
  return (into) => {
    const length = readFully(file, into.subarray(0, room));
    room -= length;
    if (room === 0 && length < into.length && readFully(file, new Uint8Array(1)) > 0) onMore();
    return length;
  };
}

/** Fills a buffer from where the file stands. */
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
  const { carried, next } = createWindows(head);
  for (let isLast = false; !isLast; ) {
    const before = carried();
    const room = Math.min(WINDOW, Math.max(size - head.length, SMALL) + 1);
    const whole = bufferOf(before.length + room);
    whole.set(before);
    const length = before.length + fill(whole.subarray(before.length));
    isLast = length < whole.length;
    yield next(origin, whole.subarray(0, length), isLast);
  }
}
