/** Which reader of packs is used: the kernel where it can be, otherwise its twin in TypeScript. */
import { type Detector, HIT_REACH, SUSPECT_REACH } from '../../detect/detector.ts';
import { createPackKernel } from '../../git/objects/kernel/kernel-walk.ts';
import { type Placed, shareMemory } from '../../git/objects/kernel/shared-memory.ts';
import type { KnownIds } from '../../git/objects/known-ids.ts';
import type { LinkCheck } from '../../git/objects/links.ts';
import type { PackPlan } from '../../git/objects/pack-plan.ts';
import { TYPE } from '../../git/objects/pack-tree.ts';
import { createPackWalk, type PackWalk, type Visits } from '../../git/objects/pack-walk.ts';
import { mayBeCompressed } from '../../sources/compressed.ts';
import { mayBePointer } from './lfs.ts';
import type { Hashed, SurveyWork } from './survey-work.ts';

/** Bytes of objects that a thread holds at once. */
const BUDGET = 192 << 20;

/** Walks through a pack. @param file its descriptor */
export type ReadPack = (file: number, plan: PackPlan, visits: Visits) => PackWalk;

/** Puts what threads share into the kernel's memory; undefined if there is none, or it is not wanted. */
export function placeInKernel(
  plans: readonly PackPlan[],
  known: KnownIds | undefined,
  { searchData }: Detector,
  threads: number,
): Placed | undefined {
  const starts = new Uint8Array(8192);
  for (let first = 0; first < 256; first++)
    for (let second = 0; second < 256; second++)
      if (isHandedOut(first, second)) setBit(starts, (first << 8) | second);
  return shareMemory({ plans, known, search: searchData, starts, threads });
}

/** Starts of blobs that are more than text: those with a name in the report, and UTF-16 with its mark. */
function isHandedOut(first: number, second: number): boolean {
  const isMark = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return isMark || mayBePointer(first, second) || mayBeCompressed(first, second);
}

function setBit(bits: Uint8Array, bit: number): void {
  bits[bit >> 3] = (bits[bit >> 3] ?? 0) | (1 << (bit & 7));
}

/** The reader of one thread. @param thread its number */
export function createPackReader(
  detector: Detector,
  work: SurveyWork,
  links: LinkCheck | undefined,
  thread: number,
): ReadPack {
  const region = work.kernel?.regions[thread];
  if (work.kernel === undefined || region === undefined)
    return (file, plan, visits) => createPackWalk(file, plan, visits, BUDGET);
  const kernel = createPackKernel(work.kernel, region, detector.searchData, {
    types: typesOf(work.hashed, work.ends.length > 0 && links !== undefined),
    reach: { near: HIT_REACH, far: SUSPECT_REACH },
    known: work.known,
    oidBytes: work.oidBytes,
    unknown: (id) => links?.add(id),
  });
  return (file, plan, visits) => kernel.walk(file, plan, visits);
}

/** Types of which all objects are looked at here: to be hashed, or as their own ids count. */
function typesOf(hashed: Hashed, areEndsKnown: boolean): number[] {
  const { blob, tree, commit, tag } = TYPE;
  if (hashed === 'all') return [blob, tree, commit, tag];
  if (hashed === 'links') return [tree, commit, tag];
  return areEndsKnown ? [commit] : [];
}
