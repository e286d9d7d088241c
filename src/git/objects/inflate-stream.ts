/** Large objects, inflated piece by piece: git itself would map all of such a file into memory. */
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createInflate } from 'node:zlib';
import { UserError } from '../../model/error.ts';
import type { ObjectType } from '../../model/origin.ts';
import { PIECE, type Piece } from '../cat-file.ts';
import { FORGED, startHash } from '../object-id.ts';

/** A stretch of a file, in bytes. */
export interface Stretch {
  readonly file: string;
  readonly from: number;
  /** Exclusive; to the end of the file if undefined. */
  readonly to?: number;
}

export interface Inflating {
  /** Throws zlib's error where the stretch is damaged. */
  readonly chunks: AsyncIterable<Buffer>;
  /** Bytes of the stretch that the deflated stream took; to be read after the last chunk. */
  taken(): number;
}

/** Inflates what starts at a place in a file. Bytes behind the end of the deflated stream are not looked at. */
export function inflateStretch({ file, from, to }: Stretch): Inflating {
  const inflate = createInflate({ chunkSize: 1 << 20 });
  // createReadStream takes the last byte's own place, and none before the first: of an empty stretch, which only a
  // damaged pack has, zlib says what is wrong.
  const end = to === undefined ? undefined : Math.max(from, to - 1);
  const read = createReadStream(file, end === undefined ? { start: from } : { start: from, end });
  const chunks = pipeline(read, inflate, () => undefined);
  return { chunks, taken: () => inflate.bytesWritten };
}

/** What is known of an object before its content comes. */
export interface Head {
  readonly type: ObjectType;
  /** Bytes of content. */
  readonly size: number;
}

/**
 * Content as pieces, in order. Hashes it: the last piece comes only if the content has the id.
 *
 * @throws `git-failed` where the content is shorter or longer, damaged, or another one
 */
export async function* piecesOf(
  oid: string,
  { type, size }: Head,
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<Piece, void> {
  const hash = startHash(type, size, oid.length >> 1);
  let held: Buffer[] = [];
  let length = 0;
  let at = 0;
  for await (const chunk of damageTold(oid, chunks)) {
    held.push(chunk);
    length += chunk.length;
    // The last piece waits for the end, so that it is known to be the last.
    if (length < PIECE || at + length >= size) continue;
    const bytes = Buffer.concat(held);
    hash.update(bytes);
    yield { oid, type, size, at, bytes, isLast: false };
    at += length;
    held = [];
    length = 0;
  }
  const bytes = Buffer.concat(held);
  if (at + length !== size) throw damaged(oid, DAMAGED);
  if (hash.update(bytes).digest('hex') !== oid) throw damaged(oid, FORGED);
  yield { oid, type, size, at, bytes, isLast: true };
}

const DAMAGED = 'damaged: git fsck tells more';

async function* damageTold(oid: string, chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
  try {
    yield* chunks;
  } catch (cause) {
    throw damaged(oid, DAMAGED, cause);
  }
}

/** The error for an object that does not hold what it should. */
export function damaged(oid: string, why = DAMAGED, cause?: unknown): UserError {
  return new UserError('git-failed', `object ${oid}: ${why}`, { cause });
}
