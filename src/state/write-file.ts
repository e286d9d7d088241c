/** Files that several runs may write at one time: each is written whole beside its place, and put there in one step. */
import { lstatSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { realPath } from '../git/real-path.ts';
import { UserError } from '../model/error.ts';
import { withLock } from './lock.ts';

export interface ReplaceOptions {
  /** Permissions; unless given, those that the file has. */
  readonly mode?: number;
  /** False where the text can be made again: a crash of the machine may then lose it. */
  readonly isDurable: boolean;
}

/**
 * Puts a file in place whole: who reads meanwhile has the old one, and two who write never mix. Its links are followed.
 *
 * @throws as the file system does, and `ELOOP` for a link that waits where the new file is written first
 */
export function replaceFile(path: string, text: string, { mode, isDurable }: ReplaceOptions): void {
  refuseWaitingLinks(path);
  writeFileAtomic.sync(path, '', {
    fsync: isDurable,
    ...(mode !== undefined && { mode }),
    // write-file-atomic itself calls write(2) once: on a full disk it would put a part of the text in place.
    tmpfileCreated: (fresh) => writeFileSync(fresh, text),
  });
}

/**
 * write-file-atomic writes to `<name>.<number>` and follows a link there. The number follows from the process, so that
 * a repository could hold a link for each of them, to a file of the user's.
 */
function refuseWaitingLinks(path: string): void {
  const file = realPath(path) ?? path;
  const [directory, start] = [dirname(file), `${basename(file)}.`];
  const isWaiting = readdirSync(directory).some(
    (name) =>
      name.startsWith(start) &&
      /^\d+$/.test(name.slice(start.length)) &&
      lstatSync(join(directory, name), { throwIfNoEntry: false })?.isSymbolicLink() === true,
  );
  if (isWaiting) throw Object.assign(new Error(`links wait beside ${path}`), { code: 'ELOOP' });
}

/**
 * Changes a file that people keep: alone, so that of two runs none undoes what the other wrote. Its links are
 * followed, its mode stays.
 *
 * Errors: `unwritable`.
 */
export async function changeFile(path: string, change: () => string | Promise<string>): Promise<void> {
  try {
    await withLock(path, async () => replaceFile(path, await change(), { isDurable: true }));
  } catch (error) {
    throw 'code' in Object(error) && !(error instanceof UserError) ? unwritable(path, error) : error;
  }
}

function unwritable(path: string, cause: unknown): UserError {
  const { code = 'failed' } = cause as NodeJS.ErrnoException;
  return new UserError('unwritable', `${path} cannot be written (${code})`, { cause });
}
