/** A bare repository of our own to fetch into, which no earlier step has seen. */
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { porcelain } from '../git/porcelain.ts';
import { unwritable } from './files.ts';
import type { OpenOptions } from './opened.ts';

/** Its path. Throws `git-failed`. Errors: `unwritable`. */
export async function createBare({ temp, remote, signal, isSha256 }: OpenOptions): Promise<string> {
  const gitDir = makeDirectory(temp);
  const format = isSha256 ? ['--object-format=sha256'] : [];
  const at = { cwd: temp, access: { repository: 'discover' }, signal } as const;
  await porcelain(at, (git) => git.raw('init', '--quiet', '--bare', '--template=', ...format, gitDir));
  const { url } = await remote();
  await porcelain({ ...at, cwd: gitDir, gitDir }, (git) => git.addConfig('remote.origin.url', url));
  return gitDir;
}

function makeDirectory(temp: string): string {
  try {
    return mkdtempSync(join(temp, 'leakward-objects-'));
  } catch (cause) {
    throw unwritable('the repository to fetch into', cause);
  }
}
