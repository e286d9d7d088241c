/** The scan of a repository: survey its objects, read the suspects again, trace them, and place each key once. */
import type { Detector } from '../../detect/detector.ts';
import { type BytePath, printable } from '../../git/byte-path.ts';
import { countObjects, type Unread } from '../../git/cat-file.ts';
import { besidesCommits } from '../../git/named-objects.ts';
import { holds, listObjectDirectories, type ObjectDirectory } from '../../git/objects/store.ts';
import type { Repository } from '../../git/repository.ts';
import { listRefs, listTree, namesInTree, type Ref, type TreeFile } from '../../git/tree.ts';
import { UserError } from '../../model/error.ts';
import type { Finding } from '../../model/finding.ts';
import type { Coverage, Result, Skipped } from '../../model/report.ts';
import { collectNames, namesWithin, standingNames } from '../names.ts';
import { gapsOf, isFollowed, NOT_FOLLOWED } from './gaps.ts';
import { readHits } from './hits.ts';
import { surveyLeft, unreadObject } from './left.ts';
import { type LfsContent, surveyLfs } from './lfs-content.ts';
import { type Head, type Placed, placeBlob, placeCommit, placeName, placeTag, resultsOf } from './places.ts';
import { type RangeObjects, surveyRange } from './range.ts';
import type { Survey, SurveyOptions } from './survey.ts';
import { type Trace, trace } from './trace.ts';

export interface HistoryOptions extends SurveyOptions {
  /** `git log` revisions to limit the scan to; empty: everything there is. */
  readonly revisions: readonly string[];
  /** Of a range only: leave out keys that stood in what it changes already. */
  readonly introducedOnly?: boolean;
  /** Of a range only: more objects to look at, such as annotated tags. */
  readonly extraOids?: readonly string[];
  /** Of a range only: names of branches and tags that come in with it. */
  readonly created?: readonly string[];
  /** Of a range only: its objects, if they were listed before. */
  readonly listed?: RangeObjects;
  /** Leave out what no ref leads to. */
  readonly reachableOnly: boolean;
  readonly cache: boolean;
  /** The environment's additional object directories. */
  readonly extraObjects: readonly string[];
}

export interface ScannedHistory {
  readonly results: readonly Result[];
  /** Every place of every key, also the further versions of a file, which results leave out. */
  readonly placed: readonly Placed[];
  readonly coverage: Coverage;
  readonly incomplete: boolean;
  /** Paths of submodules in HEAD. */
  readonly submodules: readonly string[];
}

/** Throws `git-failed` where git refuses the repository itself; damage within is told in the coverage. */
export async function scanHistory(repository: Repository, options: HistoryOptions): Promise<ScannedHistory> {
  const isWhole = options.revisions.length === 0;
  const directories = listObjectDirectories(repository.objects, options.extraObjects);
  // What stands where is asked for anyway, and git answers while the objects are read.
  const early = isWhole ? askEarly(repository) : undefined;
  const surveyed: Survey & Partial<Pick<RangeObjects, 'before' | 'added'>> = isWhole
    ? await surveyAll(repository, directories, options)
    : await surveyRange(repository, options);
  const names = namesWithin(surveyed.added ?? [], options.detector);
  // Most changes bring nothing in, and then nobody asks where it stands.
  const isIdle = options.introducedOnly === true && surveyed.suspects.length + names.size === 0;
  const { files, lost } = isIdle ? NO_HEAD : await (early?.head ?? readHead(repository));
  const lfs = await surveyLfs(repository, surveyed.pointers, options);
  const { placed, skipped, unread } = await place(repository, surveyed, lfs.contents, files, {
    ...options,
    names,
    refs: () => early?.refs ?? listRefs(repository),
  });
  const old =
    options.introducedOnly === true && placed.length > 0
      ? await fingerprintsIn(surveyed.before ?? [], repository, options)
      : new Set<string>();
  const kept = placed.filter(
    ({ finding, isReachable }) => !old.has(finding.fingerprint) && (isReachable || !options.reachableOnly),
  );
  const all = [
    ...lost,
    ...surveyed.skipped,
    ...lfs.skipped,
    ...stillHere([...lfs.unread, ...unread], directories, repository.oidBytes),
    ...skipped,
    ...(isWhole ? await gapsOf(repository, directories, surveyed) : []),
  ];
  const { blobs, commits, bytes } = surveyed;
  const alternates = isWhole ? directories.slice(1).map(({ path }) => `objects also come from ${path}`) : [];
  const isUnfollowed = isWhole && !isFollowed(directories, surveyed.blobs + surveyed.commits);
  const unfollowed = isUnfollowed ? [NOT_FOLLOWED] : [];
  const byGit =
    surveyed.byGit === 0
      ? []
      : [`${surveyed.byGit} objects were read by git itself: damaged, very large, or of another form`];
  return {
    results: resultsOf(kept),
    placed: kept,
    coverage: {
      files: 0,
      blobs,
      commits,
      bytes,
      skipped: all,
      notes: [...alternates, ...byGit, ...unfollowed],
    },
    incomplete: all.some(({ kind }) => kind === 'unread'),
    submodules: files.filter(({ mode }) => mode === '160000').map(({ path }) => printable(path)),
  };
}

