/** The survey: which objects of a repository may hold a key. Reads every object once; keeps ids only. */
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import type { Detector } from '../../detect/detector.ts';
import { type PackIndex, parsePackIndex } from '../../git/objects/pack-index.ts';
import { type PackPlan, planPack } from '../../git/objects/pack-plan.ts';
import type { ObjectDirectory, PackFile } from '../../git/objects/store.ts';
import type { Repository } from '../../git/repository.ts';
import type { OwnKey } from '../../model/finding.ts';
import type { Skipped } from '../../model/report.ts';
import type { Ruleset } from '../../model/rule.ts';
import { surveyLeft } from './left.ts';
import { type At, type LooseWork, type PackWork, type SurveyShare, surveyShare } from './share.ts';
import type { SurveyHand } from './worker.ts';

/** What a survey tells. */
export interface Survey {
  /** Ids of objects that may hold a key. */
  readonly suspects: readonly string[];
  /** Ids of blobs that are LFS pointers. */
  readonly pointers: readonly string[];
  /** Ids of blobs whose content is compressed. */
  readonly compressed: readonly string[];
  readonly blobs: number;
  readonly commits: number;
  readonly bytes: number;
  readonly skipped: readonly Skipped[];
  /** Objects that git itself had to read. */
  readonly byGit: number;
}

export interface SurveyOptions {
  readonly detector: Detector;
  readonly ruleset: Ruleset;
  readonly ownKeys: readonly OwnKey[];
  readonly threads: number | undefined;
  readonly signal: AbortSignal;
}

/** Below this a thread costs more than it saves. */
const LEAST_FOR_THREADS = 8000;

interface OpenedPack {
  readonly index: PackIndex;
  readonly work: PackWork;
}

/** Reads all objects of the directories. Throws the signal's reason if aborted. */
export async function survey(
  repository: Repository,
  directories: readonly ObjectDirectory[],
  options: SurveyOptions,
): Promise<Survey> {
  const skipped: Skipped[] = [];
  const packs = directories.flatMap((directory) =>
    directory.packs.flatMap((pack) => openPack(pack, repository.oidBytes, skipped)),
  );
  const loose: LooseWork[] = directories.map(({ path, loose: oids }) => ({
    directory: path,
    oids,
    next: counter(),
  }));
  const shares = await surveyTogether({ packs: packs.map(({ work }) => work), loose }, options);
  const oidOf = ([place, entry]: At): string => {
    const pack = packs[place];
    return pack?.index.oidAt(pack.work.plan.positions[entry] ?? 0) ?? '';
  };
  const ids = (
    pick: (share: SurveyShare) => { packed: readonly At[]; loose: readonly string[] },
  ): string[] => [
    ...new Set(shares.flatMap((share) => [...pick(share).packed.map(oidOf), ...pick(share).loose])),
  ];
  const strays = packs.flatMap(({ work }, place) =>
    [...work.plan.strays].map((entry) => oidOf([place, entry])),
  );
  const leftOver = [...new Set([...strays, ...ids((share) => share.left)])];
  const left = await surveyLeft(leftOver, repository, options);
  const sum = (pick: (share: SurveyShare) => number): number =>
    shares.reduce((total, share) => total + pick(share), 0);
  return {
    suspects: [...new Set([...ids((share) => share.suspects), ...left.suspects])],
    pointers: [...new Set([...ids((share) => share.pointers), ...left.pointers])],
    compressed: [...new Set([...ids((share) => share.compressed), ...left.compressed])],
    blobs: sum((share) => share.blobs) + left.blobs,
    commits: sum((share) => share.commits) + left.commits,
    bytes: sum((share) => share.bytes) + left.bytes,
    skipped: [...skipped, ...left.skipped],
    byGit: leftOver.length,
  };
}

function counter(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4));
}

function openPack({ base, hasIndex }: PackFile, oidBytes: number, skipped: Skipped[]): OpenedPack[] {
  const opened = hasIndex ? readPlan(base, oidBytes) : undefined;
  if (opened === undefined) {
    const reason = hasIndex
      ? 'the pack or its index is damaged'
      : 'the pack has no index: git index-pack makes one';
    skipped.push({ kind: 'unread', path: basename(base), reason });
    return [];
  }
  return [{ index: opened.index, work: { file: `${base}.pack`, plan: opened.plan, next: counter() } }];
}

function readPlan(base: string, oidBytes: number): { index: PackIndex; plan: PackPlan } | undefined {
  try {
    const index = parsePackIndex(readFileSync(`${base}.idx`), oidBytes);
    if (index === undefined) return undefined;
    const file = openSync(`${base}.pack`, 'r');
    try {
      const plan = planPack(file, fstatSync(file).size, index, oidBytes);
      return plan === undefined ? undefined : { index, plan };
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
}

async function surveyTogether(
  work: { readonly packs: readonly PackWork[]; readonly loose: readonly LooseWork[] },
  { detector, ruleset, ownKeys, threads, signal }: SurveyOptions,
): Promise<SurveyShare[]> {
  const objects =
    work.packs.reduce((sum, { plan }) => sum + plan.count, 0) +
    work.loose.reduce((sum, { oids }) => sum + oids.length, 0);
  const hands: SurveyHand[] = [];
  const wanted = threads ?? availableParallelism();
  if (objects >= LEAST_FOR_THREADS && wanted > 1) {
    const { hireSurveyor } = await import('./worker.ts');
    for (let i = 1; i < wanted; i++) hands.push(hireSurveyor({ ...work, ruleset, ownKeys }));
  }
  try {
    const turn = async (): Promise<void> => {
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
    };
    const own = await surveyShare(detector, work, turn);
    return [own, ...(await Promise.all(hands.map((hand) => hand.finish())))];
  } finally {
    for (const hand of hands) hand.stop();
  }
}
