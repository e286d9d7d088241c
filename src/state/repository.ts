/** What ties a file of ours to a repository, and what earlier versions left in the repository itself. */
import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, realpathSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A name for files about a git directory: 32 hexadecimal digits of the SHA-256 of its real path and inode. Another
 * repository at the same path gets another name, and so does a moved one.
 *
 * @throws where there is no such directory
 */
export function repositoryName(gitDir: string): string {
  const path = realpathSync(gitDir);
  const { dev, ino } = statSync(path, { bigint: true });
  return createHash('sha256').update(`${path}\0${dev}\0${ino}`).digest('hex').slice(0, 32);
}

const OLD_FILES = /^(?:history|last)\.json(?:\.[0-9a-f-]{36})?$/;

/**
 * Deletes what earlier versions kept in `leakward/` of a git directory, without reading it: in a hostile repository
 * it may be anything. A link in place of the directory is none of ours and stays. Failures are ignored.
 */
export function removeOldFiles(gitDir: string): void {
  const directory = join(gitDir, 'leakward');
  try {
    if (lstatSync(directory, { throwIfNoEntry: false })?.isDirectory() !== true) return;
    const names = readdirSync(directory).filter((name) => OLD_FILES.test(name));
    for (const name of names) rmSync(join(directory, name), { force: true });
    rmdirSync(directory);
  } catch {
    // A repository that cannot be written to, or other files in the directory.
  }
}