/** Fingerprints of everything found in these blobs, of whatever confidence. */
async function fingerprintsIn(
  oids: readonly string[],
  repository: Repository,
  { detector, signal }: HistoryOptions,
): Promise<Set<string>> {
  const found = new Set<string>();
  for await (const hit of readHits(oids, detector, repository, signal))
    if ('findingsAt' in hit) for (const { fingerprint } of hit.findingsAt('')) found.add(fingerprint);
  const { pointers } = await surveyLeft(oids, repository, { detector, signal });
  const { contents } = await surveyLfs(repository, pointers, { detector, signal });
  for (const { findingsAt } of contents) for (const { fingerprint } of findingsAt('')) found.add(fingerprint);
  return found;
}

async function surveyAll(
  repository: Repository,
  directories: readonly ObjectDirectory[],
  options: HistoryOptions,
): Promise<Survey> {
  // The pack reader is not loaded for a range.
  const [{ survey }, { cacheKey, hasMoved, joined, recall, remember, unseen }] = await Promise.all([
    import('./survey.ts'),
    import('./cache.ts'),
  ]);
  const key = cacheKey(options.ruleset, options.ownKeys);
  const known = options.cache ? recall(repository.commonDir, key) : undefined;
  const all = joined(known, await survey(repository, unseen(directories, known), options));
  const isCounted = known === undefined || !hasMoved(directories, known);
  const fresh = isCounted
    ? all
    : { ...all, ...(await countObjects({ ...repository.git, signal: options.signal })) };
  if (options.cache) remember(repository.commonDir, key, directories, fresh);
  return fresh;
}

/** Both are awaited later; until then a failure is nobody's. */
function askEarly(repository: Repository) {
  const asked = { head: readHead(repository), refs: listRefs(repository) };
  for (const one of Object.values(asked)) one.catch(() => undefined);
  return asked;
}

const NO_HEAD = { files: [], lost: [] } as const;

/** What is checked out. A damaged tree costs that, not the scan. */
async function readHead(
  repository: Repository,
): Promise<{ files: readonly TreeFile[]; lost: readonly Skipped[] }> {
  try {
    return { files: await listTree(repository, 'HEAD'), lost: [] };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { files: [], lost: [{ kind: 'unread', path: 'HEAD', reason: error.message }] };
  }
}

interface Found {
  readonly placed: Placed[];
  readonly skipped: Skipped[];
  /** Suspects that git cannot read. */
  readonly unread: Unread[];
}

async function place(
  repository: Repository,
  surveyed: Survey,
  contents: readonly LfsContent[],
  files: readonly TreeFile[],
  options: HistoryOptions & {
    readonly refs: () => Promise<readonly Ref[]>;
    /** Names of a range that hold keys; those of all trees are added. */
    readonly names: Map<BytePath, Finding[]>;
  },
): Promise<Found> {
  const { names } = options;
  const isWhole = options.revisions.length === 0;
  const isNothing = surveyed.suspects.length === 0 && contents.length === 0 && names.size === 0;
  const refNames = isWhole ? (await options.refs()).map(({ name }) => name) : (options.created ?? []);
  const inRefs = placeRefs(refNames, options.detector);
  if (isNothing) return { placed: inRefs, skipped: [], unread: [] };
  const refs = await options.refs();
  const unread: Unread[] = [];
  const hits: string[] = [];
  for await (const hit of readHits(surveyed.suspects, options.detector, repository, options.signal)) {
    if ('unread' in hit) unread.push(hit);
    else if (hit.type === 'tree')
      collectNames(namesInTree(hit.bytes, repository.oidBytes), options.detector, names);
    else if (hits.at(-1) !== hit.oid) hits.push(hit.oid);
  }
  const oids = new Set([...hits, ...contents.map(({ oid }) => oid)]);
  const { traced, skipped } = await tryTrace(repository, oids, names, options);
  const head = headOf(files);
  const isNamed = await namedBesides(repository, refs, oids, traced);
  const placed: Placed[] = [...inRefs];
  for await (const hit of readHits(hits, options.detector, repository, options.signal)) {
    if ('unread' in hit) continue;
    const { oid, type, bytes, findingsAt } = hit;
    if (type === 'commit') placed.push(...placeCommit(oid, bytes, findingsAt(''), traced));
    else if (type === 'tag') placed.push(...placeTag(oid, bytes, findingsAt(''), isNamed(oid)));
    else placed.push(...placeBlob(oid, findingsAt, traced, { head, isNamed: isNamed(oid) }));
  }
  for (const { oid, findingsAt } of contents)
    placed.push(...placeBlob(oid, findingsAt, traced, { head, isNamed: isNamed(oid) }));
  if (options.introducedOnly === true) await dropStanding(names, traced, repository, options.signal);
  const inHead = new Set(names.size === 0 ? [] : files.map(({ path }) => printable(path)));
  for (const [name, findings] of names)
    placed.push(...findings.flatMap((finding) => placeName(name, finding, traced, inHead)));
  return { placed, skipped, unread };
}

