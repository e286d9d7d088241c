/** The part of a survey that one thread does: it takes roots of packs and loose objects from shared queues. */
import { closeSync } from 'node:fs';
import { type Detector, SUSPECT_REACH } from '../../detect/detector.ts';
import { hasId } from '../../git/object-id.ts';
import { type Ranges, widened } from '../../git/objects/delta.ts';
import { createLinkCheck, type LinkCheck } from '../../git/objects/links.ts';
import { readLoose } from '../../git/objects/loose.ts';
import { oidOf, type PackPlan } from '../../git/objects/pack-plan.ts';
import { NONE, TYPE, typeName } from '../../git/objects/pack-tree.ts';
import type { PackWalk, Visited } from '../../git/objects/pack-walk.ts';
import { openPlainFile } from '../../git/plain-file.ts';
import type { Pace } from '../../model/pace.ts';
import { compressionOf } from '../../sources/compressed.ts';
import { isLfsPointer } from './lfs.ts';
import { createPackReader, type ReadPack } from './pack-reader.ts';
import type { LooseWork, PackWork, SurveyWork } from './survey-work.ts';

/** Loose objects above are read piece by piece. */
export const LARGE_LOOSE = 32 << 20;
const LARGE_ROOT = 64 << 20;
const ROOTS_AT_ONCE = 32;
const LOOSE_AT_ONCE = 64;

/** What was found in a pack, or in a directory of loose objects. Objects are named by their number in it. */
export interface PlaceShare {
  readonly suspects: number[];
  readonly pointers: number[];
  /** Blobs whose content is compressed. */
  readonly compressed: number[];
  /** Not read here. */
  readonly left: number[];
  /** Their content does not have their id. */
  readonly forged: number[];
  /** Entries of a pack that do not end where the next begins. */
  readonly gaps: number[];
  blobs: number;
  commits: number;
  bytes: number;
}

/** What a thread found, by place. */
export interface SurveyShare {
  readonly packs: readonly PlaceShare[];
  readonly loose: readonly PlaceShare[];
  /** Ids that were named and are not known. */
  readonly unknown: ReadonlySet<string>;
}

/**
 * @param thread its number, from 0 on
 * @param pace called between objects; may throw to end the survey
 */
export async function surveyShare(
  detector: Detector,
  work: SurveyWork,
  thread: number,
  pace: Pace,
): Promise<SurveyShare> {
  const links = work.known && createLinkCheck(work.known, work.oidBytes, new Set(work.ends));
  const look = createLook(detector, work, links);
  const read = createPackReader(detector, work, links, thread);
  const packs = work.packs.map(emptyShare);
  const loose = work.loose.map(emptyShare);
  for (const [i, share] of packs.entries())
    await surveyPack({ look, read, done: work.done }, work.packs[i], share, pace);
  for (const [i, share] of loose.entries()) await surveyLoose(look, work.loose[i], share, pace);
  return { packs, loose, unknown: links?.unknown ?? new Set() };
}

export function emptyShare(): PlaceShare {
  const none = { suspects: [], pointers: [], compressed: [], left: [], forged: [], gaps: [] };
  return { ...none, blobs: 0, commits: 0, bytes: 0 };
}

/** An object that passes by. */
interface Passing {
  /** Its number in its place. */
  readonly entry: number;
  readonly type: number;
  readonly bytes: Uint8Array;
  /** Stretches that differ from an object that was looked at; undefined: all of it is new. */
  readonly changed: Ranges | undefined;
  /** Where to look for keys. */
  readonly within: Ranges | undefined;
  readonly oid: () => string;
}

/** Files what an object is. @returns true if it may hold a key */
type Look = (object: Passing, share: PlaceShare) => boolean;

