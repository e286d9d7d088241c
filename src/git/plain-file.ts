/**
 * Files of a git directory, read without trust: whoever made the repository may have put a pipe, a device or an endless
 * file in place of each of them.
 */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/** Lists such as `shallow` or `info/alternates` are far smaller. */
const MAX_BYTES = 16 << 20;

/**
 * Opens a regular file for reading; links are followed, as git follows them. The descriptor is the caller's to close.
 *
 * @throws as `openSync` does, and `EINVAL` where the path is not a regular file
 */
export function openPlainFile(path: string | Buffer): number {
  // Without O_NONBLOCK the open itself would wait for the other end of a pipe.
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  if (fstatSync(file).isFile()) return file;
  closeSync(file);
  throw Object.assign(new Error('not a regular file'), { code: 'EINVAL' });
}

/**
 * All bytes of a regular file.
 *
 * @param limit bytes; a larger file is not read
 * @returns undefined where there is no such file, it cannot be read, or it exceeds the limit
 */
export function readPlainFile(path: string | Buffer, limit = MAX_BYTES): Buffer | undefined {
  try {
    const file = openPlainFile(path);
    try {
      return readAll(file, limit);
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
}

function readAll(file: number, limit: number): Buffer | undefined {
  const { size } = fstatSync(file);
  if (size > limit) return undefined;
  const bytes = Buffer.allocUnsafe(size);
  let filled = 0;
  for (let read = -1; filled < size && read !== 0; filled += read)
    read = readSync(file, bytes, filled, size - filled, null);
  return bytes.subarray(0, filled);
}
