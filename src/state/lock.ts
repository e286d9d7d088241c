/** Locks between runs: a file beside the one that is changed. */
import { closeSync, openSync, rmSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { UserError } from '../model/error.ts';

/** In milliseconds. */
const STEP = 20;
const PATIENCE = 5000;

/**
 * Does something to a file while no other run does. Errors: `unwritable` where another one holds the lock for seconds.
 *
 * @throws as `openSync` does where the lock cannot be made
 */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const lock = `${path}.lock`;
  await take(lock, path);
  try {
    return await work();
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
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
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
