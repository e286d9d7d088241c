/** Where keys still stand: the refs in whose files they are, whoever checks them out. */
import { refsHolding } from '../../git/refs-holding.ts';
import type { Repository } from '../../git/repository.ts';
import { objectId } from '../../model/origin.ts';
import type { Holder } from '../../model/report.ts';
import type { Placed } from './places.ts';

/** Holders by fingerprint, and what was not looked at. */
export interface Held {
  readonly holders: ReadonlyMap<string, readonly Holder[]>;
  readonly notes: readonly string[];
}

/** Finds where keys of these fingerprints still stand. */
export type FindHolders = (fingerprints: ReadonlySet<string>) => Promise<Held>;

/** Throws `git-failed`. */
export async function holdersOf(
  repository: Repository,
  placed: readonly Placed[],
  fingerprints: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<Held> {
  const holders = new Map<string, readonly Holder[]>();
  const notes = new Set<string>();
  for (const fingerprint of fingerprints) {
    const blobs = placed.flatMap(({ finding, origin }) =>
      finding.fingerprint === fingerprint ? (objectId(origin) ?? []) : [],
    );
    const found = await refsHolding(repository, new Set(blobs), signal);
    holders.set(
      fingerprint,
      [...found.holding].map(([ref, paths]) => ({ ref, paths })),
    );
    for (const note of found.notes) notes.add(note);
  }
  return { holders, notes: [...notes] };
}
