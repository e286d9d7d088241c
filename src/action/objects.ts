/**
 * The objects of a target, as data: from what a step has checked out if that is whole, otherwise fetched into a bare
 * repository of our own. Nothing is ever checked out.
 */
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Besides, besidesCommits } from '../git/named-objects.ts';
import { listObjectDirectories } from '../git/objects/store.ts';
import { openRepository, type Repository } from '../git/repository.ts';
import { git } from '../git/spawn.ts';
import { UserError } from '../model/error.ts';
import type { Skipped } from '../model/report.ts';
import { unwritable } from './files.ts';
import type { Remote } from './remote.ts';
import { isCertain } from './shallow.ts';
import type { Range, Target, Tip } from './target.ts';

/** A repository that has what is to be scanned. */
export interface Opened {
  readonly repository: Repository;
  /** The commit that the target ends at; undefined: it cannot be had. */
  readonly head: string | undefined;
  /** The commit whose configuration counts. */
  readonly base: string | undefined;
  /** As `git log` takes them; empty: everything there is. */
  readonly revisions: readonly string[];
  /** Objects that no commit leads to: annotated tags, and what they name besides commits. */
  readonly extraOids: readonly string[];
  /** What could not be had so far. */
  readonly gaps: () => readonly Skipped[];
  /** Blobs come only when they are needed. */
  readonly isPartial: boolean;
  /** Brings these blobs here; if they do not come, that is a gap. */
  need(oids: readonly string[]): Promise<void>;
}

export interface OpenOptions {
  /** Loaded only where something must be fetched. */
  readonly remote: () => Promise<Remote>;
  readonly temp: string;
  readonly workspace: string | undefined;
  /** The repository's ids are of SHA-256. */
  readonly isSha256: boolean;
  readonly signal: AbortSignal;
  /** How GitHub counts the commits between two. */
  readonly distance: (base: Tip, head: Tip) => Promise<Distance | undefined>;
}

export interface Distance {
  readonly ahead: number;
  readonly behind: number;
}

/** Throws `git-failed` where not even a repository can be made; what cannot be fetched is told as a gap. */
export async function openTarget(
  target: Exclude<Target, { kind: 'nothing' }>,
  options: OpenOptions,
): Promise<Opened> {
  const isIsolated = target.kind === 'range' && target.isIsolated;
  const there = isIsolated ? undefined : await openWorkspace(target, options);
  if (there !== undefined) return there;
  return target.kind === 'whole' ? await fetchWhole(target.head, options) : await fetchRange(target, options);
}

interface Tips {
  readonly head: string;
  readonly base: string | undefined;
  readonly trunk: string | undefined;
  /** What the ref names besides commits: tags, and what they name. */
  readonly besides: Besides;
}

/** Where a clone files the branches of its origin. */
const CHECKED_OUT = 'refs/remotes/origin/';

