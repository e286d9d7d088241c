/** Everything in a repository: what is remembered of it, and a survey of the rest. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PackIndex, parsePackIndex } from '../../git/objects/pack-index.ts';
import type { ObjectDirectory, PackFile } from '../../git/objects/store.ts';
import { type PlaceSurvey, type Surveyed, totalOf } from '../../git/objects/tally.ts';
import { readPlainFile } from '../../git/plain-file.ts';
import type { Ref } from '../../git/refs.ts';
import type { Repository } from '../../git/repository.ts';
import { shallowEnds } from '../../git/shallow.ts';
import { isObjectId } from '../../model/origin.ts';
import type { Environment } from '../../state/directories.ts';
import { takeStamps } from '../../state/stamps.ts';
import { memoryPlace, type Recalled, recall, remember } from '../../state/surveys.ts';
import { survey } from './survey.ts';
import type { SurveyOptions } from './survey-options.ts';
import type { Hashed } from './survey-work.ts';

export interface AllOptions extends SurveyOptions {
  readonly hashed: Hashed;
  /** Says where what was read is remembered; absent: everything is read. */
  readonly cache?: Environment;
  readonly refs: () => Promise<readonly Ref[]>;
}

export interface AllSurveyed extends Surveyed {
  /** Everything that objects and refs name is here. */
  readonly isConnected: boolean;
  readonly notes: readonly string[];
}

/** Throws the signal's reason if aborted; `git-failed` where git cannot list the refs. */
export async function surveyAll(
  repository: Repository,
  directories: readonly ObjectDirectory[],
  options: AllOptions,
): Promise<AllSurveyed> {
  // What was read with less care than is asked for now does not count.
  const env = options.hashed === 'suspects' ? options.cache : undefined;
  const place = env === undefined ? undefined : memoryPlace(repository.commonDir, env, options);
  const stamps = place && takeStamps(directories, repository.oidBytes);
  const recalled = place && stamps && recall(place, directories, stamps);
  const packs = packsOf(recalled?.places ?? []);
  const isInKnown = createLookup(packs, repository.oidBytes);
  const looseKnown = new Set(looseOf(recalled?.places ?? []));
  const isElsewhere = (oid: string): boolean => looseKnown.has(oid) || isInKnown(oid);
  const isFollowed = !directories.some(({ isPartial }) => isPartial) && recalled?.isConnected !== false;
  const { places, unknown } = await survey(repository, recalled?.fresh ?? directories, {
    ...options,
    needed: isFollowed
      ? async () => [...(await namedBy(repository, options)), ...(recalled?.vanished ?? [])]
      : undefined,
    ends: shallowEnds(repository),
    isElsewhere,
  });
  const all = [...(recalled?.places ?? []), ...places];
  const isConnected = isFollowed && unknown.every(isElsewhere);
  if (place !== undefined && stamps !== undefined) remember(place, all, stamps, isConnected);
  return { ...totalOf(all), isConnected, notes: recalled === undefined ? [] : notesOf(recalled) };
}

/** Ids that refs and a detached HEAD name. */
async function namedBy({ gitDir }: Repository, { refs }: AllOptions): Promise<string[]> {
  const head = readPlainFile(join(gitDir, 'HEAD'))?.toString('latin1').trim() ?? '';
  const detached = isObjectId(head) ? [head] : [];
  return [...(await refs()).map(({ oid }) => oid), ...detached];
}

function packsOf(places: readonly PlaceSurvey[]): PackFile[] {
  return places.flatMap(({ place }) => (place.kind === 'pack' ? [place.pack] : []));
}

function looseOf(places: readonly PlaceSurvey[]): string[] {
  return places.flatMap(({ place }) => (place.kind === 'loose' ? place.oids : []));
}

/** Tells whether packs list an object. Their indexes are read at the first question: mostly there is none. */
function createLookup(packs: readonly PackFile[], oidBytes: number): (oid: string) => boolean {
  let indexes: PackIndex[] | undefined;
  return (oid) => {
    indexes ??= packs.flatMap(({ base }) => parsePackIndex(readFileSync(`${base}.idx`), oidBytes) ?? []);
    const bytes = Buffer.from(oid, 'hex');
    return indexes.some((index) => index.find(bytes, 0) >= 0);
  };
}

function notesOf({ places }: Recalled): string[] {
  const [packs, loose] = [packsOf(places).length, looseOf(places).length];
  if (packs + loose === 0) return [];
  const what = [
    ...(packs === 0 ? [] : [`${packs} ${packs === 1 ? 'pack' : 'packs'}`]),
    ...(loose === 0 ? [] : [`${loose} loose ${loose === 1 ? 'object' : 'objects'}`]),
  ];
  return [
    `${what.join(' and ')} not read again: unchanged since an earlier scan by the same rules; --no-cache reads everything`,
  ];
}