/** Asks for objects that refs lead to past all commits: tags of tags, blobs, trees. */
async function namedBesides(
  repository: Repository,
  refs: readonly Ref[],
  oids: ReadonlySet<string>,
  { puts, commits }: Trace,
): Promise<(oid: string) => boolean> {
  if ([...oids].every((oid) => puts.has(oid) || commits.has(oid))) return () => false;
  const direct = [...new Set(refs.map(({ oid }) => oid))];
  const besides = await besidesCommits(repository, direct).catch(() => ({ tags: direct, blobs: [] }));
  const known = new Set([...besides.tags, ...besides.blobs]);
  return (oid) => known.has(oid);
}

/** What an earlier survey remembered may be gone for good since; only what is still here is unread. */
function stillHere(
  unread: readonly Unread[],
  directories: readonly ObjectDirectory[],
  oidBytes: number,
): Skipped[] {
  return unread.filter(({ oid }) => holds(directories, oid, oidBytes)).map(unreadObject);
}

/** Leaves out names that stood before: in the files of a parent of the commit that put them first. */
async function dropStanding(
  names: Map<BytePath, Finding[]>,
  { names: traced }: Trace,
  repository: Repository,
  signal: AbortSignal,
): Promise<void> {
  for (const name of [...names.keys()]) {
    const first = traced.get(name)?.[0]?.commit.sha;
    if (first === undefined) continue;
    const standing = await standingNames(new Set([name]), `${first}^`, { ...repository.git, signal });
    if (standing.size > 0) names.delete(name);
  }
}

function placeRefs(names: readonly string[], detector: Detector): Placed[] {
  if (names.length === 0) return [];
  const origin = { kind: 'git', oid: '', path: '<ref name>' } as const;
  const findings = detector.detect({ origin, bytes: Buffer.from(names.join('\n'), 'latin1') });
  return findings.map((finding) => ({ finding, oid: '', isReachable: true, age: 0, inHead: false }));
}

function headOf(files: readonly TreeFile[]): Head {
  const head = new Map<string, Set<string>>();
  for (const { oid, path } of files) {
    const paths = head.get(oid) ?? new Set();
    head.set(oid, paths.add(printable(path)));
  }
  return head;
}

const NO_TRACE: Trace = { puts: new Map(), names: new Map(), commits: new Map() };

/** A history that git cannot walk costs the places, not the findings. */
async function tryTrace(
  repository: Repository,
  oids: ReadonlySet<string>,
  names: ReadonlyMap<BytePath, unknown>,
  { revisions, signal }: HistoryOptions,
): Promise<{ traced: Trace; skipped: Skipped[] }> {
  if (oids.size === 0 && names.size === 0) return { traced: NO_TRACE, skipped: [] };
  const isWhole = revisions.length === 0;
  try {
    const wanted = { oids, names: new Set(names.keys()), isWhole, signal };
    const traced = await trace(repository, { ...wanted, revisions: isWhole ? ['--all'] : revisions });
    return { traced, skipped: [] };
  } catch (error) {
    signal.throwIfAborted();
    const reason = `commits could not be followed: ${error instanceof Error ? error.message : 'git failed'}`;
    return { traced: NO_TRACE, skipped: [{ kind: 'unread', path: 'history', reason }] };
  }
}
