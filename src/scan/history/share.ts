/** The part of a survey that one thread does: it takes roots of packs and loose objects from shared queues. */
import { closeSync, openSync } from 'node:fs';
import { type Detector, SUSPECT_REACH } from '../../detect/detector.ts';
import { readLoose } from '../../git/objects/loose.ts';
import { type PackPlan, TYPE } from '../../git/objects/pack-plan.ts';
import { createPackWalk, type Visited } from '../../git/objects/pack-walk.ts';
import { compressionOf } from '../../sources/compressed.ts';
import { isLfsPointer } from './lfs.ts';

/** Bytes of objects that one thread holds at once. */
const BUDGET = 192 << 20;
/** Loose objects above are read piece by piece. */
const LARGE = 32 << 20;
const ROOTS_AT_ONCE = 32;
const LOOSE_AT_ONCE = 64;

/** Work that threads share; `next` is in shared memory. */
export interface PackWork {
  readonly file: string;
  readonly plan: PackPlan;
  readonly next: Int32Array;
}

export interface LooseWork {
  readonly directory: string;
  readonly oids: readonly string[];
  readonly next: Int32Array;
}

export interface SurveyWork {
  readonly packs: readonly PackWork[];
  readonly loose: readonly LooseWork[];
}

/** An object by where it lies: number of the pack or directory, and of the entry in it. */
export type At = readonly [place: number, entry: number];

/** What a thread found. Objects in packs by place; loose ones by id. */
export interface SurveyShare {
  readonly suspects: { readonly packed: At[]; readonly loose: string[] };
  readonly pointers: { readonly packed: At[]; readonly loose: string[] };
  /** Blobs whose content is compressed. */
  readonly compressed: { readonly packed: At[]; readonly loose: string[] };
  /** Not read here. */
  readonly left: { readonly packed: At[]; readonly loose: string[] };
  blobs: number;
  commits: number;
  bytes: number;
}

/** @param turn called now and then; may throw to end the survey */
export async function surveyShare(
  detector: Detector,
  work: SurveyWork,
  turn: () => Promise<void> | void,
): Promise<SurveyShare> {
  const share: SurveyShare = {
    suspects: { packed: [], loose: [] },
    pointers: { packed: [], loose: [] },
    compressed: { packed: [], loose: [] },
    left: { packed: [], loose: [] },
    blobs: 0,
    commits: 0,
    bytes: 0,
  };
  for (const [place, pack] of work.packs.entries()) await surveyPack(detector, pack, place, share, turn);
  for (const loose of work.loose) await surveyLoose(detector, loose, share, turn);
  return share;
}

async function surveyPack(
  detector: Detector,
  { file, plan, next }: PackWork,
  place: number,
  share: SurveyShare,
  turn: () => Promise<void> | void,
): Promise<void> {
  const descriptor = openSync(file, 'r');
  const visit = (object: Visited): boolean => {
    tally(share, object.type, object.bytes);
    if (object.type === TYPE.blob) {
      if (isLfsPointer(object.bytes)) share.pointers.packed.push([place, object.entry]);
      else if (compressionOf(object.bytes) !== undefined) share.compressed.packed.push([place, object.entry]);
    }
    // Where the base has a suspect, a changed word far from it may change the judgement.
    const within = object.baseMark ? undefined : object.changed;
    const isSuspect = detector.suspects(object.bytes, within, object.type === TYPE.tree);
    if (isSuspect) share.suspects.packed.push([place, object.entry]);
    return isSuspect;
  };
  const leave = (entry: number): void => void share.left.packed.push([place, entry]);
  const { walk } = createPackWalk(descriptor, plan, { reach: SUSPECT_REACH, budget: BUDGET, visit, leave });
  try {
    for (let from = take(next, ROOTS_AT_ONCE); from < plan.roots.length; from = take(next, ROOTS_AT_ONCE)) {
      await turn();
      for (const root of plan.roots.subarray(from, from + ROOTS_AT_ONCE)) walk(root);
    }
  } finally {
    closeSync(descriptor);
  }
}

async function surveyLoose(
  detector: Detector,
  { directory, oids, next }: LooseWork,
  share: SurveyShare,
  turn: () => Promise<void> | void,
): Promise<void> {
  for (let from = take(next, LOOSE_AT_ONCE); from < oids.length; from = take(next, LOOSE_AT_ONCE)) {
    await turn();
    for (const oid of oids.slice(from, from + LOOSE_AT_ONCE)) {
      const object = readLoose(directory, oid, LARGE);
      if (object === undefined) {
        share.left.loose.push(oid);
        continue;
      }
      tally(share, TYPE[object.type], object.bytes);
      if (object.type === 'blob') {
        if (isLfsPointer(object.bytes)) share.pointers.loose.push(oid);
        else if (compressionOf(object.bytes) !== undefined) share.compressed.loose.push(oid);
      }
      if (detector.suspects(object.bytes, undefined, object.type === 'tree')) share.suspects.loose.push(oid);
    }
  }
}

function take(next: Int32Array, count: number): number {
  return Atomics.add(next, 0, count);
}

function tally(share: SurveyShare, type: number, bytes: Uint8Array): void {
  share.bytes += bytes.length;
  if (type === TYPE.blob) share.blobs++;
  else if (type === TYPE.commit) share.commits++;
}
