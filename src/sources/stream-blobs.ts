/** Standard input, and pipes and devices that the user named, as blobs: read piece by piece, to the user's limit. */
import { forFs } from '../git/byte-path.ts';
import type { Blob } from '../model/blob.ts';
import { type Origin, pathText } from '../model/origin.ts';
import type { Skipped } from '../model/report.ts';
import { compressionOf, notOpened } from './compressed.ts';
import type { FileUnit } from './file-unit.ts';
import { piecesOf } from './pieces.ts';
import { originOf, type ReadOptions, skippedBy, tooLarge } from './read.ts';
import { type Pause, streamPath } from './stream.ts';
import { createWindower } from './windows.ts';

/** The blobs of a named pipe or device. Throws what `pause` throws. */
export async function* readStream(
  unit: FileUnit,
  { pause, maxBytes, skip }: Omit<ReadOptions, 'buffer'> & { readonly pause: Pause },
): AsyncGenerator<Blob, void> {
  try {
    yield* streamBlobs(originOf(unit), streamPath(forFs(unit.path), pause), { maxBytes, skip });
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).syscall !== 'string') throw error;
    skip(skippedBy(unit, error));
  }
}

/** The blobs of what comes in chunks: one, or windows. What is past the limit is not read. */
export async function* streamBlobs(
  origin: Origin,
  chunks: AsyncIterable<Buffer>,
  { maxBytes, skip }: { readonly maxBytes: number | undefined; readonly skip: (skipped: Skipped) => void },
): AsyncGenerator<Blob, void> {
  const windowOf = createWindower();
  const path = pathText(origin);
  const within =
    maxBytes === undefined ? chunks : upTo(maxBytes, chunks, () => skip(tooLarge(path, maxBytes)));
  for await (const piece of piecesOf(within)) {
    const format = piece.at === 0 ? compressionOf(piece.bytes) : undefined;
    if (format !== undefined) skip(notOpened(path, format));
    yield windowOf(piece, origin);
  }
}

/** @param onMore called if there is more */
async function* upTo(
  limit: number,
  chunks: AsyncIterable<Buffer>,
  onMore: () => void,
): AsyncGenerator<Buffer, void> {
  let room = limit;
  for await (const chunk of chunks) {
    if (chunk.length > room) {
      yield chunk.subarray(0, room);
      return onMore();
    }
    yield chunk;
    room -= chunk.length;
  }
}
