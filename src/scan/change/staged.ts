/** The scan of what an index changes: only keys that stand in no state it comes from. */
import { statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { Detector } from '../../detect/detector.ts';
import { printable } from '../../git/byte-path.ts';
import { isEnd, type Piece, readObjects } from '../../git/cat-file.ts';
import { type Change, indexChanges, stagedChanges } from '../../git/changes.ts';
import { readPlainFile } from '../../git/plain-file.ts';
import type { GitOptions } from '../../git/spawn.ts';
import { commonDirAt } from '../../git/work-tree.ts';
import { NO_COVERAGE } from '../../model/coverage.ts';
import { UserError } from '../../model/error.ts';
import type { Finding } from '../../model/finding.ts';
import type { Skipped } from '../../model/report.ts';
import { compressionOf, notOpened } from '../../sources/compressed.ts';
import { createWindows } from '../../sources/pieces.ts';
import { createPace } from '../../sources/turn.ts';
import { isLfsPointer, lfsFile, lfsOidOf, lfsStore } from '../history/lfs.ts';
import { findingsAt, namesWithin, standingNames } from '../names.ts';
import { resultOf, type Scanned } from '../scanned.ts';

export interface StagedOptions {
  /** Awaited when git has been asked: it is compiled meanwhile. */
  readonly detector: Promise<Detector>;
  readonly git: Required<Pick<GitOptions, 'cwd' | 'signal'>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The repository's directory, where git keeps what it is in the middle of. */
  readonly gitDir: string | undefined;
}

const GITLINK = '160000';

/** Throws `git-failed`, `not-a-repository`. */
export async function scanStaged({ detector, git, env, gitDir }: StagedOptions): Promise<Scanned> {
  const sides = await sidesOf({ git, env, gitDir });
  const [own = []] = sides;
  const added = newInAll(sides);
  const skipped: Skipped[] = own
    .filter(({ mode }) => mode === GITLINK)
    .map(({ path }) => ({ kind: 'excluded', path: printable(path), reason: 'submodule' }));
  const ready = await detector;
  const commonDir = gitDir === undefined ? undefined : commonDirAt(gitDir);
  const read = await detectIn(added, ready, git, objectsOf(env, commonDir));
  const lfs = await detectInLfs(read.pointers, ready, git, commonDir);
  const named = await findingsInNames(sides, ready, git, env, gitDir);
  const found = [...read.findings, ...lfs.findings, ...named];
  const old =
    found.length === 0 ? new Set<string>() : await fingerprintsIn(replacedIn(sides), ready, git, commonDir);
  const all = [...skipped, ...read.skipped, ...lfs.skipped];
  return {
    results: found.filter(({ fingerprint }) => !old.has(fingerprint)).map(resultOf),
    coverage: { ...NO_COVERAGE, blobs: added.length, bytes: read.bytes, skipped: all },
  };
}

/** Fingerprints of the keys in everything that the change replaces, in any of the states it comes from. */
export async function keysBefore({ detector, git, env, gitDir }: StagedOptions): Promise<Set<string>> {
  const before = replacedIn(await sidesOf({ git, env, gitDir }));
  const commonDir = gitDir === undefined ? undefined : commonDirAt(gitDir);
  return await fingerprintsIn(before, await detector, git, commonDir);
}

/** What the index changes against HEAD, then against each other state that it comes from. */
async function sidesOf({ git, env, gitDir }: Omit<StagedOptions, 'detector'>): Promise<Change[][]> {
  const sides = [await stagedChanges(git)];
  for (const parent of otherParents(env, gitDir)) sides.push(await indexChanges(parent, git));
  return sides;
}

function replacedIn(sides: readonly (readonly Change[])[]): string[] {
  return sides.flatMap((side) => side.flatMap((change) => change.before ?? []));
}

/** Keys in the names of what is added: at a path that no side has, with a name that none of their files has. */
async function findingsInNames(
  sides: readonly (readonly Change[])[],
  detector: Detector,
  git: StagedOptions['git'],
  env: StagedOptions['env'],
  gitDir: string | undefined,
): Promise<Finding[]> {
  const [own = [], ...others] = sides;
  const isNew = ({ before, after }: Change): boolean => before === undefined && after !== undefined;
  const newThere = others.map((side) => new Set(side.filter(isNew).map(({ path }) => path)));
  const paths = own.filter(isNew).map(({ path }) => path);
  const added = paths.filter((path) => newThere.every((side) => side.has(path)));
  const names = namesWithin(added, detector);
  if (names.size === 0) return [];
  for (const parent of ['HEAD', ...otherParents(env, gitDir)])
    for (const name of await standingNames(new Set(names.keys()), parent, git)) names.delete(name);
  return findingsAt(added, names);
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
  return linesOf(join(gitDir, name)).filter((line) => /^[0-9a-f]{40,64}$/.test(line));
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
      ? [{ oid: after, path: printable(path) }]
      : [],
  );
}

