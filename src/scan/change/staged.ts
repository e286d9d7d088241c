/** The scan of what an index changes: only keys that stand in no state it comes from. */
import { isAbsolute, join } from 'node:path';
import type { Detector } from '../../detect/detector.ts';
import { decodePath } from '../../git/byte-path.ts';
import { type Change, indexChanges, stagedChanges } from '../../git/changes.ts';
import type { GitDirectories } from '../../git/git-directory.ts';
import { readPlainFile } from '../../git/plain-file.ts';
import { NO_COVERAGE } from '../../model/coverage.ts';
import { isObjectId } from '../../model/origin.ts';
import type { Result, Skipped } from '../../model/report.ts';
import { namesWithin, resultsAt, standingNames } from '../names.ts';
import { resultOf, type Scanned } from '../scanned.ts';
import { detectIn, detectInLfs, fingerprintsIn, type StagedGit } from './staged-blobs.ts';

export interface StagedOptions {
  /** Awaited when git has been asked: it is compiled meanwhile. */
  readonly detector: Promise<Detector>;
  readonly git: StagedGit;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where git keeps what it is in the middle of, and objects. */
  readonly repository: GitDirectories | undefined;
}

const GITLINK = '160000';

/** Throws `git-failed`, `not-a-repository`. */
export async function scanStaged(options: StagedOptions): Promise<Scanned> {
  const { detector, git, env, repository } = options;
  const { gitDir, commonDir } = repository ?? {};
  const sides = await sidesOf(options);
  const [own = []] = sides;
  const added = newInAll(sides);
  const skipped: Skipped[] = own
    .filter(({ mode }) => mode === GITLINK)
    .map(({ path }) => ({ kind: 'excluded', path: decodePath(path), reason: 'submodule' }));
  const ready = await detector;
  const read = await detectIn(added, ready, git, objectsOf(env, commonDir));
  const lfs = await detectInLfs(read.pointers, ready, git, commonDir);
  const named = await keysInNames(sides, ready, git, env, gitDir);
  const found = [...[...read.findings, ...lfs.findings].map(resultOf), ...named];
  const old =
    found.length === 0 ? new Set<string>() : await fingerprintsIn(replacedIn(sides), ready, git, commonDir);
  const all = [...skipped, ...read.skipped, ...lfs.skipped];
  return {
    results: found.filter(({ finding }) => !old.has(finding.fingerprint)),
    coverage: { ...NO_COVERAGE, blobs: added.length, bytes: read.bytes, skipped: all },
  };
}

/** Fingerprints of the keys in everything that the change replaces, in any of the states it comes from. */
export async function keysBefore(options: StagedOptions): Promise<Set<string>> {
  const before = replacedIn(await sidesOf(options));
  return await fingerprintsIn(before, await options.detector, options.git, options.repository?.commonDir);
}

/** What the index changes against HEAD, then against each other state that it comes from. */
async function sidesOf({ git, env, repository }: StagedOptions): Promise<Change[][]> {
  const sides = [await stagedChanges(git)];
  for (const parent of otherParents(env, repository?.gitDir)) sides.push(await indexChanges(parent, git));
  return sides;
}

function replacedIn(sides: readonly (readonly Change[])[]): string[] {
  return sides.flatMap((side) => side.flatMap((change) => change.before ?? []));
}

/** Keys in the names of what is added: at a path that no side has, with a name that none of their files has. */
async function keysInNames(
  sides: readonly (readonly Change[])[],
  detector: Detector,
  git: StagedOptions['git'],
  env: StagedOptions['env'],
  gitDir: string | undefined,
): Promise<Result[]> {
  const [own = [], ...others] = sides;
  const isNew = ({ before, after }: Change): boolean => before === undefined && after !== undefined;
  const newThere = others.map((side) => new Set(side.filter(isNew).map(({ path }) => path)));
  const paths = own.filter(isNew).map(({ path }) => path);
  const added = paths.filter((path) => newThere.every((side) => side.has(path)));
  const names = namesWithin(added, detector);
  if (names.size === 0) return [];
  for (const parent of ['HEAD', ...otherParents(env, gitDir)])
    for (const name of await standingNames(new Set(names.keys()), parent, git)) names.delete(name);
  return resultsAt(added, names);
}

/**
 * Commits besides HEAD that the next one will come from, or take up again. `git merge` runs pre-merge-commit before
 * it writes MERGE_HEAD, but names the heads in `GITHEAD_<id>` variables (git's builtin/merge.c). A commit that is
 * picked is no parent of what it becomes: its key is brought in.
 */
function otherParents(env: StagedOptions['env'], gitDir: string | undefined): string[] {
  const announced = Object.keys(env).flatMap((name) => /^GITHEAD_([0-9a-f]{40,64})$/.exec(name)?.[1] ?? []);
  const merged = idsIn(gitDir, 'MERGE_HEAD');
  const reverted = idsIn(gitDir, 'REVERT_HEAD').map((oid) => `${oid}^`);
  return [...new Set([...announced, ...merged, ...reverted])];
}

function idsIn(gitDir: string | undefined, name: string): string[] {
  if (gitDir === undefined) return [];
  return linesOf(join(gitDir, name)).filter(isObjectId);
}

function linesOf(file: string): string[] {
  const lines = readPlainFile(file)?.toString().split('\n') ?? [];
  return lines.filter((line) => line !== '');
}

/** Where `git add` puts objects, found without asking git. */
function objectsOf(env: StagedOptions['env'], commonDir: string | undefined): string | undefined {
  const named = env['GIT_OBJECT_DIRECTORY'];
  if (named !== undefined) return isAbsolute(named) ? named : undefined;
  return commonDir === undefined ? undefined : join(commonDir, 'objects');
}

/** Blobs that no side has at their path. */
function newInAll(sides: readonly (readonly Change[])[]): { oid: string; path: string }[] {
  const [own = [], ...others] = sides;
  const there = others.map((side) => new Set(side.map(({ path, after }) => `${after} ${path}`)));
  return own.flatMap(({ path, mode, after }) =>
    after !== undefined && mode !== GITLINK && there.every((side) => side.has(`${after} ${path}`))
      ? [{ oid: after, path: decodePath(path) }]
      : [],
  );
}
