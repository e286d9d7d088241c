/** What the threads left of a pack: entries that are too large to be held, deltas of those, and damaged ones. */
import { closeSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import { FORGED } from '../../git/object-id.ts';
import { inflateStretch, piecesOf } from '../../git/objects/inflate-stream.ts';
import { oidOf, type PackPlan } from '../../git/objects/pack-plan.ts';
import { typeName } from '../../git/objects/pack-tree.ts';
import { inflateSmall } from '../../git/objects/pack-walk.ts';
import type { PlaceSurvey } from '../../git/objects/tally.ts';
import { openPlainFile } from '../../git/plain-file.ts';
import type { Repository } from '../../git/repository.ts';
import { UserError } from '../../model/error.ts';
import type { Skipped } from '../../model/report.ts';
import { createPace } from '../../sources/turn.ts';
import { createWatch, type Left, nothingLeft, surveyLeft } from './left.ts';
import type { OpenedPack } from './opened-pack.ts';
import type { PlaceShare } from './share.ts';
import type { SurveyOptions } from './survey-options.ts';

export interface RestOptions extends SurveyOptions {
  /** True if the object is in another place, too: then git may read that one. */
  readonly isElsewhere: (oid: string) => boolean;
}

/** Reads what is left, and says what of the pack is not accounted for. */
export async function surveyPackRest(
  repository: Repository,
  { pack, file, plan }: OpenedPack,
  share: PlaceShare,
  options: RestOptions,
): Promise<PlaceSurvey> {
  const oids = (entries: readonly number[]): string[] => [
    ...new Set(entries.map((entry) => oidOf(plan, entry))),
  ];
  const rest = [...share.left, ...plan.strays];
  const read = await readRest({ file, plan }, rest, share.gaps.length > 0, options);
  const own = oids(read.remaining).filter((oid) => !options.isElsewhere(oid));
  const byGit = await surveyLeft(own, repository, options);
  const name = basename(pack.base);
  const skipped = [
    ...faultsOf(name, plan, share.gaps.length > 0 || read.hasGap),
    ...forgedObjects(oids(share.forged)),
    ...twice(name, oids(read.remaining).length - own.length),
    ...read.streamed.skipped,
    ...byGit.skipped,
  ];
  const { streamed } = read;
  return {
    place: { kind: 'pack', pack },
    suspects: [...oids(share.suspects), ...streamed.suspects, ...byGit.suspects],
    pointers: [...oids(share.pointers), ...streamed.pointers, ...byGit.pointers],
    compressed: [...oids(share.compressed), ...streamed.compressed, ...byGit.compressed],
    blobs: share.blobs + streamed.blobs + byGit.blobs,
    commits: share.commits + streamed.commits + byGit.commits,
    bytes: share.bytes + streamed.bytes + byGit.bytes,
    skipped,
    byGit: own.length,
  };
}

function faultsOf(name: string, { fault }: PackPlan, hasGap: boolean): Skipped[] {
  const reason = fault ?? (hasGap ? 'parts of the pack are damaged, or not in its index' : undefined);
  return reason === undefined
    ? []
    : [{ kind: 'unread', path: name, reason: `${reason}: git fsck reports it` }];
}

function twice(name: string, count: number): Skipped[] {
  if (count === 0) return [];
  const reason = `${count} objects are too large or damaged here, and elsewhere too: git repack -ad keeps one of each`;
  return [{ kind: 'unread', path: name, reason }];
}

/** More objects than these are one line. */
const MOST_LISTED = 20;

/** Objects whose content does not have their id. */
export function forgedObjects(oids: readonly string[]): Skipped[] {
  const listed = oids.slice(0, MOST_LISTED);
  const more = oids.length - listed.length;
  return [
    ...listed.map((oid) => ({ kind: 'unread', path: `object ${oid}`, reason: FORGED }) as const),
    ...(more === 0 ? [] : [{ kind: 'unread', path: `${more} more objects`, reason: FORGED } as const]),
  ];
}

interface Rest {
  readonly streamed: Left;
  /** Entries that only git can read. */
  readonly remaining: readonly number[];
  /** An entry does not end where the next begins. */
  readonly hasGap: boolean;
}

type Located = Pick<OpenedPack, 'file' | 'plan'>;

/** Reads large objects that are no deltas; of the others, looks only where they end. */
async function readRest(
  pack: Located,
  entries: readonly number[],
  isFaulty: boolean,
  { detector, signal }: RestOptions,
): Promise<Rest> {
  const streamed = nothingLeft();
  const remaining: number[] = [];
  let hasGap = isFaulty;
  const watch = createWatch(detector, streamed);
  const roots = new Set(entries.length === 0 ? [] : pack.plan.roots);
  const pace = createPace(signal);
  for (const entry of entries) {
    await pace();
    if (roots.has(entry)) {
      const end = await streamEntry(pack, entry, watch).catch(unlessOurs);
      hasGap ||= end === undefined || end !== spaceOf(pack.plan, entry);
      if (end === undefined) remaining.push(entry);
    } else {
      remaining.push(entry);
      // One gap is enough to know.
      if (!hasGap) hasGap = (await takenBy(pack, entry)) !== spaceOf(pack.plan, entry);
    }
  }
  return { streamed, remaining, hasGap };
}

/** What is damaged or forged here may be whole in git's eyes, which may have it elsewhere. */
function unlessOurs(error: unknown): undefined {
  if (!(error instanceof UserError)) throw error;
}

/** Bytes from the deflated data of an entry to the next entry. */
function spaceOf({ offsets, headers }: PackPlan, entry: number): number {
  return (offsets[entry + 1] ?? 0) - (offsets[entry] ?? 0) - (headers[entry] ?? 0);
}

/** Reads an object that is no delta. @returns the bytes that its deflated data takes */
async function streamEntry(
  { file, plan }: Located,
  entry: number,
  watch: ReturnType<typeof createWatch>,
): Promise<number> {
  const head = { type: typeName(plan.types[entry] ?? 0), size: plan.sizes[entry] ?? 0 };
  const { chunks, taken } = inflateStretch({ file, ...stretchOf(plan, entry) });
  for await (const piece of piecesOf(oidOf(plan, entry), head, chunks)) watch(piece);
  return taken();
}

function stretchOf(plan: PackPlan, entry: number): { readonly from: number; readonly to: number } {
  const to = plan.offsets[entry + 1] ?? 0;
  return { from: to - spaceOf(plan, entry), to };
}

/** Below this the data is inflated in one go. */
const SMALL = 1 << 20;

/** Bytes that the deflated data of an entry takes; undefined if it is damaged. */
async function takenBy({ file, plan }: Located, entry: number): Promise<number | undefined> {
  const { from, to } = stretchOf(plan, entry);
  if (to - from > SMALL || (plan.sizes[entry] ?? 0) > SMALL) return await takenByLarge({ file, from, to });
  const descriptor = openPlainFile(file);
  try {
    const deflated = Buffer.alloc(Math.max(0, to - from));
    readSync(descriptor, deflated, 0, deflated.length, from);
    return inflateSmall(deflated, plan.sizes[entry] ?? 0).taken;
  } catch {
    return undefined;
  } finally {
    closeSync(descriptor);
  }
}

async function takenByLarge(stretch: Parameters<typeof inflateStretch>[0]): Promise<number | undefined> {
  const { chunks, taken } = inflateStretch(stretch);
  try {
    for await (const _ of chunks);
    return taken();
  } catch {
    return undefined;
  }
}
