/** Files as a source: first the plan of what is to be read, then the reading, pulled by the scan. */
import { lstatSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, relative, resolve } from 'node:path';
import fastGlob from 'fast-glob';
import { isInside } from '../git/locate.ts';
import { type ListedFile, listWorkTree, workTreeRoot } from '../git/work-tree.ts';
import { UserError } from '../model/error.ts';
import type { Skipped } from '../model/report.ts';
import { joinPath, printPath } from './path.ts';
import { excluded, walk, type Walked } from './walk.ts';

/** One file to read. */
export interface FileUnit {
  /** For `fs`. */
  readonly path: Buffer;
  /** For reports. */
  readonly name: Buffer;
  readonly kind: 'file' | 'symlink';
  readonly tracked?: boolean;
}

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
}

/** Errors: `not-found` for a path that is neither there nor a glob that matches; `git-failed`. */
export async function planFiles(request: FilesRequest): Promise<FilesPlan> {
  const found: Walked = { units: [], skipped: [] };
  for (const path of request.paths.length === 0 ? ['.'] : request.paths) {
    for (const match of await matchesOf(path, request.cwd)) await addPath(match, request, found);
  }
  const units = leaveOut(distinct(found.units), request.exclude, found.skipped);
  return { units, skipped: found.skipped };
}

async function matchesOf(path: string, cwd: string): Promise<string[]> {
  if (existing(resolve(cwd, path))) return [path];
  if (fastGlob.isDynamicPattern(path)) {
    const options = { cwd, dot: true, followSymbolicLinks: false, onlyFiles: true, suppressErrors: true };
    const matches = await fastGlob(path.replaceAll('\\', '/'), options);
    if (matches.length > 0) return matches;
    throw new UserError('not-found', `no file matches ${path}`);
  }
  throw new UserError('not-found', `no such file or directory: ${path}`, hintFor(path, cwd));
}

function existing(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** The name beside it that differs only in case or by a few letters. */
function hintFor(path: string, cwd: string): { hint?: string } {
  const directory = dirname(resolve(cwd, path));
  const wanted = basename(path).toLowerCase();
  if (!existing(directory)) return {};
  const near = readdirSync(directory).find((name) => name.toLowerCase().startsWith(wanted.slice(0, 3)));
  return near === undefined ? {} : { hint: `did you mean ${relative(cwd, resolve(directory, near))}?` };
}

async function addPath(path: string, request: FilesRequest, into: Walked): Promise<void> {
  const full = resolve(request.cwd, path);
  const stat = statSync(full, { throwIfNoEntry: false }) ?? lstatSync(full);
  const name = Buffer.from(relative(request.cwd, full) || '.');
  if (stat.isDirectory()) await addDirectory(full, request, into);
  // A pipe that was named is read: `leakward scan <(command)`.
  else into.units.push({ path: Buffer.from(full), name, kind: stat.isSymbolicLink() ? 'symlink' : 'file' });
}

async function addDirectory(full: string, request: FilesRequest, into: Walked): Promise<void> {
  const shown = Buffer.from(relative(request.cwd, full));
  const options = { cwd: full, signal: request.signal };
  const root = request.all ? undefined : await workTreeRoot(options);
  if (root === undefined) return walk(Buffer.from(full), shown, into);
  for (const file of await listWorkTree(options)) addListed(file, full, shown, into);
}

const PASSED = {
  submodule: 'submodule or nested repository: scan it by itself',
  sparse: 'not checked out (sparse checkout)',
} as const;

function addListed(file: ListedFile, full: string, shown: Buffer, into: Walked): void {
  const name = joinPath(shown, file.path);
  if (file.kind === 'submodule' || file.kind === 'sparse') into.skipped.push(excluded(name, PASSED[file.kind]));
  else into.units.push({ path: joinPath(Buffer.from(full), file.path), name, kind: file.kind, tracked: file.tracked });
}

function distinct(units: readonly FileUnit[]): FileUnit[] {
  const byPath = new Map(units.map((unit) => [unit.path.toString('latin1'), unit]));
  return [...byPath.values()].sort((a, b) => a.name.compare(b.name));
}

function leaveOut(units: readonly FileUnit[], globs: readonly string[], skipped: Skipped[]): FileUnit[] {
  if (globs.length === 0) return [...units];
  const isOut = createGlobTest(globs);
  return units.filter((unit) => {
    const out = isOut(printPath(unit.name));
    if (out) skipped.push(excluded(unit.name, 'matches --exclude'));
    return !out;
  });
}

/** True for paths that one of the globs matches: `**`, `*`, `?`, `[ab]`, `{a,b}`; a directory's name covers what is below. */
export function createGlobTest(globs: readonly string[]): (path: string) => boolean {
  const tests = globs.map((glob) => {
    const pattern = glob.includes('/') ? glob.replace(/^\.?\//, '') : `**/${glob}`;
    return globToRegExp(pattern.replace(/\/$/, ''));
  });
  return (path) => tests.some((test) => test.test(path));
}

function globToRegExp(glob: string): RegExp {
  const source = glob.replace(/\*\*\/|\*\*|\*|\?|[.+^$()|[\]{}\\]/g, (piece) => {
    if (piece === '**/') return '(?:[^/]+/)*';
    if (piece === '**') return '.*';
    if (piece === '*') return '[^/]*';
    return piece === '?' ? '[^/]' : `\\${piece}`;
  });
  return new RegExp(`^${source}(?:/.*)?$`);
}

/** True if a symbolic link leads out of the directory it was found in. */
export function leadsOut(target: string, root: string): boolean {
  return !isInside(target, root);
}
