/** The survey of a range or a time: what its commits put in, and their messages. */
import type { BytePath } from '../../git/byte-path.ts';
import { readLog } from '../../git/log.ts';
import type { Surveyed } from '../../git/objects/tally.ts';
import type { Repository } from '../../git/repository.ts';
import { cutOff } from './gaps.ts';
import { surveyLeft } from './left.ts';
import type { SurveyOptions } from './survey-options.ts';

/** Ids of what the commits of a range are about. */
export interface RangeObjects {
  readonly commits: readonly string[];
  /** Blobs that they put somewhere. */
  readonly blobs: readonly string[];
  /** Where each of them is put, or one of the places. */
  readonly paths: ReadonlyMap<string, BytePath>;
  /** Blobs that stood where they put or took away something. */
  readonly before: readonly string[];
  /** Paths at which they put something where nothing was. */
  readonly added: readonly BytePath[];
}

/** Throws `git-failed`: revisions that do not exist. */
export async function listRange(
  repository: Repository,
  revisions: readonly string[],
  options: { readonly signal: AbortSignal },
): Promise<RangeObjects> {
  const commits: string[] = [];
  const added = new Set<BytePath>();
  const stood = createStood();
  await readLog(
    repository,
    ['--topo-order', ...revisions],
    {
      commit({ sha }) {
        commits.push(sha);
        stood.nextCommit();
      },
      put(oid, path, _commit, before) {
        stood.put(oid, path, before);
        if (oid !== '' && before.length === 0) added.add(path);
      },
    },
    options,
  );
  return { commits, ...stood.settle(), added: [...added] };
}

export type RangeSurvey = Surveyed & Pick<RangeObjects, 'paths' | 'before' | 'added'>;

export interface RangeOptions extends SurveyOptions {
  readonly revisions: readonly string[];
  readonly extraOids?: readonly string[];
  /** What `listRange` gave for the revisions, if it was asked before. */
  readonly listed?: RangeObjects;
}

/** Throws `git-failed`: revisions that do not exist. */
export async function surveyRange(repository: Repository, options: RangeOptions): Promise<RangeSurvey> {
  const { revisions, extraOids = [] } = options;
  const { commits, blobs, paths, before, added } =
    options.listed ?? (await listRange(repository, revisions, options));
  const left = await surveyLeft([...new Set([...extraOids, ...commits, ...blobs])], repository, options);
  const skipped = [...left.skipped, ...cutOff(repository, new Set(commits))];
  return { ...left, skipped, byGit: 0, paths, before, added };
}

/**
 * Tells blobs that stood before the range from those that it put in, by the path that they stood at: what is moved or
 * copied within the range stood where it came from. Commits come newest first, so that what is said of a place last is
 * what was first: a blob that is put back after it was taken away is nothing new.
 */
function createStood() {
  const puts = new Map<string, BytePath>();
  const before = new Set<string>();
  let own: string[] = [];
  let parents: string[] = [];
  const nextCommit = (): void => {
    for (const place of own) before.delete(place);
    for (const place of parents) before.add(place);
    own = [];
    parents = [];
  };
  return {
    nextCommit,
    put(oid: string, path: string, ofParents: readonly string[]) {
      if (oid !== '') {
        puts.set(oid, path);
        own.push(`${oid} ${path}`);
      }
      for (const parent of ofParents) parents.push(`${parent} ${path}`);
    },
    settle() {
      nextCommit();
      const oids = new Set([...before].map((place) => place.slice(0, place.indexOf(' '))));
      return { blobs: [...puts.keys()], paths: puts, before: [...oids] };
    },
  };
}
