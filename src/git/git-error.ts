/** git's complaints in our words. */
import { UserError } from '../model/error.ts';
import { gitWords } from './git-words.ts';

const MAX_WORDS = 600;

/**
 * The error for a git that ended badly. Names the subcommand only, as arguments may hold URLs; git's own words
 * follow, without control characters, without the user part of any URL, and without what may be part of a key.
 * @param known texts that git was given and may be repeated, such as the working directory
 */
export function gitError(
  subcommand: string,
  status: string,
  stderr: string,
  known: readonly string[] = [],
): UserError {
  const words = gitWords(readable(stderr), known);
  const message = `git ${subcommand} failed (${status})${words === '' ? '' : `: ${words}`}`;
  if (/not a git repository/i.test(stderr)) {
    return new UserError('not-a-repository', message, { hint: 'Name a directory inside a git repository.' });
  }
  const hint = hintFor(stderr);
  return new UserError('git-failed', message, hint === undefined ? {} : { hint });
}

function hintFor(stderr: string): string | undefined {
  if (/dubious ownership|unsafe repository/i.test(stderr)) {
    return (
      'The repository belongs to another user, so git will not read it. If you trust it: ' +
      'git config --global --add safe.directory <its path> (in CI, the path of the checkout).'
    );
  }
  if (/safe\.bareRepository|cannot use bare repository/i.test(stderr)) {
    return 'A bare repository is read only when it is named: leakward history <its path>.';
  }
  if (/transport '.*' not allowed|lazy fetching disabled/i.test(stderr)) {
    return 'The clone is partial and objects are missing here: fetch them first, or scan a full clone.';
  }
  return undefined;
}

function readable(stderr: string): string {
  const text = stderr
    .replace(/\/\/[^/\s@]*@/g, '//')
    .replace(/[\x00-\x1f\x7f-\x9f]+/g, ' ')
    .trim();
  return text.length > MAX_WORDS ? `${text.slice(0, MAX_WORDS)}…` : text;
}
