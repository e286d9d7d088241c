/** What every worker of the tests is started with, so that no test waits for what it does not test. */
import { mkdirSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MEMORY = '/dev/shm';
/** The largest of the tests writes some hundred megabytes, and several run at once. */
const ENOUGH = 4 * 2 ** 30;

/** In memory where there is room: git waits for the disk at every commit. */
function roomy(): string {
  if (process.env['TMPDIR'] !== undefined) return tmpdir();
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize < ENOUGH ? tmpdir() : MEMORY;
  } catch {
    return tmpdir();
  }
}

/** Variables of the workers, which the gits that tests start inherit. The temporary directory ends with this process. */
export function settings(): Readonly<Record<string, string>> {
  const directory = mkdtempSync(join(roomy(), 'leakward-tests-'));
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  // A new repository has the usual directories, and no examples of hooks.
  const template = join(directory, 'template');
  for (const name of ['hooks', 'info']) mkdirSync(join(template, name), { recursive: true });
  return { TMPDIR: directory, GIT_TEMPLATE_DIR: template };
}
