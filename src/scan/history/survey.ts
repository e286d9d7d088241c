/**
 * The survey: which objects of a repository may hold a key. Reads every object once, where it is; keeps ids only.
 *
 * What has to be an object's own id, and what has not. A key is found in the bytes of a pack or a loose object, whatever
 * id they are filed under: a forged index, or two packs with one id, hide none of the bytes. An id matters where
 * something is read again by it: a suspect is hashed where it was found (here), and again where git hands it out
 * (`cat-file.ts`). What is not hashed has been searched and holds nothing. An id also matters where commits and trees
 * are followed: for the place of a finding that is only its description, but `--reachable-only` drops what no ref leads
 * to, so that commits, trees and tags are hashed for it. For a range see `range.ts`.
 */
import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import type { Placed } from '../../git/objects/kernel/shared-memory.ts';
import { addId, createKnownIds, hasId, type KnownIds } from '../../git/objects/known-ids.ts';
import type { ObjectDirectory, PackFile } from '../../git/objects/store.ts';
import { NOTHING, type PlaceSurvey } from '../../git/objects/tally.ts';
import type { Repository } from '../../git/repository.ts';
import type { Pace } from '../../model/pace.ts';
import { createPace, whileTelling } from '../../sources/turn.ts';
import { surveyLooseRest } from './loose-rest.ts';
import { type OpenedPack, openPack } from './opened-pack.ts';
import { placeInKernel } from './pack-reader.ts';
import { surveyPackRest } from './pack-rest.ts';
import { emptyShare, type PlaceShare, type SurveyShare, surveyShare } from './share.ts';
import type { SurveyOptions } from './survey-options.ts';
import type { Hashed, LooseWork, SurveyWork } from './survey-work.ts';
import type { SurveyHand } from './worker.ts';

export interface Survey {
  readonly places: readonly PlaceSurvey[];
  /** Ids that commits, trees, tags and the request name and that are in none of the places. */
  readonly unknown: readonly string[];
}

export interface SurveyRequest extends SurveyOptions {
  readonly hashed: Hashed;
  /** Ids that have to be here, besides those that commits, trees and tags name; undefined: nothing is looked for. */
  readonly needed: (() => Promise<readonly string[]>) | undefined;
  /** Commits at which a shallow clone ends. */
  readonly ends: readonly string[];
  /** True if a directory or pack that is not surveyed here has the object. */
  readonly isElsewhere: (oid: string) => boolean;
}

/** Ids between two turns: some milliseconds. */
const IDS_A_STRETCH = 65_536;

/** Below this a thread costs more than it saves. */
const LEAST_FOR_THREADS = 8000;
/** Each has its own part of the kernel's memory, of which there are 4 GiB. */
const MOST_THREADS = 16;

/** Reads all objects of the directories. Throws the signal's reason if aborted. */
export async function survey(
  repository: Repository,
  directories: readonly ObjectDirectory[],
  request: SurveyRequest,
): Promise<Survey> {
  const pace = createPace(request.signal);
  const tried: { readonly pack: PackFile; readonly opened: OpenedPack | string }[] = [];
  for (const pack of directories.flatMap(({ packs }) => packs)) {
    await pace();
    tried.push({ pack, opened: await openPack(pack, repository.oidBytes, request.signal, pace) });
  }
  const packs = tried.flatMap(({ opened }) => (typeof opened === 'string' ? [] : [opened]));
  const loose = directories.map(({ path, loose: oids }) => ({ directory: path, oids, next: counter() }));
  const known = request.needed && (await knownIds(packs, loose, pace));
  const objects = countOf(packs, loose);
  const threads = threadsFor(objects, request.threads);
  const placed = placeFor(packs, known, threads, request);
  const work: SurveyWork = {
    packs: packs.map(({ file, plan }, i) => ({ file, plan: placed?.plans[i] ?? plan, next: counter() })),
    loose,
    oidBytes: repository.oidBytes,
    kernel: placed?.shared,
    done: counter(),
    hashed: request.hashed,
    known: placed === undefined ? known : placed.known,
    ends: request.ends,
  };
  const shares = await surveyTogether(work, { ...request, threads, objects });
  const options = { ...request, isElsewhere: createElsewhere(packs, loose, request.isElsewhere) };
  const places: PlaceSurvey[] = tried.flatMap(({ pack, opened }) =>
    typeof opened === 'string' ? [unopened(pack, opened)] : [],
  );
  for (const [i, pack] of packs.entries()) {
    const share = together(shares.flatMap((one) => one.packs[i] ?? []));
    places.push(await surveyPackRest(repository, pack, share, options));
  }
  for (const [i, directory] of loose.entries()) {
    const share = together(shares.flatMap((one) => one.loose[i] ?? []));
    places.push(await surveyLooseRest(repository, directory, share, options));
  }
  return { places, unknown: unknownIn(shares, work.known, (await request.needed?.()) ?? []) };
}

