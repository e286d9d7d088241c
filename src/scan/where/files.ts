/** The files of a repository's work trees and git directory, and of the machine, as one plan. */
import { readdirSync } from 'node:fs';
import { posix } from 'node:path';
import { type BytePath, decodePath, toBytePath } from '../../git/byte-path.ts';
import { listWorkTree } from '../../git/ls-files.ts';
import type { Repository } from '../../git/repository.ts';
import { findWorkTree } from '../../git/work-tree.ts';
import type { Skipped } from '../../model/report.ts';
import type { FileUnit } from '../../sources/file-unit.ts';
import type { FilesPlan } from '../../sources/files.ts';
import { below, excluded, reasonOf, type Walked, walk } from '../../sources/walk.ts';
import { type Machine, planMachine } from './machine.ts';
import type { FileState } from './place.ts';
import type { Preset } from './presets.ts';

/** What a file is part of. */
export type Part =
  | { readonly kind: 'work-tree'; readonly root: string }
  | { readonly kind: 'git-directory' }
  | { readonly kind: 'machine'; readonly preset: Preset };

export interface PartedPlan extends FilesPlan {
  /** By the name that reports show. */
  readonly partOf: ReadonlyMap<string, { readonly part: Part; readonly path: BytePath }>;
}

export interface FilesOf {
  readonly cwd: string;
  /** Roots of work trees; outside a repository the working directory. */
  readonly roots: readonly string[];
  readonly repository: Repository | undefined;
  /** Undefined: only the repository. */
  readonly machine: Machine | undefined;
}

/** Every file once, also the ignored ones. */
export function planParts({ cwd, roots, repository, machine }: FilesOf): PartedPlan {
  const units = new Map<BytePath, FileUnit>();
  const partOf = new Map<string, { part: Part; path: BytePath }>();
  const skipped: Skipped[] = [];
  const add = (part: Part, walked: Walked): void => {
    for (const one of walked.skipped) skipped.push(one);
    for (const unit of walked.units) {
      if (units.has(unit.path)) continue;
      units.set(unit.path, unit);
      partOf.set(decodePath(unit.name), { part, path: unit.path });
    }
  };
  for (const root of roots) add({ kind: 'work-tree', root }, filesBelow(root, cwd));
  if (repository !== undefined) add({ kind: 'git-directory' }, gitFiles(repository, cwd));
  for (const { preset, ...walked } of machine === undefined ? [] : planMachine(machine))
    add({ kind: 'machine', preset }, walked);
  return { units: [...units.values()], skipped, notes: [], partOf };
}

function filesBelow(root: string, cwd: string): Walked {
  const directory = toBytePath(root);
  const into: Walked = { units: [], skipped: [] };
  walk(directory, directory, into);
  const own = decodePath(below(directory, '.git'));
  const skipped = into.skipped.filter(({ path }) => path !== own);
  return seenFrom(cwd, { units: into.units, skipped });
}

/** Names as one would type them in the working directory. */
function seenFrom(cwd: string, { units, skipped }: Walked): Walked {
  const from = toBytePath(cwd);
  return {
    units: units.map((unit) => ({ ...unit, name: posix.relative(from, unit.name) })),
    skipped: skipped.map((one) => ({ ...one, path: posix.relative(decodePath(from), one.path) || '.' })),
  };
}

/** Parts of a git directory that are read as objects, or by themselves. */
const NOT_FILES = ['objects', 'lfs', 'modules'];

/** Settings, hooks, messages and reflogs. */
function gitFiles({ commonDir }: Repository, cwd: string): Walked {
  const into: Walked = { units: [], skipped: [] };
  const directory = toBytePath(commonDir);
  try {
    for (const entry of readdirSync(commonDir, { withFileTypes: true })) {
      if (NOT_FILES.includes(entry.name)) continue;
      const path = below(directory, toBytePath(entry.name));
      if (entry.isDirectory()) walk(path, path, into);
      else if (entry.isFile()) into.units.push({ path, name: path, kind: 'file' });
      else if (entry.isSymbolicLink()) into.units.push({ path, name: path, kind: 'link' });
      else into.skipped.push(excluded(path, 'special file: pipe, socket or device'));
    }
  } catch (error) {
    into.skipped.push({ kind: 'unread', path: commonDir, reason: reasonOf(error) });
  }
  return seenFrom(cwd, into);
}

/** Says of files below a work tree's root what git makes of them; undefined outside a repository. */
export type StateTest = (path: BytePath) => FileState | undefined;

/** Throws `git-failed`. */
export async function createStateTest(root: string, signal: AbortSignal): Promise<StateTest> {
  if (findWorkTree(root) !== root) return () => undefined;
  const start = `${toBytePath(root)}/`;
  const listed = new Map((await listWorkTree(root, { signal })).map((entry) => [start + entry.path, entry]));
  return (path) => {
    const entry = listed.get(path);
    if (entry !== undefined) return entry.isTracked ? 'tracked' : 'untracked';
    const directory = Buffer.from(path.slice(0, path.lastIndexOf('/')), 'latin1').toString('utf8');
    return findWorkTree(directory) === root ? 'ignored' : 'nested repository';
  };
}
