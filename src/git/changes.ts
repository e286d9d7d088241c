/** What an index changes against a commit: `git diff-index --raw`, in which attributes and renames play no part. */
import type { BytePath } from './byte-path.ts';
import { type GitOptions, git } from './spawn.ts';

export interface Change {
  readonly path: BytePath;
  /** Mode after the change; `000000` if it is gone. */
  readonly mode: string;
  /** Id of the blob before; undefined if there was none. */
  readonly before: string | undefined;
  /** Id of the blob after; undefined if it is gone, not added yet, or in conflict. */
  readonly after: string | undefined;
}

/** Ids that git knows without having them: a tree of nothing in SHA-1 and SHA-256. */
const EMPTY_TREES = [
  '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
  '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321',
] as const;

/** Changes of the index against a commit. Throws `git-failed`: there is no such commit. */
export async function indexChanges(
  commit: string,
  options: Pick<GitOptions, 'cwd' | 'gitDir' | 'signal'>,
): Promise<Change[]> {
  const args = [
    'diff-index',
    '--cached',
    '--raw',
    '-z',
    '--no-renames',
    '--no-abbrev',
    '--no-ext-diff',
    commit,
    '--',
  ];
  return parseChanges((await git(args, options)).toString('latin1'));
}

/** Changes of the index against HEAD, or against nothing before the first commit. */
export async function stagedChanges(
  options: Pick<GitOptions, 'cwd' | 'gitDir' | 'signal'>,
): Promise<Change[]> {
  try {
    return await indexChanges('HEAD', options);
  } catch (error) {
    const output = await git(['rev-parse', '--verify', '--quiet', 'HEAD'], { ...options, statuses: [0, 1] });
    if (output.length > 0) throw error;
    const format = await git(['rev-parse', '--show-object-format'], options);
    return await indexChanges(EMPTY_TREES[format.toString().trim() === 'sha256' ? 1 : 0], options);
  }
}

/** Reads `:mode mode oid oid status NUL path NUL`, repeated. */
export function parseChanges(output: string): Change[] {
  const parts = output.split('\0');
  const changes: Change[] = [];
  for (let i = 0; i + 1 < parts.length; i += 2) {
    const [, mode = '', before = '', after = ''] = (parts[i] ?? '').split(' ');
    changes.push({ path: parts[i + 1] ?? '', mode, before: real(before), after: real(after) });
  }
  return changes;
}

function real(oid: string): string | undefined {
  return /^0*$/.test(oid) ? undefined : oid;
}
