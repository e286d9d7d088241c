/** The survey of a range or a time: what its commits put in, and their messages. */

import { readLog } from '../../git/log.ts';
import type { Repository } from '../../git/repository.ts';
import { surveyLeft } from './left.ts';
import type { Survey, SurveyOptions } from './survey.ts';

/** Ids of what the commits of a range are about. */
export interface RangeObjects {
  readonly commits: readonly string[];
  /** Blobs that they put somewhere. */
  readonly blobs: readonly string[];
  /** Blobs that stood where they put or took away something. */
  readonly before: readonly string[];
}

/** Throws `git-failed`: revisions that do not exist. */
export async function listRange(
  repository: Repository,
  revisions: readonly string[],
  options: { readonly signal: AbortSignal },
): Promise<RangeObjects> {
  const commits: string[] = [];
  const blobs = new Set<string>();
  const put = new Set<string>();
  const stood = new Map<string, string>();
  await readLog(
    repository,
    revisions,
    {
      commit: ({ sha }) => void commits.push(sha),
      put(oid, path, _commit, parents) {
        if (oid !== '') {
          blobs.add(oid);
          put.add(`${oid} ${path}`);
        }
        for (const parent of parents) stood.set(`${parent} ${path}`, parent);
      },
    },
    options,
  );
  // What the range itself put at a path is no earlier state of it; what it only moved is.
  const before = new Set([...stood].filter(([place]) => !put.has(place)).map(([, oid]) => oid));
  return { commits, blobs: [...blobs], before: [...before] };
}

export interface RangeOptions extends SurveyOptions {
  readonly revisions: readonly string[];
  readonly extraOids?: readonly string[];
  /** What `listRange` gave for the revisions, if it was asked before. */
  readonly listed?: RangeObjects;
}

/** Throws `git-failed`: revisions that do not exist. */
export async function surveyRange(
  repository: Repository,
  options: RangeOptions,
): Promise<Survey & { readonly before: readonly string[] }> {
  const { revisions, extraOids = [] } = options;
  const { commits, blobs, before } = options.listed ?? (await listRange(repository, revisions, options));
  const left = await surveyLeft([...new Set([...extraOids, ...commits, ...blobs])], repository, options);
  return { ...left, byGit: 0, pointers: [], before };
}
