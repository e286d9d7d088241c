/**
 * What earlier surveys of a repository settled, so that the next one reads only what is new. Kept in the user's cache
 * directory, never in the repository: the author of a hostile one would write there that nothing is in it. Each pack is
 * remembered by itself, by all that tells it from another one (device, inode, size, times, and the hash at its end);
 * loose objects by the same without the hash. Everything is read again when a rule, an own key or the program changes.
 * Holds ids only.
 */
import { createHash } from 'node:crypto';
import type { ObjectDirectory, PackFile } from '../git/objects/store.ts';
import { NOTHING, type PlaceSurvey, type Tally, totalOf } from '../git/objects/tally.ts';
import type { OwnKey } from '../model/finding.ts';
import type { Ruleset } from '../model/rule.ts';
import { VERSION } from '../version.generated.ts';
import { type Environment, userDirectory } from './directories.ts';
import { dropOlder, readPrivate, writePrivate } from './private-file.ts';
import { repositoryName } from './repository.ts';
import type { Stamp, Stamps } from './stamps.ts';

const BELOW = 'history';
/** Loose objects are listed one by one; a repository with more of them wants a gc first. */
const MOST_LOOSE = 100_000;
/** Milliseconds after which what is remembered of a repository that is not scanned any more is deleted. */
const KEPT = 90 * 86_400_000;

interface LooseMemory extends Tally {
  readonly directory: string;
  readonly objects: readonly (readonly [oid: string, stamp: Stamp])[];
}

interface Memory {
  readonly key: string;
  readonly packs: readonly (Tally & { readonly stamp: Stamp })[];
  readonly loose: readonly LooseMemory[];
  /** Everything that they name was there. */
  readonly isConnected: boolean;
}

/** Where a repository's memory is, and under which rules it is valid. */
export interface MemoryPlace {
  readonly root: string;
  readonly name: string;
  readonly key: string;
}

/** Undefined where there is no home directory. */
export function memoryPlace(
  commonDir: string,
  env: Environment,
  { ruleset, ownKeys }: { readonly ruleset: Ruleset; readonly ownKeys: readonly OwnKey[] },
): MemoryPlace | undefined {
  const root = userDirectory('cache', env);
  if (root === undefined) return undefined;
  const keys = ownKeys.map(({ sha256 }) => sha256).sort();
  const parts = JSON.stringify([VERSION, ruleset.hash, keys]);
  const key = createHash('sha256').update(parts).digest('hex');
  return { root, name: `${repositoryName(commonDir)}.json`, key };
}

/** What need not be read again. */
export interface Recalled {
  readonly places: readonly PlaceSurvey[];
  /** The rest. */
  readonly fresh: readonly ObjectDirectory[];
  readonly isConnected: boolean;
  /** Loose objects that are no longer here, and must be elsewhere now. */
  readonly vanished: readonly string[];
}

/** Undefined if nothing is remembered that still holds: where a pack is gone, what named its objects is unknown. */
export function recall(
  place: MemoryPlace,
  directories: readonly ObjectDirectory[],
  stamps: Stamps,
): Recalled | undefined {
  const memory = readMemory(place);
  if (memory === undefined) return undefined;
  const tallies = new Map(memory.packs.map((one) => [one.stamp, one]));
  const here = new Set(stamps.packs.values());
  if (memory.packs.some(({ stamp }) => !here.has(stamp))) return undefined;
  const known = (pack: PackFile): Tally | undefined => tallies.get(stamps.packs.get(pack.base) ?? '');
  const places: PlaceSurvey[] = [];
  const vanished: string[] = [];
  const fresh = directories.map((directory) => {
    const { path, packs, loose } = directory;
    for (const pack of packs) places.push(...surveyOf(known(pack), { kind: 'pack', pack }));
    const earlier = memory.loose.find((one) => one.directory === path);
    const own = stamps.loose.get(path);
    for (const [oid] of earlier?.objects ?? []) if (own?.has(oid) !== true) vanished.push(oid);
    const holds = earlier?.objects.every(([oid, stamp]) => own?.get(oid) === stamp) === true;
    const read = new Set(holds ? earlier.objects.map(([oid]) => oid) : []);
    if (holds) places.push(...surveyOf(earlier, { kind: 'loose', directory: path, oids: [...read] }));
    return {
      ...directory,
      packs: packs.filter((pack) => known(pack) === undefined),
      loose: loose.filter((oid) => !read.has(oid)),
    };
  });
  return { places, fresh, isConnected: memory.isConnected, vanished };
}

function surveyOf(tally: Tally | undefined, place: PlaceSurvey['place']): PlaceSurvey[] {
  if (tally === undefined) return [];
  return [{ ...NOTHING, place, ...tallyOf(tally) }];
}

function readMemory({ root, name, key }: MemoryPlace): Memory | undefined {
  const text = readPrivate(root, BELOW, name);
  try {
    const value = text === undefined ? undefined : (JSON.parse(text) as Memory);
    return value?.key === key && isWhole(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** True for what `remember` wrote: every field has the form that `recall` reads. */
function isWhole({ packs, loose, isConnected }: Memory): boolean {
  const areObjects = ({ directory, objects }: LooseMemory): boolean =>
    typeof directory === 'string' && objects.every((one) => one.length === 2 && areTexts(one));
  return (
    typeof isConnected === 'boolean' &&
    packs.every((one) => isTally(one) && typeof one.stamp === 'string') &&
    loose.every((one) => isTally(one) && areObjects(one))
  );
}

function isTally({ suspects, pointers, compressed, blobs, commits, bytes }: Tally): boolean {
  return (
    [suspects, pointers, compressed].every(areTexts) && [blobs, commits, bytes].every(Number.isSafeInteger)
  );
}

function areTexts(values: readonly unknown[]): boolean {
  return values.every((value) => typeof value === 'string');
}

/** Keeps what was read to its end. Where it cannot be kept, it is read again the next time. */
export function remember(
  { root, name, key }: MemoryPlace,
  places: readonly PlaceSurvey[],
  stamps: Stamps,
  isConnected: boolean,
): void {
  const whole = places.filter(({ skipped }) => skipped.length === 0);
  const packs = whole.flatMap((one) => {
    const stamp = one.place.kind === 'pack' ? stamps.packs.get(one.place.pack.base) : undefined;
    return stamp === undefined ? [] : [{ stamp, ...tallyOf(one) }];
  });
  const memory: Memory = { key, packs, loose: looseOf(whole, stamps), isConnected };
  try {
    writePrivate(root, BELOW, name, JSON.stringify(memory));
    dropOlder(root, BELOW, Date.now() - KEPT);
  } catch {
    // Nothing is lost but time.
  }
}

function tallyOf({ suspects, pointers, compressed, blobs, commits, bytes }: Tally): Tally {
  return { suspects, pointers, compressed, blobs, commits, bytes };
}

/** What is new in a directory joins what is remembered of it. */
function looseOf(whole: readonly PlaceSurvey[], stamps: Stamps): LooseMemory[] {
  return [...stamps.loose].flatMap(([directory, own]) => {
    const parts = whole.flatMap((one) =>
      one.place.kind === 'loose' && one.place.directory === directory ? [{ one, oids: one.place.oids }] : [],
    );
    const objects = parts
      .flatMap(({ oids }) => oids)
      .flatMap((oid) => {
        const stamp = own.get(oid);
        return stamp === undefined ? [] : [[oid, stamp] as const];
      });
    if (objects.length === 0 || objects.length > MOST_LOOSE) return [];
    return [{ directory, objects, ...tallyOf(totalOf(parts.map(({ one }) => one))) }];
  });
}