function createLook(
  detector: Detector,
  { hashed, done }: Pick<SurveyWork, 'hashed' | 'done'>,
  links: LinkCheck | undefined,
): Look {
  const isHashed = (type: number): boolean => hashed === 'all' || (hashed === 'links' && type !== TYPE.blob);
  return ({ entry, type, bytes, changed, within, oid }, share) => {
    Atomics.add(done, 0, 1);
    tally(share, type, bytes);
    links?.look(type, bytes, changed, oid);
    const isPointer = type === TYPE.blob && isLfsPointer(bytes);
    const isSuspect = detector.suspects(bytes, within, type === TYPE.tree);
    if (isPointer) share.pointers.push(entry);
    else if (type === TYPE.blob && compressionOf(bytes) !== undefined) share.compressed.push(entry);
    if (isSuspect) share.suspects.push(entry);
    const isReadAgain = isSuspect || isPointer;
    if ((isReadAgain || isHashed(type)) && !hasId(typeName(type), bytes, oid())) share.forged.push(entry);
    return isSuspect;
  };
}

interface PackHands {
  readonly look: Look;
  readonly read: ReadPack;
  readonly done: Int32Array;
}

async function surveyPack(
  { look, read, done }: PackHands,
  work: PackWork | undefined,
  share: PlaceShare,
  pace: Pace,
): Promise<void> {
  if (work === undefined) return;
  const { file, plan, next } = work;
  const descriptor = openPlainFile(file);
  const visit = ({ entry, type, bytes, changed, baseMark }: Visited): boolean => {
    // Where the base has a suspect, a changed word far from it may change the judgement.
    const near = baseMark || changed === undefined ? undefined : changed;
    const within = near && widened(near, SUSPECT_REACH, bytes.length);
    return look({ entry, type, bytes, changed, within, oid: () => oidOf(plan, entry) }, share);
  };
  const walk = read(descriptor, plan, {
    visit,
    leave: (entry) => void share.left.push(entry),
    gap: (entry) => void share.gaps.push(entry),
  });
  const counted = createCounter(walk, share, done);
  try {
    for (let from = take(next, ROOTS_AT_ONCE); from < plan.roots.length; from = take(next, ROOTS_AT_ONCE)) {
      for (const root of plan.roots.subarray(from, from + ROOTS_AT_ONCE)) {
        if (isStreamed(plan, root)) share.left.push(root);
        else walk.begin(root);
        // Many versions of a file may be made from one.
        do {
          const turn = pace();
          if (turn !== undefined) await turn;
        } while (walk.step());
      }
      counted();
    }
  } finally {
    closeSync(descriptor);
  }
}

/** Adds what was read and not handed out since the last call. */
function createCounter(walk: PackWalk, share: PlaceShare, done: Int32Array): () => void {
  let before = walk.quiet();
  return () => {
    const now = walk.quiet();
    Atomics.add(done, 0, now.objects - before.objects);
    share.blobs += now.blobs - before.blobs;
    share.commits += now.commits - before.commits;
    share.bytes += now.bytes - before.bytes;
    before = now;
  };
}

/** What is read piece by piece: its bytes would keep everything else waiting. Not where others are made from it. */
function isStreamed({ sizes, firstChild }: PackPlan, root: number): boolean {
  return (sizes[root] ?? 0) > LARGE_ROOT && firstChild[root] === NONE;
}

async function surveyLoose(
  look: Look,
  work: LooseWork | undefined,
  share: PlaceShare,
  pace: Pace,
): Promise<void> {
  if (work === undefined) return;
  const { directory, oids, next } = work;
  for (let from = take(next, LOOSE_AT_ONCE); from < oids.length; from = take(next, LOOSE_AT_ONCE)) {
    for (const [i, oid] of oids.slice(from, from + LOOSE_AT_ONCE).entries()) {
      const turn = pace();
      if (turn !== undefined) await turn;
      const object = readLoose(directory, oid, LARGE_LOOSE);
      const all = { changed: undefined, within: undefined, oid: () => oid };
      if (object === undefined) share.left.push(from + i);
      else look({ entry: from + i, type: TYPE[object.type], bytes: object.bytes, ...all }, share);
    }
  }
}

function take(next: Int32Array, count: number): number {
  return Atomics.add(next, 0, count);
}

function tally(share: PlaceShare, type: number, bytes: Uint8Array): void {
  share.bytes += bytes.length;
  if (type === TYPE.blob) share.blobs++;
  else if (type === TYPE.commit) share.commits++;
}