/** What is checked out, if it has all of the target. */
async function openWorkspace(
  target: Exclude<Target, { kind: 'nothing' }>,
  options: OpenOptions,
): Promise<Opened | undefined> {
  const { workspace } = options;
  if (workspace === undefined || !existsSync(join(workspace, '.git'))) return undefined;
  try {
    const git = { cwd: workspace, access: { repository: 'discover' } } as const;
    const [repository, tips] = await Promise.all([
      openRepository(workspace, true),
      target.kind === 'whole' ? undefined : tipsIn({ git }, target, CHECKED_OUT),
    ]);
    if (listObjectDirectories(repository.objects, []).some(({ isPartial }) => isPartial)) return undefined;
    if (target.kind === 'whole')
      return repository.isShallow ? undefined : await openWholeWorkspace(repository, target.head, options);
    if (tips === undefined) return undefined;
    const isWhole =
      !repository.isShallow || (await isCertain(repository, tips.head, tips.base, target.pull?.commits));
    return isWhole ? openedRange(repository, tips, gapsOf(target), ALL_HERE) : undefined;
  } catch (error) {
    // Of another user, damaged, or no repository at all: one of our own is made.
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** A checkout whose depth was beyond all commits is not shallow, and has one branch all the same. */
async function openWholeWorkspace(
  repository: Repository,
  head: Tip,
  options: OpenOptions,
): Promise<Opened | undefined> {
  const opened = await openedWhole(repository, head, CHECKED_OUT);
  if (opened === undefined) return undefined;
  const lacking = await lackingOf(repository, options);
  if (typeof lacking === 'number') return lacking === 0 ? opened : undefined;
  const reason = `whether the checkout has all branches and tags could not be asked: ${lacking}`;
  return { ...opened, gaps: () => [{ kind: 'unread', path: 'history', reason }] };
}

/** How many of the server's branches and tags are not here, or why that cannot be told. */
async function lackingOf(repository: Repository, options: OpenOptions): Promise<number | string> {
  try {
    // Asked from a repository of ours: the settings of the checkout could send the token elsewhere.
    const gitDir = await createBare(options);
    const tips = await (await options.remote()).tips(gitDir);
    const input = Buffer.from(tips.map((oid) => `${oid}\n`).join(''));
    const output = await git(['cat-file', '--batch-check=%(objecttype)'], { ...repository.git, input });
    return output.toString('latin1').match(/ missing$/gm)?.length ?? 0;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.message;
  }
}

async function nothingNeeded(): Promise<void> {}

const ALL_HERE = { isPartial: false, need: nothingNeeded } as const;

function gapsOf({ gap }: Range): Skipped[] {
  return gap === undefined ? [] : [{ kind: 'unread', path: 'history', reason: gap }];
}

function openedRange(
  repository: Repository,
  { head, base, trunk, besides }: Tips,
  gaps: readonly Skipped[],
  blobs: Pick<Opened, 'isPartial' | 'need'>,
): Opened {
  const not = [base, trunk].filter((oid) => oid !== undefined);
  return {
    repository,
    head,
    base: base ?? head,
    revisions: not.length === 0 ? [head] : [head, '--not', ...not],
    extraOids: [...besides.tags, ...besides.blobs],
    gaps: () => gaps,
    ...blobs,
  };
}

async function openedWhole(repository: Repository, head: Tip, branches: string): Promise<Opened | undefined> {
  const [found] = await commitsAt(repository, [head], branches);
  if (found === undefined) return undefined;
  return {
    repository,
    head: found,
    base: found,
    revisions: [],
    extraOids: [],
    gaps: () => [],
    ...ALL_HERE,
  };
}

/** The ids of a range's tips; undefined if one that is needed is not here. @param branches where branches are filed */
async function tipsIn(
  repository: Pick<Repository, 'git'>,
  { head, base, trunk }: Range,
  branches: string,
): Promise<Tips | undefined> {
  const [atHead, toBase, atTrunk] = await commitsAt(repository, [head, base, trunk], branches);
  // Tags of blobs and trees lead to no commit: then no history is new, and none was before.
  const atBase = toBase ?? ((await isHere(repository, base?.oid)) ? atTrunk : undefined);
  const end = atHead ?? ((await isHere(repository, head.oid)) ? atBase : undefined);
  if (end === undefined || (base !== undefined && atBase === undefined)) return undefined;
  const isCommit = head.oid === undefined || head.oid === end;
  const besides = isCommit ? NOTHING_BESIDES : await besidesCommits(repository, [head.oid]);
  return { head: end, base: atBase, trunk: atTrunk, besides };
}

const NOTHING_BESIDES: Besides = { tags: [], blobs: [] };

/** True if the object itself is here; its id must be known. */
async function isHere(repository: Pick<Repository, 'git'>, oid: string | undefined): Promise<boolean> {
  if (oid === undefined) return false;
  const input = Buffer.from(`${oid}\n`);
  const output = await git(['cat-file', '--batch-check=%(objecttype)'], { ...repository.git, input });
  return /^(?:tag|blob|tree)\n$/.test(output.toString('latin1'));
}

/** Ids of the commits that tips are, as far as they are here. @param branches where branches are filed */
async function commitsAt(
  repository: Pick<Repository, 'git'>,
  tips: readonly (Tip | undefined)[],
  branches: string,
): Promise<(string | undefined)[]> {
  const names = tips.map((tip) => namesOf(tip, branches));
  const found = await commitsOf(repository, names.flat());
  return names.map((ofTip) => found.splice(0, ofTip.length).find((oid) => oid !== undefined));
}

function namesOf(tip: Tip | undefined, branches: string): readonly string[] {
  if (tip?.oid !== undefined) return [tip.oid];
  const ref = tip?.ref ?? '';
  return ref === '' || ref.startsWith('refs/')
    ? [ref.replace('refs/heads/', branches)]
    : [`refs/tags/${ref}`, branches + ref];
}

/** No word: there could be a tag of that name. */
const NOTHING = '0'.repeat(40);

/** Ids of the commits that ids or refs lead to; undefined for those that lead to none. */
async function commitsOf(
  repository: Pick<Repository, 'git'>,
  names: readonly string[],
): Promise<(string | undefined)[]> {
  const input = Buffer.from(names.map((name) => `${name === '' ? NOTHING : name}^{commit}\n`).join(''));
  const args = ['cat-file', '--batch-check=%(objectname) %(objecttype)'];
  const output = await git(args, { ...repository.git, input });
  const lines = output.toString('latin1').split('\n');
  return names.map((_, i) => /^([0-9a-f]{40,64}) commit$/.exec(lines[i] ?? '')?.[1]);
}

const HERE = 'refs/leakward/';
const LEAST_DEPTH = 50;
/** Depths that are tried after the first, each so many times the one before. */
const MORE = [1, 4, 16, 64, 256];
const MOST_DEPTH = 100_000;
/** git's own number for no limit, which undoes an earlier one (fetch-pack.h, INFINITE_DEPTH). */
const ALL = 0x7fffffff;

async function fetchWhole(head: Tip, options: OpenOptions): Promise<Opened> {
  const gitDir = await createBare(options);
  const refspecs = ['+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*'];
  const failed = await caught((await options.remote()).fetch(gitDir, { refspecs }));
  const repository = await openRepository(gitDir, true);
  const opened = failed === undefined ? await openedWhole(repository, head, 'refs/heads/') : undefined;
  if (opened === undefined) return unopened(repository, failed ?? 'the commit to scan is on no branch');
  writeFileSync(join(gitDir, 'HEAD'), `${opened.head}\n`);
  return opened;
}

/** Commits and trees as deep as the range goes; blobs come when they are needed. */
async function fetchRange(range: Range, options: OpenOptions): Promise<Opened> {
  const gitDir = await createBare(options);
  const found = await fetchTips(range, gitDir, options);
  const repository = await openRepository(gitDir, true);
  if (typeof found === 'string') return unopened(repository, found);
  writeFileSync(join(gitDir, 'HEAD'), `${found.tips.head}\n`);
  const gaps = [...gapsOf(range), ...found.gaps];
  const need = createNeed(gitDir, await options.remote(), gaps);
  await need(found.tips.besides.blobs);
  return openedRange(repository, found.tips, gaps, { isPartial: true, need });
}

function unopened(repository: Repository, reason: string): Opened {
  return {
    repository,
    head: undefined,
    base: undefined,
    revisions: [],
    extraOids: [],
    gaps: () => [{ kind: 'unread', path: 'history', reason }],
    ...ALL_HERE,
  };
}

/** @param gaps where it is filed that something did not come */
function createNeed(gitDir: string, remote: Remote, gaps: Skipped[]): Opened['need'] {
  const here = new Set<string>();
  return async (oids) => {
    const missing = [...new Set(oids)].filter((oid) => !here.has(oid));
    if (missing.length === 0) return;
    for (const oid of missing) here.add(oid);
    const failed = await caught(remote.fetchObjects(gitDir, missing));
    if (failed !== undefined) gaps.push({ kind: 'unread', path: 'objects', reason: failed });
  };
}

async function createBare({ temp, remote, signal, isSha256 }: OpenOptions): Promise<string> {
  const gitDir = makeDirectory(temp);
  const format = isSha256 ? ['--object-format=sha256'] : [];
  const at = { cwd: temp, access: { repository: 'discover' }, signal } as const;
  await git(['init', '--quiet', '--bare', '--template=', ...format, gitDir], at);
  await git(['config', 'remote.origin.url', (await remote()).url], { ...at, cwd: gitDir, gitDir });
  return gitDir;
}

function makeDirectory(temp: string): string {
  try {
    return mkdtempSync(join(temp, 'leakward-objects-'));
  } catch (cause) {
    throw unwritable('the repository to fetch into', cause);
  }
}

/** Undefined if all came; else why not. */
async function caught(fetched: Promise<void>): Promise<string | undefined> {
  try {
    await fetched;
    return undefined;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.message;
  }
}

interface Fetched {
  readonly tips: Tips;
  readonly gaps: readonly Skipped[];
}

/** Fetches deeper and deeper until the range is certain. A text says why it could not be had at all. */
async function fetchTips(range: Range, gitDir: string, options: OpenOptions): Promise<Fetched | string> {
  const distance = range.base === undefined ? undefined : await options.distance(range.base, range.head);
  let wanted = range;
  for (const depth of depthsFor(range, distance)) {
    const got = await fetchOnce(
      wanted,
      gitDir,
      wanted.base === undefined ? ALL : depth,
      await options.remote(),
    );
    if (typeof got === 'string') return got;
    wanted = got;
    const repository = await openRepository(gitDir, true);
    const tips = await tipsIn(repository, here(wanted), HERE);
    if (tips === undefined) return 'the commits to scan did not come from the server';
    // GitHub's count is that of the base that was asked for.
    const expected = wanted.base === range.base ? distance?.ahead : undefined;
    if (await isCertain(repository, tips.head, tips.base, expected)) return { tips, gaps: [] };
    if (depth === MOST_DEPTH) return { tips, gaps: [tooDeep] };
  }
  return 'history was not fetched';
}

const tooDeep: Skipped = {
  kind: 'unread',
  path: 'history',
  reason: `the commits to scan and their base have no common history within ${MOST_DEPTH} commits`,
};

function depthsFor(range: Range, distance: Distance | undefined): readonly number[] {
  const guess = Math.max(LEAST_DEPTH, (range.pull?.commits ?? 0) + 1);
  const first = distance === undefined ? guess : Math.max(distance.ahead, distance.behind) + 1;
  const depths = MORE.map((times) => first * times).filter((depth) => depth < MOST_DEPTH);
  return [...depths, MOST_DEPTH];
}

/** Ids that are fetched stay what they are; refs are filed under names of ours. */
function here(range: Range): Range {
  const filed = (tip: Tip | undefined, name: string): Tip | undefined =>
    tip === undefined ? undefined : tip.oid === undefined ? { ref: HERE + name } : tip;
  return {
    ...range,
    head: filed(range.head, 'head') ?? range.head,
    base: filed(range.base, range.base === range.trunk ? 'trunk' : 'base'),
    trunk: filed(range.trunk, 'trunk'),
  };
}

/**
 * One fetch of all tips. If the server has not all of them, one each, to learn which: a head that is not handed out by
 * id may be by its ref; a base that is gone (a forced push) is replaced by the default branch.
 */
async function fetchOnce(
  range: Range,
  gitDir: string,
  depth: number,
  remote: Remote,
): Promise<Range | string> {
  const limits = { isWithoutBlobs: true, depth };
  const fetch = async (...refspecs: readonly (string | undefined)[]): Promise<string | undefined> =>
    await caught(remote.fetch(gitDir, { ...limits, refspecs: refspecs.filter((one) => one !== undefined) }));
  const { head, base, trunk } = range;
  const specs = [refspec(head, 'head'), refspec(base, 'base'), refspec(trunk, 'trunk')];
  const failed = await fetch(...new Set(specs));
  if (failed === undefined) return range;
  const missing = await fetch(specs[0]);
  const byRef = head.ref === undefined ? undefined : `+${head.ref}:${HERE}head`;
  if (missing !== undefined && (byRef === undefined || (await fetch(byRef)) !== undefined)) return missing;
  const isTrunkThere = trunk !== undefined && (await fetch(specs[2])) === undefined;
  const rest = { ...range, trunk: isTrunkThere ? trunk : undefined };
  if (base === undefined || (await fetch(specs[1])) === undefined) return rest;
  // A base that somebody named is meant to be there.
  const isMeant = range.pull !== undefined || base.oid === undefined;
  return isMeant ? failed : { ...rest, base: rest.trunk };
}

function refspec(tip: Tip | undefined, name: string): string | undefined {
  const from = tip?.oid ?? tip?.ref;
  return from === undefined ? undefined : `+${from}:${HERE}${name}`;
}
