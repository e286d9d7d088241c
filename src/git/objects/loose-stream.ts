/** A large loose object, inflated piece by piece: git itself would map all of it into memory. */
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream';
import { createInflate } from 'node:zlib';
import { UserError } from '../../model/error.ts';
import { type ObjectType, PIECE, type Piece } from '../cat-file.ts';

const HEADER = /^(blob|tree|commit|tag) (\d+)\0/;

/** Pieces in order. Throws `git-failed` if the object is damaged. */
export async function* streamLoose(objects: string, oid: string): AsyncGenerator<Piece, void> {
  const inflate = pipeline(
    createReadStream(fileOf(objects, oid)),
    createInflate({ chunkSize: 1 << 20 }),
    () => undefined,
  );
  let head: { readonly type: ObjectType; readonly size: number } | undefined;
  let held: Buffer[] = [];
  let length = 0;
  let at = 0;
  try {
    for await (const chunk of inflate) {
      let bytes = chunk as Buffer;
      if (head === undefined) {
        const found = HEADER.exec(bytes.toString('latin1', 0, 32));
        if (found === null) break;
        head = { type: found[1] as ObjectType, size: Number(found[2]) };
        bytes = bytes.subarray(found[0].length);
      }
      held.push(bytes);
      length += bytes.length;
      // The last piece waits for the end, so that it is known to be the last.
      if (length < PIECE || at + length >= head.size) continue;
      yield { oid, ...head, at, bytes: Buffer.concat(held), isLast: false };
      at += length;
      held = [];
      length = 0;
    }
  } catch {
    head = undefined;
  }
  if (head === undefined || at + length !== head.size)
    throw new UserError('git-failed', `object ${oid} is damaged: git fsck tells more`);
  yield { oid, ...head, at, bytes: Buffer.concat(held), isLast: true };
}

function fileOf(objects: string, oid: string): string {
  return path.join(objects, oid.slice(0, 2), oid.slice(2));
}