function unknownIn(
  shares: readonly SurveyShare[],
  known: KnownIds | undefined,
  needed: readonly string[],
): readonly string[] {
  if (known === undefined) return [];
  const lacking = needed.filter((oid) => !hasId(known, Buffer.from(oid, 'hex'), 0));
  return [...new Set([...lacking, ...shares.flatMap((share) => [...share.unknown])])];
}

function placeFor(
  packs: readonly OpenedPack[],
  known: KnownIds | undefined,
  threads: number,
  { detector, isTwin }: SurveyOptions,
): Placed | undefined {
  const plans = packs.map(({ plan }) => plan);
  const entries = plans.reduce((sum, { count }) => sum + count, 0);
  if (isTwin === true || entries === 0) return undefined;
  return placeInKernel(plans, known, detector, threads);
}

function countOf(packs: readonly OpenedPack[], loose: readonly LooseWork[]): number {
  const packed = packs.reduce((sum, { index }) => sum + index.count, 0);
  return packed + loose.reduce((sum, { oids }) => sum + oids.length, 0);
}

function threadsFor(objects: number, wanted: number | undefined): number {
  if (objects < LEAST_FOR_THREADS) return 1;
  return Math.min(MOST_THREADS, wanted ?? availableParallelism());
}

function counter(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4));
}

function unopened(pack: PackFile, reason: string): PlaceSurvey {
  const skipped = [{ kind: 'unread', path: basename(pack.base), reason }] as const;
  const place = { kind: 'pack', pack } as const;
  return { ...NOTHING, place, skipped };
}

async function knownIds(
  packs: readonly OpenedPack[],
  loose: readonly LooseWork[],
  pace: Pace,
): Promise<KnownIds> {
  const known = createKnownIds(countOf(packs, loose));
  for (const { index } of packs)
    for (let i = 0, at = index.ids.start; i < index.count; i++, at += index.ids.stride) {
      if (i % IDS_A_STRETCH === 0) await pace();
      addId(known, index.ids.bytes, at);
    }
  for (const { oids } of loose) for (const oid of oids) addId(known, Buffer.from(oid, 'hex'), 0);
  return known;
}

/** Tells whether an object is in more than one place. */
function createElsewhere(
  packs: readonly OpenedPack[],
  loose: readonly LooseWork[],
  isFurther: (oid: string) => boolean,
): (oid: string) => boolean {
  return (oid) => {
    const bytes = Buffer.from(oid, 'hex');
    const inPacks = packs.filter(({ index }) => index.find(bytes, 0) >= 0).length;
    const inFiles = loose.filter(({ oids }) => oids.includes(oid)).length;
    return inPacks + inFiles > 1 || isFurther(oid);
  };
}

function together(shares: readonly PlaceShare[]): PlaceShare {
  const sum = emptyShare();
  for (const share of shares) {
    for (const list of ['suspects', 'pointers', 'compressed', 'left', 'forged', 'gaps'] as const)
      for (const entry of share[list]) sum[list].push(entry);
    sum.blobs += share.blobs;
    sum.commits += share.commits;
    sum.bytes += share.bytes;
  }
  return sum;
}

interface Together extends SurveyOptions {
  readonly threads: number;
  readonly objects: number;
}

async function surveyTogether(
  work: SurveyWork,
  { detector, ruleset, ownKeys, threads, objects, signal, progress }: Together,
): Promise<SurveyShare[]> {
  const hands: SurveyHand[] = [];
  if (threads > 1) {
    const { hireSurveyor } = await import('./worker.ts');
    for (let thread = 1; thread < threads; thread++)
      hands.push(hireSurveyor({ ...work, thread, ruleset, ownKeys }));
  }
  try {
    const report = (): void => progress?.(Atomics.load(work.done, 0), objects);
    const own = await surveyShare(detector, work, 0, createPace(signal, report));
    const others = await whileTelling(Promise.all(hands.map((hand) => hand.finish())), signal, report);
    return [own, ...others];
  } finally {
    for (const hand of hands) hand.stop();
  }
}
