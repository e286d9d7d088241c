/** Bytes that come in their own time: standard input, and pipes and devices that the user named. */
import { closeSync, constants, fstatSync, openSync, readSync, realpathSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { UserError } from '../model/error.ts';

/** Bytes that are read at a time. */
const CHUNK = 256 << 10;
/** Milliseconds between two looks at a pipe that has nothing yet. */
const POLL = 5;
/** Bytes of an input that is kept in memory whole. */
const MAX_KEPT = 1 << 30;

/** Lets other events happen; throws to end the reading. */
export type Pause = () => Promise<void> | void;

/** A pause after which an abort has taken effect. */
export function pauseOf(signal: AbortSignal): Pause {
  return async () => {
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
  };
}

/**
 * Reads what the user named: a file, a pipe such as `<(command)`, or a device. Opens and reads without blocking, so
 * that signals arrive also where nobody writes. Errors: those of the file system.
 */
export async function* streamPath(path: string | Buffer, pause: Pause): AsyncGenerator<Buffer, void> {
  const { O_RDONLY, O_NONBLOCK = 0, O_NOCTTY = 0 } = constants;
  const file = openSync(path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
  try {
    const buffer = Buffer.allocUnsafe(CHUNK);
    // A pipe without a writer reads as if it were at its end. One with a name may get its writer later.
    let awaitsWriter = fstatSync(file).isFIFO() && hasName(path);
    for (;;) {
      await pause();
      const length = readNow(file, buffer);
      if (length === 0 && !awaitsWriter) return;
      if (length !== 0) awaitsWriter = false;
      if (length === undefined || length === 0) await setTimeout(POLL);
      else yield Buffer.from(buffer.subarray(0, length));
    }
  } finally {
    closeSync(file);
  }
}

/** False for the pipes that shells and programs hand over by number: their writer is there before the reader. */
function hasName(path: string | Buffer): boolean {
  try {
    return !/^\/(?:dev\/(?:fd\/|std)|proc\/)/.test(realpathSync(path));
  } catch {
    return false;
  }
}

/** Undefined if there is nothing to read yet. */
function readNow(file: number, into: Buffer): number | undefined {
  try {
    return readSync(file, into, 0, into.length, null);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return undefined;
    throw error;
  }
}

/** Standard input as it comes. Throws the signal's reason if aborted, also while nothing comes. */
export async function* streamStdin(stdin: Readable, signal: AbortSignal): AsyncGenerator<Buffer, void> {
  const stop = (): void => void stdin.destroy(signal.reason as Error);
  signal.throwIfAborted();
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const chunk of stdin) yield Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    signal.throwIfAborted();
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** All of standard input. Errors: `unreadable` past 1 GiB. */
export async function readAll(stdin: Readable, signal: AbortSignal): Promise<Buffer> {
  return await collect(streamStdin(stdin, signal), 'standard input');
}

/** All of a file, pipe or device that the user named. Errors: `not-found`; `unreadable`, also past 1 GiB. */
export async function readPath(path: string, signal: AbortSignal): Promise<Buffer> {
  return await collect(openPath(path, signal), path);
}

/** The same as it comes. Errors: `not-found`, `unreadable`. */
export async function* openPath(path: string, signal: AbortSignal): AsyncGenerator<Buffer, void> {
  try {
    yield* streamPath(path, pauseOf(signal));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new UserError('not-found', `cannot read ${path}: no such file`, { cause });
    if (typeof code !== 'string' || cause instanceof UserError) throw cause;
    throw new UserError('unreadable', `cannot read ${path}: ${code}`, { cause });
  }
}

async function collect(chunks: AsyncIterable<Buffer>, what: string): Promise<Buffer> {
  const kept: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > MAX_KEPT) throw new UserError('unreadable', `${what} is larger than 1 GiB`);
    kept.push(chunk);
  }
  return Buffer.concat(kept);
}

/** Paths of a list: one a line, or ending with NUL. */
export function readPathList(bytes: Buffer, isNul: boolean): string[] {
  return bytes
    .toString('utf8')
    .split(isNul ? '\0' : /\r?\n/)
    .filter((path) => path !== '');
}
