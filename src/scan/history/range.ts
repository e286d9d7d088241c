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
      put: (oid, path, _commit, before) => stood.put(oid, path, before),
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
 * Tells blobs that stood before the range from those that it put in, by the path that they stood at: what is moved or
 * copied within the range stood where it came from. Commits come newest first, so that what is said of a place last is
 * what was first: a blob that is put back after it was taken away is nothing new.
 */
function createStood() {
  const puts = new Set<string>();
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
        puts.add(oid);
        own.push(`${oid} ${path}`);
      }
      for (const parent of ofParents) parents.push(`${parent} ${path}`);
    },
    settle() {
      nextCommit();
      const oids = new Set([...before].map((place) => place.slice(0, place.indexOf(' '))));
      return { puts, before: [...oids] };
    },
  };
}
