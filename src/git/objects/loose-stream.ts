/** A large loose object, piece by piece. */
import path from 'node:path';
import type { ObjectType } from '../../model/origin.ts';
import type { Piece } from '../cat-file.ts';
import { damaged, type Head, inflateStretch, piecesOf } from './inflate-stream.ts';

const HEADER = /^(blob|tree|commit|tag) (\d+)\0/;

/** Pieces in order. Throws `git-failed` if the object is damaged, or its content does not have its id. */
export async function* streamLoose(objects: string, oid: string): AsyncGenerator<Piece, void> {
  const file = path.join(objects, oid.slice(0, 2), oid.slice(2));
  const chunks = inflateStretch({ file, from: 0 }).chunks[Symbol.asyncIterator]();
  try {
    const first = await chunks.next().catch((cause: unknown) => {
      throw damaged(oid, undefined, cause);
    });
    const found = first.done === true ? null : HEADER.exec(first.value.toString('latin1', 0, 32));
    if (found === null || first.done === true) throw damaged(oid);
    const head: Head = { type: found[1] as ObjectType, size: Number(found[2]) };
    yield* piecesOf(oid, head, following(first.value.subarray(found[0].length), chunks));
  } finally {
    await chunks.return?.();
  }
}

async function* following(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer, void> {
  yield first;
  yield* { [Symbol.asyncIterator]: () => rest };
}
