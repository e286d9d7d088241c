/**
 * Files that only their user may read (0600 in a directory of 0700). Links are not followed: where another user can
 * write to a directory on the way, a link could lead a report anywhere, or bring a forged one.
 */
import {
  chmodSync,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { replaceFile } from './write-file.ts';

/** Reports and surveys are smaller. */
const MAX_BYTES = 256 << 20;

/**
 * Replaces a file by one with this text, whole or not at all. Makes the directory if it is not there.
 *
 * @param root a directory of `userDirectory`
 * @param below name of the directory in it
 * @throws where the directory cannot be made, belongs to another user, or is a link
 */
export function writePrivate(root: string, below: string, name: string, text: string): void {
  const directory = join(root, below);
  mkdirSync(dirname(root), { recursive: true, mode: 0o700 });
  // One after the other: a directory made below a link would be made elsewhere.
  for (const path of [root, directory]) {
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined)
      mkdirSync(path, { recursive: true, mode: 0o700 });
    requireOwn(path);
  }
  const path = join(directory, name);
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true) rmSync(path, { force: true });
  replaceFile(path, text, { mode: 0o600, isDurable: false });
}

/** The text of a file that `writePrivate` wrote; undefined where there is none, or it is a link or another user's. */
export function readPrivate(root: string, below: string, name: string): string | undefined {
  try {
    const directory = join(root, below);
    for (const path of [root, directory]) requireOwn(path);
    const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
    const file = openSync(join(directory, name), flags);
    try {
      const stat = fstatSync(file);
      return stat.isFile() && isOwn(stat.uid) && stat.size <= MAX_BYTES
        ? readFileSync(file, 'utf8')
        : undefined;
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
}

/** Deletes files of a directory that were last written before a time, in milliseconds. Failures are ignored. */
export function dropOlder(root: string, below: string, before: number): void {
  const directory = join(root, below);
  try {
    for (const name of readdirSync(directory)) {
      const path = join(directory, name);
      if (lstatSync(path).mtimeMs < before) rmSync(path, { force: true });
    }
  } catch {
    // Only space is lost.
  }
}

/** @throws where the path is not a directory of this user's own. Takes away what others may do in it. */
function requireOwn(path: string): void {
  const stat = lstatSync(path);
  if (!stat.isDirectory() || !isOwn(stat.uid)) throw new Error(`${path} is not a directory of this user`);
  if (process.platform !== 'win32' && (stat.mode & 0o077) !== 0) chmodSync(path, 0o700);
}

function isOwn(uid: number): boolean {
  return process.getuid === undefined || process.getuid() === uid;
}
