/** The places of one key, by the kind of thing they are in. */
import type { Encoding } from '../../model/finding.ts';
import { objectId } from '../../model/origin.ts';
import type { Commit, Result } from '../../model/report.ts';
import type { Placed } from '../history/places.ts';
import type { PresetGroup } from './presets.ts';

/** A place in a text. */
export interface Spot {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly encoding: readonly Encoding[];
}

/** What git makes of a file in a work tree. */
export type FileState = 'tracked' | 'untracked' | 'ignored' | 'nested repository';

export type Place =
  | (Spot & {
      readonly kind: 'work-tree';
      readonly workTree: string;
      /** Absent outside a repository. */
      readonly state?: FileState;
    })
  | (Spot & { readonly kind: 'git-directory' })
  /** Where it came in, and in how many versions of the file it stands. */
  | (Spot & {
      readonly kind: 'commit' | 'unreachable';
      readonly blob: string;
      readonly versions: number;
      readonly commit?: Commit;
    })
  | (Spot & { readonly kind: 'message'; readonly commit?: Commit })
  /** The name of a file, directory or ref. */
  | { readonly kind: 'name'; readonly path: string; readonly commit?: Commit }
  /** The files of a tip hold it still. */
  | { readonly kind: 'ref' | 'stash'; readonly ref: string; readonly path: string }
  /** Staged: the next commit has it. */
  | { readonly kind: 'index'; readonly workTree: string; readonly path: string }
  | { readonly kind: 'environment'; readonly variable: string }
  | (Spot & { readonly kind: 'machine'; readonly group: PresetGroup; readonly what: string });

export type PlaceKind = Place['kind'];

export function spotOf({ finding, location }: Pick<Result, 'finding' | 'location'>): Spot {
  const { path, startLine, startColumn } = location;
  return { path, line: startLine, column: startColumn, encoding: finding.encoding };
}

/** Places in a history: each path once for what refs lead to and once for what none does, the oldest version. */
export function historyPlaces(placed: readonly Placed[]): Place[] {
  const groups = new Map<string, Placed[]>();
  for (const one of placed) {
    const { origin, isReachable, location } = one;
    const key = `${isReachable} ${location.path} ${origin.kind === 'message' ? origin.oid : ''}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.values()].map(historyPlace);
}

function historyPlace(group: readonly Placed[]): Place {
  const [oldest] = group.toSorted((a, b) => b.age - a.age);
  if (oldest === undefined) throw new Error('a group has at least one member');
  const { origin, location, commit, isReachable } = oldest;
  const since = commit === undefined ? {} : { commit };
  if (origin.kind === 'name') return { kind: 'name', path: location.path, ...since };
  const spot = spotOf(oldest);
  if (origin.kind === 'message') return { kind: 'message', ...spot, ...since };
  const versions = objectsOf(group).size;
  const blob = objectId(origin) ?? '';
  return { kind: isReachable ? 'commit' : 'unreachable', ...spot, blob, versions, ...since };
}

/** Blobs and other objects that hold the key. */
export function objectsOf(placed: readonly Placed[]): ReadonlySet<string> {
  return new Set(placed.flatMap(({ origin }) => objectId(origin) ?? []));
}

/** A ref's place by its short name. */
export function refPlaces(holding: ReadonlyMap<string, readonly string[]>): Place[] {
  return [...holding].flatMap(([ref, paths]) => {
    const kind = ref.startsWith('stash@{') ? 'stash' : 'ref';
    return paths.map((path): Place => ({ kind, ref, path }));
  });
}
