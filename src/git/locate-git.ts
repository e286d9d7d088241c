/**
 * Which git to run. Never one that lies in the repository being scanned: a `git` put there, and a PATH with a
 * relative entry (or Windows, which looks in the working directory first), would run a stranger's program.
 */
import path from 'node:path';
import { UserError } from '../model/error.ts';
import { isProgram } from './program.ts';
import { isInside, realPath } from './real-path.ts';

/** Where to look, and where not to. */
export interface LocateRequest {
  /** The PATH variable. */
  readonly searchPath: string | undefined;
  /** Directory that git may not come from: the work tree being scanned. */
  readonly outside: string | undefined;
  readonly platform: NodeJS.Platform;
}

/** Absolute path of the first git on PATH that is a program outside the scanned repository. Throws `git-failed`. */
export function locateGit(request: LocateRequest): string {
  const program = request.platform === 'win32' ? 'git.exe' : 'git';
  const entries = (request.searchPath ?? '').split(path.delimiter).filter((entry) => path.isAbsolute(entry));
  const outside = request.outside === undefined ? undefined : realPath(request.outside);
  for (const entry of entries) {
    const found = realPath(path.join(entry, program));
    if (found === undefined || !isProgram(found)) continue;
    if (outside !== undefined && (isInside(found, outside) || leadsThrough(entry, outside))) continue;
    return path.join(entry, program);
  }
  throw new UserError('git-failed', 'git was not found on PATH', {
    hint: 'Install git 2.26 or later; a git inside the scanned repository or on a relative PATH entry is not used.',
  });
}

/**
 * True if any directory on the way to `entry` lies in `directory`: a link there that leads to a good git today may lead
 * to another one tomorrow.
 */
function leadsThrough(entry: string, directory: string): boolean {
  const unresolved = path.join(realPath(path.dirname(entry)) ?? path.dirname(entry), path.basename(entry));
  if (isInside(unresolved, directory) || isInside(realPath(entry) ?? entry, directory)) return true;
  return path.dirname(entry) !== entry && leadsThrough(path.dirname(entry), directory);
}
