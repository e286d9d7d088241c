/** The scan of a repository: survey its objects, read the suspects again, trace them, and place each key once. */
import { decodePath } from '../../git/byte-path.ts';
import { listObjectDirectories } from '../../git/objects/store.ts';
import type { Surveyed } from '../../git/objects/tally.ts';
import { listRefs, type Ref } from '../../git/refs.ts';
import type { Repository } from '../../git/repository.ts';
import { listTree, type TreeFile } from '../../git/tree.ts';
import { NO_COVERAGE } from '../../model/coverage.ts';
import { early } from '../../model/early.ts';
import { UserError } from '../../model/error.ts';
import type { Skipped } from '../../model/report.ts';
import { notOpened } from '../../sources/compressed.ts';
import type { Environment } from '../../state/directories.ts';
import { namesWithin } from '../names.ts';
import type { Scanned } from '../scanned.ts';
import { alternateNotes } from './alternates.ts';
import { gapsOf } from './gaps.ts';
import { readHits } from './hits.ts';
import { surveyLeft, unreadObject } from './left.ts';
import { surveyLfs } from './lfs-content.ts';
import { type PlaceOptions, place } from './place.ts';
import { type Placed, resultsOf } from './places.ts';
import { type RangeObjects, type RangeSurvey, surveyRange } from './range.ts';
import type { AllSurveyed } from './survey-all.ts';
import type { Hashed } from './survey-work.ts';

export interface HistoryOptions extends Omit<PlaceOptions, 'refs' | 'names'> {
  /** Of a range only: more objects to look at, such as annotated tags. */
  readonly extraOids?: readonly string[];
  /** Of a range only: its objects, if they were listed before. */
  readonly listed?: RangeObjects;
  /** Leave out what no ref leads to. */
  readonly reachableOnly?: boolean;
  /** Says where what was read is remembered; absent: everything is read. */
  readonly cache?: Environment;
  /** Of everything only: others could write to the repository, which is to stand for one elsewhere. */
  readonly isPrepared?: boolean;
  /** The environment's additional object directories. */
  readonly extraObjects?: readonly string[];
}

export interface ScannedHistory extends Scanned {
  /** Every place of every key, also the further versions of a file, which results leave out. */
  readonly placed: readonly Placed[];
  /** Paths of submodules in HEAD. */
  readonly submodules: readonly string[];
}

/** Throws `git-failed` where git refuses the repository itself; damage within is told in the coverage. */
export async function scanHistory(repository: Repository, options: HistoryOptions): Promise<ScannedHistory> {
  const isWhole = options.revisions.length === 0;
  const directories = listObjectDirectories(repository.objects, options.extraObjects);
  // What is where is asked for anyway, and git answers while the objects are read.
  const early = isWhole ? askEarly(repository) : undefined;
  const refs = (): Promise<readonly Ref[]> => early?.refs ?? listRefs(repository);
  const surveyed: Surveyed & Partial<RangeSurvey & AllSurveyed> = isWhole
    ? await (await import('./survey-all.ts')).surveyAll(repository, directories, {
        ...options,
        hashed: hashedFor(options),
        refs,
      })
    : await surveyRange(repository, options);
  const names = namesWithin(surveyed.added ?? [], options.detector);
  // Most changes bring nothing in, and then nobody asks where it stands.
  const isIdle = options.introducedOnly === true && surveyed.suspects.length + names.size === 0;
  const { files, lost } = isIdle ? NO_HEAD : await (early?.head ?? readHead(repository));
  const lfs = await surveyLfs(repository, surveyed.pointers, options);
  const { placed, skipped, unread } = await place(repository, surveyed, lfs.contents, files, {
    ...options,
    names,
    refs,
  });
  const old =
    options.introducedOnly === true && placed.length > 0
      ? await fingerprintsIn(surveyed.before ?? [], repository, options)
      : new Set<string>();
  const kept = placed.filter(
    ({ finding, isReachable }) =>
      !old.has(finding.fingerprint) && (isReachable || options.reachableOnly !== true),
  );
  const all = [
    ...lost,
    ...surveyed.skipped,
    ...lfs.skipped,
    ...compressedIn(surveyed, files),
    ...[...lfs.unread, ...unread].map(unreadObject),
    ...skipped,
    ...(isWhole ? await gapsOf(repository, directories, surveyed.isConnected === true) : []),
  ];
  const { blobs, commits, bytes } = surveyed;
  const alternates = isWhole ? alternateNotes(directories) : [];
  const byGit =
    surveyed.byGit === 0
      ? []
      : [`${surveyed.byGit} objects were read by git itself: damaged, very large, or of another form`];
  return {
    results: resultsOf(kept),
    placed: kept,
    coverage: {
      ...NO_COVERAGE,
      blobs,
      commits,
      bytes,
      skipped: all,
      notes: [...alternates, ...byGit, ...(surveyed.notes ?? [])],
    },
    submodules: files.filter(({ mode }) => mode === '160000').map(({ path }) => decodePath(path)),
  };
}

/** Compressed blobs: by path where they are in HEAD or in the range, otherwise by id. */
function compressedIn(
  { compressed, paths }: Surveyed & Partial<Pick<RangeObjects, 'paths'>>,
  files: readonly TreeFile[],
): Skipped[] {
  if (compressed.length === 0) return [];
  const named = paths ?? new Map(files.map(({ oid, path }) => [oid, path]));
  return compressed.map((oid) => {
    const path = named.get(oid);
    return notOpened(path === undefined ? `object ${oid}` : decodePath(path));
  });
}

/** Fingerprints of everything found in these blobs, of whatever confidence. */
async function fingerprintsIn(
  oids: readonly string[],
  repository: Repository,
  { detector, signal }: HistoryOptions,
): Promise<Set<string>> {
  const found = new Set<string>();
  for await (const hit of readHits(oids, detector, repository, signal))
    if ('findingsAt' in hit) for (const { fingerprint } of hit.findingsAt()) found.add(fingerprint);
  const { pointers } = await surveyLeft(oids, repository, { detector, signal });
  const { contents } = await surveyLfs(repository, pointers, { detector, signal });
  for (const { findingsAt } of contents) for (const { fingerprint } of findingsAt()) found.add(fingerprint);
  return found;
}

/** Only what refs lead to is reported with `--reachable-only`, so that it has to be certain what that is. */
function hashedFor({ reachableOnly, isPrepared }: HistoryOptions): Hashed {
  if (isPrepared === true) return 'all';
  return reachableOnly === true ? 'links' : 'suspects';
}

function askEarly(repository: Repository) {
  return { head: early(readHead(repository)), refs: early(listRefs(repository)) };
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
