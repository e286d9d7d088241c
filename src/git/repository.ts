/** A repository: where its parts lie, and what is known to be missing from it. */
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { cutRandom } from '../detect/randomness/cut.ts';
import { UserError } from '../model/error.ts';
import { isGitDirectoryAt } from './git-directory.ts';
import { type GitOptions, git } from './spawn.ts';
import { findWorkTree } from './work-tree.ts';

/** All paths absolute. */
export interface Repository {
  readonly gitDir: string;
  /** Shared by the repository's work trees. */
  readonly commonDir: string;
  readonly objects: string;
  /** Bytes of an object id: 20 for SHA-1, 32 for SHA-256. */
  readonly oidBytes: number;
  readonly isShallow: boolean;
  /** What git needs to be told to work on it. */
  readonly git: Pick<GitOptions, 'cwd' | 'gitDir' | 'access'>;
}

/** True for a repository's own directory. A work tree may have files of these names. */
function isOwnDirectory(directory: string): boolean {
  const has = (name: string): boolean => existsSync(path.join(directory, name));
  return !has('.git') && (isGitDirectoryAt(directory) || (has('HEAD') && has('commondir')));
}

/**
 * Opens the repository that `directory` belongs to or is, bare ones too. Errors: `not-found`, `not-a-repository`,
 * `git-failed`.
 */
export async function openRepository(directory: string, isNamed: boolean): Promise<Repository> {
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new UserError('not-found', `no directory ${cutRandom(directory)}`);
  const access = { repository: isNamed ? 'discover' : 'inherit' } as const;
  const isBare = isOwnDirectory(directory) && (isNamed || findWorkTree(directory) === undefined);
  const found = { cwd: directory, access, ...(isBare ? { gitDir: directory } : {}) };
  const [gitDir = '', commonDir = '', objects = '', isShallow, format] = await answersOf(found);
  return {
    gitDir,
    commonDir: path.resolve(directory, commonDir),
    objects: path.resolve(directory, objects),
    oidBytes: format === 'sha256' ? 32 : 20,
    isShallow: isShallow === 'true',
    git: { ...found, gitDir },
  };
}

/** What git is asked about a repository. Each answer ends with a line end, and a path may hold more of them. */
const QUESTIONS = [
  ['--absolute-git-dir'],
  ['--git-common-dir'],
  ['--git-path', 'objects'],
  ['--is-shallow-repository'],
  ['--show-object-format'],
] as const;

/**
 * Asks all questions in one call. Where there are more lines than questions, a path holds a line end: then each
 * question is asked alone, since otherwise a part of the path would be taken for the next answer.
 */
async function answersOf(found: GitOptions): Promise<string[]> {
  const ask = async (question: readonly string[]): Promise<string> =>
    (await git(['rev-parse', ...question], found)).toString();
  const lines = (await ask(QUESTIONS.flat())).split('\n');
  if (lines.length === QUESTIONS.length + 1) return lines;
  return (await Promise.all(QUESTIONS.map(ask))).map((answer) => answer.replace(/\n$/, ''));
}
