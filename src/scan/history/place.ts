/** From suspects to places: read again, traced to commits and paths, each finding where it stands. */
import type { Detector } from '../../detect/detector.ts';
import { type BytePath, decodePath } from '../../git/byte-path.ts';
import type { Unread } from '../../git/cat-file.ts';
import { besidesCommits } from '../../git/named-objects.ts';
import type { Surveyed } from '../../git/objects/tally.ts';
import type { Ref } from '../../git/refs.ts';
import type { Repository } from '../../git/repository.ts';
import { namesInTree, type TreeFile } from '../../git/tree.ts';
import type { Finding } from '../../model/finding.ts';
import type { Skipped } from '../../model/report.ts';
import { collectNames, standingNames } from '../names.ts';
import { readHits } from './hits.ts';
import type { LfsContent } from './lfs-content.ts';
import { type Head, type Placed, placeBlob, placeCommit, placeName, placeRef, placeTag } from './places.ts';
import type { SurveyOptions } from './survey-options.ts';
import { type Trace, trace } from './trace.ts';

/** What was placed, and what could not be. */
export interface Found {
  readonly placed: Placed[];
  readonly skipped: Skipped[];
  /** Suspects that git cannot read. */
  readonly unread: Unread[];
}

export interface PlaceOptions extends SurveyOptions {
  /** `git log` revisions to limit the scan to; empty: everything there is. */
  readonly revisions: readonly string[];
  /** Of a range only: leave out keys and names that stood in what it changes already. */
  readonly introducedOnly?: boolean;
  /** Of a range only: names of branches and tags that come in with it. */
  readonly created?: readonly string[];
  readonly refs: () => Promise<readonly Ref[]>;
  /** Names of a range that hold keys; those of all trees are added. */
  readonly names: Map<BytePath, Finding[]>;
}

/** Reads the suspects again, traces them, and places them. @param files what stands in HEAD. Throws `git-failed`. */
export async function place(
  repository: Repository,
  surveyed: Surveyed,
  contents: readonly LfsContent[],
  files: readonly TreeFile[],
  options: PlaceOptions,
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
  // One by one: an object may hold more keys than a call takes arguments.
  const add = (more: readonly Placed[]): void => {
    for (const one of more) placed.push(one);
  };
  for await (const hit of readHits(hits, options.detector, repository, options.signal)) {
    if ('unread' in hit) continue;
    const { oid, type, bytes, findingsAt } = hit;
    if (type === 'commit') add(placeCommit(oid, bytes, findingsAt(), traced));
    else if (type === 'tag') add(placeTag(oid, bytes, findingsAt(), isNamed(oid)));
    else add(placeBlob(oid, findingsAt, traced, { head, isNamed: isNamed(oid) }));
  }
  for (const { oid, findingsAt } of contents)
    add(placeBlob(oid, findingsAt, traced, { head, isNamed: isNamed(oid) }));
  if (options.introducedOnly === true) await dropStanding(names, traced, repository, options.signal);
  const inHead = new Set(names.size === 0 ? [] : files.map(({ path }) => decodePath(path)));
  for (const [name, findings] of names)
    add(findings.flatMap((finding) => placeName(name, finding, traced, inHead)));
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
  const origin = { kind: 'name', of: 'ref' } as const;
  const findings = detector.detect({ origin, bytes: Buffer.from(names.join('\n'), 'latin1') });
  return findings.map(placeRef);
}

function headOf(files: readonly TreeFile[]): Head {
  const head = new Map<string, Set<string>>();
  for (const { oid, path } of files) {
    const paths = head.get(oid) ?? new Set();
    head.set(oid, paths.add(decodePath(path)));
  }
  return head;
}

const NO_TRACE: Trace = { puts: new Map(), names: new Map(), commits: new Map() };

/** A history that git cannot walk costs the places, not the findings. */
async function tryTrace(
  repository: Repository,
  oids: ReadonlySet<string>,
  names: ReadonlyMap<BytePath, unknown>,
  { revisions, signal }: PlaceOptions,
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
