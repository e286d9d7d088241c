/** What a work tree holds: tracked files and untracked ones that no ignore file covers. */
import { UserError } from '../model/error.ts';
import { type GitOptions, runGit } from './run.ts';

/** A path as git has it: bytes below the work tree's root, `/` between. */
export interface ListedFile {
  readonly path: Buffer;
  readonly kind: 'file' | 'symlink' | 'submodule' | 'sparse';
  readonly tracked: boolean;
}

/** Root of the work tree round a directory; undefined if there is none. */
export async function workTreeRoot(options: GitOptions): Promise<string | undefined> {
  try {
    const out = await runGit(['rev-parse', '--show-toplevel'], options);
    return out.toString('utf8').replace(/\n$/, '');
  } catch (error) {
    if (error instanceof UserError && error.code === 'not-a-repository') return undefined;
    throw error;
  }
}

/** Files below `cwd` (paths relative to it), tracked first in git's order. */
export async function listWorkTree(options: GitOptions): Promise<ListedFile[]> {
  const [tracked, untracked] = await Promise.all([
    runGit(['ls-files', '-z', '--cached', '--stage', '-t'], options),
    runGit(['ls-files', '-z', '--others', '--exclude-standard'], options),
  ]);
  const files = new Map<string, ListedFile>();
  for (const record of records(tracked)) {
    const file = readTracked(record);
    files.set(file.path.toString('latin1'), file);
  }
  for (const path of records(untracked)) {
    // A nested repository is listed as a directory.
    const isRepository = path.at(-1) === 0x2f;
    const name = isRepository ? path.subarray(0, -1) : path;
    files.set(name.toString('latin1'), { path: name, kind: isRepository ? 'submodule' : 'file', tracked: false });
  }
  return [...files.values()];
}

/** Records that end with NUL. */
export function records(bytes: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(0, from);
    const to = end < 0 ? bytes.length : end;
    found.push(bytes.subarray(from, to));
    from = to + 1;
  }
  return found;
}

/** `<tag> <mode> <oid> <stage>\t<path>` (git-ls-files): tag S is skip-worktree. */
function readTracked(record: Buffer): ListedFile {
  const tab = record.indexOf(0x09);
  const [tag = '', mode = ''] = record.toString('latin1', 0, tab).split(' ');
  return { path: record.subarray(tab + 1), kind: kindOf(tag, mode), tracked: true };
}

function kindOf(tag: string, mode: string): ListedFile['kind'] {
  if (mode === '160000') return 'submodule';
  if (tag === 'S') return 'sparse';
  return mode === '120000' ? 'symlink' : 'file';
}
