/**
 * Globs over paths of reports: what `--exclude` and `.leakwardignore` take. A scanned repository writes both globs and
 * paths, so that a match takes no more steps than all globs have characters, times the characters of the path.
 */
import { type ErrorCode, UserError } from '../../model/error.ts';
import { createAutomaton } from './automaton.ts';
import { compileGlobs } from './compile.ts';

/** Globs that one list may hold, and characters that one of them may have. */
const MOST_GLOBS = 1000;
const LONGEST_GLOB = 1000;

/** Gives the positions of the globs that match a path, in ascending order. */
export type GlobMatcher = (path: string) => readonly number[];

/**
 * Matches `**`, `*`, `?`, `[ab]`, `[!a-z]`, `{a,b}` and `\*`; none but `**` crosses a `/`. A glob without a `/`, but
 * for the last character, matches at every depth, and one that names a directory covers what is below it. What is not closed is literal.
 */
export function createGlobMatcher(globs: readonly string[]): GlobMatcher {
  return createAutomaton(compileGlobs(globs.map(anchored)));
}

function anchored(glob: string): string {
  // `**` after `**` adds nothing.
  const pattern = glob.replace(/\/$/, '').replace(/(?<=^|\/)(?:\*\*\/)+(?=\*\*(?:\/|$))/g, '');
  return pattern.includes('/') ? pattern.replace(/^\.?\//, '') : `**/${pattern}`;
}

/** Throws an error of this code if there are too many globs, or one is too long. @param where for the message */
export function checkGlobs(globs: readonly string[], where: string, code: ErrorCode): void {
  if (globs.length > MOST_GLOBS)
    throw new UserError(code, `${where}: ${globs.length} globs; at most ${MOST_GLOBS} are allowed`, {
      hint: 'name directories instead of files: path/to/directory/**',
    });
  const longest = Math.max(0, ...globs.map(({ length }) => length));
  if (longest > LONGEST_GLOB)
    throw new UserError(
      code,
      `${where}: a glob of ${longest} characters; at most ${LONGEST_GLOB} are allowed`,
    );
}
