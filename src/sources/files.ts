/** Files as a source: first the plan of what is to be read, then the reading, pulled by the scan. */
import { lstatSync, readdirSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, relative, resolve } from 'node:path';
import { cutRandom } from '../detect/randomness/cut.ts';
import { type BytePath, decodePath, forFs, toBytePath } from '../git/byte-path.ts';
import { isGitDirectoryAt } from '../git/git-directory.ts';
import { listWorkTree, type TreeEntry } from '../git/ls-files.ts';
import { findWorkTree } from '../git/work-tree.ts';
import { UserError } from '../model/error.ts';
import type { Skipped } from '../model/report.ts';
import { nearest } from '../rules/nearest.ts';
import type { FileUnit } from './file-unit.ts';
import { withoutGitObjects } from './git-directories.ts';
import { checkGlobs, createGlobMatcher } from './glob/glob.ts';
import { createPace } from './turn.ts';
import { below, excluded, type Walked, walkInTurns } from './walk.ts';

export interface FilesRequest {
  readonly cwd: string;
  /** Files, directories and globs; none means the working directory. */
  readonly paths: readonly string[];
  /** Ignored files of work trees, too. */
  readonly all: boolean;
  readonly exclude: readonly string[];
  readonly signal: AbortSignal;
}

/** What is to be read and what is passed by, in byte order of the names. */
export interface FilesPlan {
  readonly units: readonly FileUnit[];
  readonly skipped: readonly Skipped[];
  readonly notes: readonly string[];
}

/**
 * Errors: `not-found` for a path that is neither there nor a glob that matches; `bad-usage` for too many or too long
 * globs; `git-failed`.
 */
export async function planFiles(request: FilesRequest): Promise<FilesPlan> {
  checkGlobs(request.exclude, '--exclude', 'bad-usage');
  const found: Walked = { units: [], skipped: [] };
  for (const path of request.paths.length === 0 ? ['.'] : request.paths) {
    for (const match of await matchesOf(path, request.cwd)) await addPath(match, request, found);
  }
  const kept = leaveOut({ ...found, units: distinct(found.units) }, request.exclude);
  const directories = request.paths.map((path) => resolve(request.cwd, path));
  const { units, skipped } = withoutGitObjects(kept.units, [request.cwd, ...directories]);
  return { units, skipped: [...kept.skipped, ...skipped], notes: kept.notes };
}

async function matchesOf(path: string, cwd: string): Promise<string[]> {
  if (existing(resolve(cwd, path))) return [path];
  // Loaded only where something is named that is not there: it takes longer than a small scan.
  const { default: fastGlob } = await import('fast-glob');
  if (fastGlob.isDynamicPattern(path)) {
    const options = { cwd, dot: true, followSymbolicLinks: false, onlyFiles: true, suppressErrors: true };
    const matches = await fastGlob(path.replaceAll('\\', '/'), options);
    if (matches.length > 0) return matches;
    throw new UserError('not-found', `no file matches ${cutRandom(path)}`);
  }
  throw new UserError('not-found', `no such file or directory: ${cutRandom(path)}`, hintFor(path, cwd));
}

function existing(path: string | Buffer): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** The name beside a missing path that was most likely meant. */
export function hintFor(path: string, cwd: string): { hint?: string } {
  const directory = dirname(resolve(cwd, path));
  const near = nearest(basename(path), namesIn(directory));
  return near === undefined ? {} : { hint: `did you mean ${relative(cwd, resolve(directory, near))}?` };
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

async function addPath(path: string, request: FilesRequest, into: Walked): Promise<void> {
  const full = resolve(request.cwd, path);
  const stat = statSync(full, { throwIfNoEntry: false }) ?? lstatSync(full);
  if (stat.isDirectory()) return await addDirectory(full, request, into);
  const name = toBytePath(relative(request.cwd, full) || '.');
  into.units.push({ path: toBytePath(full), name, kind: kindOf(stat), isNamed: true });
}

/** A pipe or device that was named is read: `leakward scan <(command)`. */
function kindOf(stat: Stats): FileUnit['kind'] {
  if (stat.isFile()) return 'file';
  return stat.isSymbolicLink() ? 'link' : 'stream';
}

async function addDirectory(full: string, request: FilesRequest, into: Walked): Promise<void> {
  const shown = toBytePath(relative(request.cwd, full));
  const isWalked = request.all || findWorkTree(full) === undefined || isGitDirectoryAt(full);
  if (isWalked) return await walkInTurns(toBytePath(full), shown, into, createPace(request.signal));
  for (const entry of await listWorkTree(full, { signal: request.signal })) {
    addListed(entry, toBytePath(full), shown, into);
  }
}

function addListed(entry: TreeEntry, full: BytePath, shown: BytePath, into: Walked): void {
  const { path, kind, isTracked: tracked, isSparse } = entry;
  const name = below(shown, path);
  // Marked as not checked out, it may be on disk all the same: a usual way to keep local secrets out of commits.
  if (isSparse && !existing(forFs(below(full, path))))
    into.skipped.push(excluded(name, 'not checked out (sparse checkout)'));
  else if (kind === 'file' || kind === 'link')
    into.units.push({ path: below(full, path), name, kind, tracked });
  else
    into.skipped.push(
      excluded(name, `${kind === 'submodule' ? 'submodule' : 'nested repository'}: scan it by itself`),
    );
}

function distinct(units: readonly FileUnit[]): FileUnit[] {
  const byPath = new Map(units.map((unit) => [unit.path, unit]));
  return [...byPath.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What cannot be read is no gap where it was to be left out. */
function leaveOut({ units, skipped }: Walked, globs: readonly string[]): FilesPlan {
  if (globs.length === 0) return { units, skipped, notes: [] };
  const match = createGlobMatcher(globs);
  const met = new Set<number>();
  const isOut = (path: string): boolean => {
    const matched = match(path);
    for (const index of matched) met.add(index);
    return matched.length > 0;
  };
  const [out, kept] = parted(units, ({ name }) => isOut(decodePath(name)));
  const left = skipped.map((one) => (isOut(one.path) ? { ...one, ...NOT_WANTED } : one));
  const unmet = globs.filter((_, index) => !met.has(index));
  return {
    units: kept,
    skipped: [...left, ...out.map(({ name }) => excluded(name, NOT_WANTED.reason))],
    notes: unmet.length === 0 ? [] : [`--exclude matched nothing: ${unmet.map(cutRandom).join(', ')}`],
  };
}

const NOT_WANTED = { kind: 'excluded', reason: 'matches --exclude' } as const;

function parted<T>(all: readonly T[], isFirst: (one: T) => boolean): [T[], T[]] {
  const first: T[] = [];
  const rest: T[] = [];
  for (const one of all) (isFirst(one) ? first : rest).push(one);
  return [first, rest];
}
