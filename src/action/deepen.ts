/** Fetches the tips of a range, deeper and deeper until the range is certain. */
import { openRepository } from '../git/repository.ts';
import { UserError } from '../model/error.ts';
import type { Skipped } from '../model/report.ts';
import type { Distance, OpenOptions } from './opened.ts';
import type { Range, Tip } from './range.ts';
import type { Remote } from './remote.ts';
import { isCertain } from './shallow.ts';
import { type Tips, tipsIn } from './tips.ts';

/** Names of ours that fetched refs are filed under. */
const HERE = 'refs/leakward/';
const LEAST_DEPTH = 50;
/** Depths that are tried after the first, each so many times the one before. */
const MORE = [1, 4, 16, 64, 256];
const MOST_DEPTH = 100_000;
/** git's own number for no limit, which undoes an earlier one (fetch-pack.h, INFINITE_DEPTH). */
const ALL = 0x7fffffff;

interface Fetched {
  readonly tips: Tips;
  readonly gaps: readonly Skipped[];
}

/** A text says why the range could not be had at all. */
export async function fetchTips(
  range: Range,
  gitDir: string,
  options: OpenOptions,
): Promise<Fetched | string> {
  const distance = range.base === undefined ? undefined : await options.distance(range.base, range.head);
  let wanted = range;
  for (const depth of depthsFor(range, distance)) {
    const got = await fetchOnce(
      wanted,
      gitDir,
      wanted.base === undefined ? ALL : depth,
      await options.remote(),
    );
    if (typeof got === 'string') return got;
    wanted = got;
    const repository = await openRepository(gitDir, true);
    const tips = await tipsIn(repository, here(wanted), HERE);
    if (tips === undefined) return 'the commits to scan did not come from the server';
    // GitHub's count is that of the base that was asked for.
    const expected = wanted.base === range.base ? distance?.ahead : undefined;
    if (await isCertain(repository, tips.head, tips.base, expected)) return { tips, gaps: [] };
    if (depth === MOST_DEPTH) return { tips, gaps: [tooDeep] };
  }
  return 'history was not fetched';
}

const tooDeep: Skipped = {
  kind: 'unread',
  path: 'history',
  reason: `the commits to scan and their base have no common history within ${MOST_DEPTH} commits`,
};

function depthsFor(range: Range, distance: Distance | undefined): readonly number[] {
  const guess = Math.max(LEAST_DEPTH, (range.pull?.commits ?? 0) + 1);
  const first = distance === undefined ? guess : Math.max(distance.ahead, distance.behind) + 1;
  const depths = MORE.map((times) => first * times).filter((depth) => depth < MOST_DEPTH);
  return [...depths, MOST_DEPTH];
}

/** Ids that are fetched stay what they are; refs are filed under names of ours. */
function here(range: Range): Range {
  const filed = (tip: Tip | undefined, name: string): Tip | undefined =>
    tip === undefined ? undefined : tip.oid === undefined ? { ref: HERE + name } : tip;
  return {
    ...range,
    head: filed(range.head, 'head') ?? range.head,
    base: filed(range.base, range.base === range.trunk ? 'trunk' : 'base'),
    trunk: filed(range.trunk, 'trunk'),
  };
}

/**
 * One fetch of all tips. If the server has not all of them, one each, to learn which: a head that is not handed out by
 * id may be by its ref; a base that is gone (a forced push) is replaced by the default branch.
 */
async function fetchOnce(
  range: Range,
  gitDir: string,
  depth: number,
  remote: Remote,
): Promise<Range | string> {
  const limits = { isWithoutBlobs: true, depth };
  const fetch = async (...refspecs: readonly (string | undefined)[]): Promise<string | undefined> =>
    await caught(remote.fetch(gitDir, { ...limits, refspecs: refspecs.filter((one) => one !== undefined) }));
  const { head, base, trunk } = range;
  const specs = [refspec(head, 'head'), refspec(base, 'base'), refspec(trunk, 'trunk')];
  const failed = await fetch(...new Set(specs));
  if (failed === undefined) return range;
  const missing = await fetch(specs[0]);
  const byRef = head.ref === undefined ? undefined : `+${head.ref}:${HERE}head`;
  if (missing !== undefined && (byRef === undefined || (await fetch(byRef)) !== undefined)) return missing;
  const isTrunkThere = trunk !== undefined && (await fetch(specs[2])) === undefined;
  const rest = { ...range, trunk: isTrunkThere ? trunk : undefined };
  if (base === undefined || (await fetch(specs[1])) === undefined) return rest;
  // A base that somebody named is meant to be there.
  const isMeant = range.pull !== undefined || base.oid === undefined;
  return isMeant ? failed : { ...rest, base: rest.trunk };
}

function refspec(tip: Tip | undefined, name: string): string | undefined {
  const from = tip?.oid ?? tip?.ref;
  return from === undefined ? undefined : `+${from}:${HERE}${name}`;
}

/** Undefined if all came; else why not. */
export async function caught(fetched: Promise<void>): Promise<string | undefined> {
  try {
    await fetched;
    return undefined;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.message;
  }
}
