/** A target whose objects are at hand. */
import type { Repository } from '../git/repository.ts';
import type { Skipped } from '../model/report.ts';
import type { Range, Tip } from './range.ts';
import type { Remote } from './remote.ts';
import { commitsAt, type Tips } from './tips.ts';

/** A repository that has what is to be scanned. */
export interface Opened {
  readonly repository: Repository;
  /** The commit that the target ends at; undefined: it cannot be had. */
  readonly head: string | undefined;
  /** The commit whose configuration counts. */
  readonly base: string | undefined;
  /** As `git log` takes them; empty: everything there is. */
  readonly revisions: readonly string[];
  /** Objects that no commit leads to: annotated tags, and what they name besides commits. */
  readonly extraOids: readonly string[];
  /** What could not be had so far. */
  readonly gaps: () => readonly Skipped[];
  /** Blobs come only when they are needed. */
  readonly isPartial: boolean;
  /** Brings these blobs here; if they do not come, that is a gap. */
  need(oids: readonly string[]): Promise<void>;
}

export interface OpenOptions {
  /** Loaded only where something must be fetched. */
  readonly remote: () => Promise<Remote>;
  readonly temp: string;
  readonly workspace: string | undefined;
  /** The repository's ids are of SHA-256. */
  readonly isSha256: boolean;
  readonly signal: AbortSignal;
  /** How GitHub counts the commits between two. */
  readonly distance: (base: Tip, head: Tip) => Promise<Distance | undefined>;
}

export interface Distance {
  readonly ahead: number;
  readonly behind: number;
}

async function nothingNeeded(): Promise<void> {}

export const ALL_HERE = { isPartial: false, need: nothingNeeded } as const;

export function gapsOf({ gap }: Range): Skipped[] {
  return gap === undefined ? [] : [{ kind: 'unread', path: 'history', reason: gap }];
}

export function openedRange(
  repository: Repository,
  { head, base, trunk, besides }: Tips,
  gaps: readonly Skipped[],
  blobs: Pick<Opened, 'isPartial' | 'need'>,
): Opened {
  const not = [base, trunk].filter((oid) => oid !== undefined);
  return {
    repository,
    head,
    base: base ?? head,
    revisions: not.length === 0 ? [head] : [head, '--not', ...not],
    extraOids: [...besides.tags, ...besides.blobs],
    gaps: () => gaps,
    ...blobs,
  };
}

export async function openedWhole(
  repository: Repository,
  head: Tip,
  branches: string,
): Promise<Opened | undefined> {
  const [found] = await commitsAt(repository, [head], branches);
  if (found === undefined) return undefined;
  return {
    repository,
    head: found,
    base: found,
    revisions: [],
    extraOids: [],
    gaps: () => [],
    ...ALL_HERE,
  };
}
