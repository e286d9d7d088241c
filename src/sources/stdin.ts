/** Standard input as a source. */
import type { Readable } from 'node:stream';
import { UserError } from '../model/error.ts';

/** More than this is not kept in memory. */
const MOST = 1 << 30;

/** All of a stream. Errors: `unreadable` past 1 GiB. */
export async function readAll(stream: Readable, signal: AbortSignal): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    signal.throwIfAborted();
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size > MOST)
      throw new UserError('unreadable', 'standard input is larger than 1 GiB', { hint: 'scan it as a file' });
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** Paths of a list: one a line, or ending with NUL. */
export function readPathList(bytes: Buffer, isNul: boolean): string[] {
  return bytes
    .toString('utf8')
    .split(isNul ? '\0' : /\r?\n/)
    .filter((path) => path !== '');
}
