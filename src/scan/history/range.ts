/** The survey of a range or a time: what its commits put in, and their messages. */

import { readLog } from '../../git/log.ts';
import type { Repository } from '../../git/repository.ts';
import { surveyLeft } from './left.ts';
import type { Survey, SurveyOptions } from './survey.ts';

/** Throws `git-failed`: revisions that do not exist. */
export async function surveyRange(
  repository: Repository,
  options: SurveyOptions & { readonly revisions: readonly string[]; readonly extraOids?: readonly string[] },
): Promise<Survey & { readonly before: readonly string[] }> {
  const oids = new Set<string>(options.extraOids);
  const put = new Set<string>();
  const stood = new Map<string, string>();
  await readLog(
    repository,
    options.revisions,
    {
      commit: ({ sha }) => void oids.add(sha),
      put(oid, path, _commit, parents) {
        if (oid !== '') {
          oids.add(oid);
          put.add(`${oid} ${path}`);
        }
        for (const parent of parents) stood.set(`${parent} ${path}`, parent);
      },
    },
    options,
  );
  const left = await surveyLeft([...oids], repository, options);
  // What the range itself put at a path is no earlier state of it; what it only moved is.
  const before = new Set([...stood].filter(([place]) => !put.has(place)).map(([, oid]) => oid));
  return { ...left, byGit: 0, pointers: [], before: [...before] };
}
