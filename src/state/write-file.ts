/** Files that several runs may write at one time. */
import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { UserError } from '../model/error.ts';

/**
 * Puts a file in place whole: who reads meanwhile has the old one, and two who write never mix. A link at the path is
 * replaced and not followed: in a hostile repository it may lead anywhere.
 */
export function replaceFile(path: string, text: string, mode: number): void {
  const fresh = `${path}.${randomUUID()}`;
  try {
    writeFileSync(fresh, text, { flag: 'wx', mode });
    renameSync(fresh, path);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw error;
  }
}

const STEP = 20;
const PATIENCE = 5000;

/**
 * Changes a file that people keep: alone, so that of two runs none undoes what the other wrote. Its links are
 * followed, its mode stays.
 *
 * Errors: `unwritable`.
 */
export async function changeFile(path: string, change: () => string | Promise<string>): Promise<void> {
  const lock = `${path}.lock`;
  await take(lock, path);
  try {
    const text = await change();
    const stat = statSync(path, { throwIfNoEntry: false });
    const place = stat === undefined ? path : realpathSync(path);
    replaceFile(place, text, 0o666);
    if (stat !== undefined) chmodSync(place, stat.mode & 0o7777);
  } catch (error) {
    throw 'code' in Object(error) && !(error instanceof UserError) ? unwritable(path, error) : error;
  } finally {
    rmSync(lock, { force: true });
  }
}

async function take(lock: string, path: string): Promise<void> {
  for (let waited = 0; ; waited += STEP) {
    try {
      closeSync(openSync(lock, 'wx'));
      return;
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw unwritable(path, cause);
      if (waited >= PATIENCE) {
        throw new UserError('unwritable', `another run is changing ${path}`, {
          hint: `if none is, delete ${lock}`,
          cause,
        });
      }
    }
    await setTimeout(STEP);
  }
}

function unwritable(path: string, cause: unknown): UserError {
  const { code = 'failed' } = cause as NodeJS.ErrnoException;
  return new UserError('unwritable', `${path} cannot be written (${code})`, { cause });
}
