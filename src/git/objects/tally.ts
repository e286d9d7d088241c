/** What reading objects gives, wherever they are. */

import type { Skipped } from '../../model/report.ts';
import type { PackFile } from './store.ts';

export interface Tally {
  /** Ids of objects that may hold a key. */
  readonly suspects: readonly string[];
  /** Ids of blobs that are LFS pointers. */
  readonly pointers: readonly string[];
  /** Ids of blobs whose content is compressed. */
  readonly compressed: readonly string[];
  readonly blobs: number;
  readonly commits: number;
  /** Of the objects' content. */
  readonly bytes: number;
}

export interface Surveyed extends Tally {
  /** What could not be read, or is not what it should be. */
  readonly skipped: readonly Skipped[];
  /** Objects that git had to read. */
  readonly byGit: number;
}

/** A pack, or the loose objects of a directory. */
export type Place =
  | { readonly kind: 'pack'; readonly pack: PackFile }
  | { readonly kind: 'loose'; readonly directory: string; readonly oids: readonly string[] };

export interface PlaceSurvey extends Surveyed {
  readonly place: Place;
}

export const NOTHING: Surveyed = {
  suspects: [],
  pointers: [],
  compressed: [],
  blobs: 0,
  commits: 0,
  bytes: 0,
  skipped: [],
  byGit: 0,
};

/** All of them as one; an object that is in several places is read again once. */
export function totalOf(all: readonly Surveyed[]): Surveyed {
  const sum = (pick: (one: Surveyed) => number): number => all.reduce((total, one) => total + pick(one), 0);
  return {
    suspects: [...new Set(all.flatMap((one) => one.suspects))],
    pointers: [...new Set(all.flatMap((one) => one.pointers))],
    compressed: [...new Set(all.flatMap((one) => one.compressed))],
    blobs: sum((one) => one.blobs),
    commits: sum((one) => one.commits),
    bytes: sum((one) => one.bytes),
    skipped: all.flatMap((one) => one.skipped),
    byGit: sum((one) => one.byGit),
  };
}