interface Read {
  readonly findings: Finding[];
  readonly pointers: Pointer[];
  readonly skipped: Skipped[];
  bytes: number;
}

/** A staged LFS pointer; its content is in the local store. */
interface Pointer {
  readonly path: string;
  readonly bytes: Buffer;
}

interface Added {
  readonly oid: string;
  readonly path: string;
}

async function detectIn(
  added: readonly Added[],
  detector: Detector,
  git: StagedOptions['git'],
  objects: string | undefined,
): Promise<Read> {
  const read: Read = { findings: [], pointers: [], skipped: [], bytes: 0 };
  const windowOf = createWindows();
  const pace = createPace(git.signal);
  const look = async (piece: Piece, path: string): Promise<void> => {
    const unread = (reason: string): void => void read.skipped.push({ kind: 'unread', path, reason });
    for (const finding of await detector.detectInTurns(windowOf(piece, path), pace, unread))
      read.findings.push(finding);
    read.bytes += piece.bytes.length;
    if (piece.at > 0) return;
    if (isLfsPointer(piece.bytes)) read.pointers.push({ path, bytes: piece.bytes });
    const format = compressionOf(piece.bytes);
    if (format !== undefined) read.skipped.push(notOpened(path, format));
  };
  const large = largeLoose(added, objects);
  const others = added.filter((one) => !large.has(one));
  let next = 0;
  // git answers in the order of the questions.
  for await (const piece of others.length === 0
    ? []
    : readObjects(
        others.map(({ oid }) => oid),
        git,
      )) {
    const path = others[next]?.path ?? '';
    if ('missing' in piece) read.skipped.push({ kind: 'unread', path, reason: 'its object is missing' });
    else if ('unread' in piece) read.skipped.push({ kind: 'unread', path, reason: piece.unread });
    else await look(piece, path);
    if (isEnd(piece)) next++;
  }
  if (objects === undefined || large.size === 0) return read;
  const { streamLoose } = await import('../../git/objects/loose-stream.ts');
  for (const { oid, path } of large) {
    try {
      for await (const piece of streamLoose(objects, oid)) await look(piece, path);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      read.skipped.push({ kind: 'unread', path, reason: error.message });
    }
  }
  return read;
}

/** What `git add` leaves behind of a large file is read piece by piece; git would map all of it into memory. */
const LARGE_LOOSE = 16 << 20;
/** In a commit of more files than this, asking for each one's size would be felt. */
const MOST_ASKED = 2000;

function largeLoose(added: readonly Added[], objects: string | undefined): Set<Added> {
  if (objects === undefined || added.length > MOST_ASKED) return new Set();
  const sizeOf = (oid: string): number =>
    statSync(join(objects, oid.slice(0, 2), oid.slice(2)), { throwIfNoEntry: false })?.size ?? 0;
  return new Set(added.filter(({ oid }) => sizeOf(oid) > LARGE_LOOSE));
}

/** What LFS pointers stand for. */
async function detectInLfs(
  pointers: readonly Pointer[],
  detector: Detector,
  git: StagedOptions['git'],
  commonDir: string | undefined,
): Promise<{ findings: Finding[]; skipped: Skipped[] }> {
  const findings: Finding[] = [];
  const skipped: Skipped[] = [];
  if (pointers.length === 0 || commonDir === undefined) return { findings, skipped };
  const { findingsInContent } = await import('../history/lfs-content.ts');
  const store = await lfsStore(commonDir, git);
  for (const { path, bytes } of pointers) {
    const content = lfsOidOf(bytes);
    const file = content === undefined ? undefined : lfsFile(store, content);
    if (file === undefined) {
      const reason = 'Git LFS: its content is not in the local store';
      skipped.push({ kind: 'excluded', path, reason });
    } else for (const finding of findingsInContent(file, '', path, detector, skipped)) findings.push(finding);
  }
  return { findings, skipped };
}

async function fingerprintsIn(
  oids: readonly string[],
  detector: Detector,
  git: StagedOptions['git'],
  commonDir: string | undefined,
): Promise<Set<string>> {
  const found = new Set<string>();
  if (oids.length === 0) return found;
  const windowOf = createWindows();
  const pointers: Pointer[] = [];
  for await (const piece of readObjects(new Set(oids), git)) {
    // What cannot be read says nothing of what was there before.
    if ('missing' in piece || 'unread' in piece) continue;
    for (const { fingerprint } of detector.detect(windowOf(piece))) found.add(fingerprint);
    if (piece.at === 0 && isLfsPointer(piece.bytes)) pointers.push({ path: '', bytes: piece.bytes });
  }
  for (const { fingerprint } of (await detectInLfs(pointers, detector, git, commonDir)).findings)
    found.add(fingerprint);
  return found;
}
