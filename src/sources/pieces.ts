/** From chunks of any size to pieces of a size that a window takes. */
import { type Piece, WINDOW } from './windows.ts';

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
