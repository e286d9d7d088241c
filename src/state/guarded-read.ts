/**
 * The one read for settings: files whose name a repository, a tool or a user chose. The file is opened without
 * blocking, has to be a regular file, and is read to a limit, so that a FIFO, socket, device, directory, link loop or
 * huge file is an error at once and never a hang.
 */
import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { devNull } from 'node:os';
import { UserError } from '../model/error.ts';

/** Bytes of the largest settings file: a key list of 100,000 keys has 25 MB. */
export const MAX_SETTINGS_BYTES = 32 << 20;

export interface ReadGuard {
  /** False where a repository chose the name: its link could lead to any file of the user. */
  readonly followsLinks: boolean;
  /** In bytes; `MAX_SETTINGS_BYTES` unless given. */
  readonly maxBytes?: number;
}

/** What became of a read. `absent`: nothing has this name. */
export type GuardedRead =
  | { readonly kind: 'read'; readonly bytes: Buffer }
  | { readonly kind: 'absent' }
  | { readonly kind: 'refused'; readonly reason: string };

/** Reads a regular file. Never blocks and never throws. The null device, if named, is an empty file. */
export function readGuarded(path: string | Buffer, { followsLinks, maxBytes }: ReadGuard): GuardedRead {
  if (followsLinks && path === devNull) return { kind: 'read', bytes: Buffer.alloc(0) };
  const { O_RDONLY, O_NONBLOCK = 0, O_NOFOLLOW = 0, O_NOCTTY = 0 } = constants;
  let file: number | undefined;
  try {
    file = openSync(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | (followsLinks ? 0 : O_NOFOLLOW));
    return readOpened(file, maxBytes ?? MAX_SETTINGS_BYTES);
  } catch (error) {
    return failureOf(error, followsLinks);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function readOpened(file: number, maxBytes: number): GuardedRead {
  const stat = fstatSync(file);
  if (!stat.isFile()) return { kind: 'refused', reason: `${kindOf(stat)}, not a regular file` };
  const tooLarge = { kind: 'refused', reason: `larger than ${maxBytes} bytes` } as const;
  if (stat.size > maxBytes) return tooLarge;
  // The file may grow meanwhile, and files of /proc have a size of 0: only the end of the file ends the read.
  const chunks: Buffer[] = [];
  let length = 0;
  for (let room = stat.size + 1; length <= maxBytes; room = ROOM) {
    const chunk = Buffer.allocUnsafe(room);
    const got = readSync(file, chunk, 0, room, null);
    if (got === 0)
      return { kind: 'read', bytes: chunks.length === 1 ? first(chunks) : Buffer.concat(chunks) };
    chunks.push(chunk.subarray(0, got));
    length += got;
  }
  return tooLarge;
}

/** Bytes that are asked for past the size that the file had. */
const ROOM = 64 << 10;

function first([chunk]: readonly Buffer[]): Buffer {
  return chunk ?? Buffer.alloc(0);
}

function failureOf(error: unknown, followsLinks: boolean): GuardedRead {
  const { code = 'unknown error' } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'absent' };
  // Open answers so for sockets and for devices without a driver.
  if (code === 'ENXIO') return { kind: 'refused', reason: 'a socket or device, not a regular file' };
  if (code !== 'ELOOP' && code !== 'EMLINK') return { kind: 'refused', reason: code };
  return { kind: 'refused', reason: followsLinks ? 'a loop of symbolic links' : 'a symbolic link' };
}

function kindOf(stat: Stats): string {
  if (stat.isDirectory()) return 'a directory';
  if (stat.isFIFO()) return 'a pipe';
  return stat.isSocket() ? 'a socket' : 'a device';
}

/** Text of a file, through links; empty if there is none or it cannot be read. Never throws. */
export function readOrEmpty(path: string): string {
  const read = readGuarded(path, { followsLinks: true });
  return read.kind === 'read' ? read.bytes.toString('utf8') : '';
}

/** A settings file. One that is named has to exist, and its links are followed. */
export interface NamedFile {
  /** Absolute. */
  readonly path: string;
  /** A flag, a variable or the settings file names it; otherwise it has its usual name. */
  readonly isNamed: boolean;
}

/** What to do about a file that is missing or cannot be read, as a command. */
interface Hint {
  readonly hint?: string;
}

/** Text of a settings file; undefined if there is none. Links are not followed unless asked. Errors: `unreadable`. */
export function readSettings(
  path: string,
  { followsLinks = false, ...options }: Hint & { readonly followsLinks?: boolean } = {},
): string | undefined {
  const read = readGuarded(path, { followsLinks });
  if (read.kind === 'read') return read.bytes.toString('utf8');
  if (read.kind === 'absent') return undefined;
  throw new UserError('unreadable', `cannot read ${path}: ${read.reason}`, options);
}

/**
 * Text of a settings file that the user named: it has to exist. Links are followed. Errors: `not-found`, `unreadable`.
 *
 * @param absent what to say where there is no such file
 */
export function readNamedSettings(
  path: string,
  { absent = `cannot read ${path}: no such file`, ...options }: Hint & { readonly absent?: string } = {},
): string {
  const text = readSettings(path, { followsLinks: true });
  if (text !== undefined) return text;
  throw new UserError('not-found', absent, options);
}
