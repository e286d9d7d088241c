/** The survey of a range or a time: what its commits put in, and their messages. */
import { readLog } from '../../git/log.ts';
import type { Repository } from '../../git/repository.ts';
import { cutOff } from './gaps.ts';
import { surveyLeft } from './left.ts';
import type { Survey, SurveyOptions } from './survey.ts';

/** Throws `git-failed`: revisions that do not exist. */
export async function surveyRange(
  repository: Repository,
  options: SurveyOptions & { readonly revisions: readonly string[]; readonly extraOids?: readonly string[] },
): Promise<Survey & { readonly before: readonly string[] }> {
  const commits = new Set<string>();
  const stood = createStood();
  await readLog(
    repository,
    ['--topo-order', ...options.revisions],
    {
      commit({ sha }) {
        commits.add(sha);
        stood.nextCommit();
      },
      put: (oid, _path, _commit, before) => stood.put(oid, before),
    },
    options,
  );
  const { puts, before } = stood.settle();
  const oids = new Set([...commits, ...(options.extraOids ?? []), ...puts]);
  const left = await surveyLeft([...oids], repository, options);
  const skipped = [...left.skipped, ...cutOff(repository, commits)];
  return { ...left, skipped, byGit: 0, before };
}

/**
 * Tells blobs that stood before the range from those that it put in. Commits come newest first, so that what is said of
 * a blob last is what was first: one that is put back after it was taken away is nothing new.
 */
function createStood() {
  const puts = new Set<string>();
  const before = new Set<string>();
  let own: string[] = [];
  let parents: string[] = [];
  const nextCommit = (): void => {
    for (const oid of own) before.delete(oid);
    for (const oid of parents) before.add(oid);
    own = [];
    parents = [];
  };
  return {
    nextCommit,
    put(oid: string, ofParents: readonly string[]) {
      if (oid !== '') {
        puts.add(oid);
        own.push(oid);
      }
      parents.push(...ofParents);
    },
    settle() {
      nextCommit();
      return { puts, before: [...before] };
    },
  };
}
