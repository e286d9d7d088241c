/** The survey of a range or a time: what its commits put in, and their messages. */

import { readLog } from '../../git/log.ts';
import type { Repository } from '../../git/repository.ts';
import { surveyLeft } from './left.ts';
import type { Survey, SurveyOptions } from './survey.ts';

/** Throws `git-failed`: revisions that do not exist. */
export async function surveyRange(
  repository: Repository,
  options: SurveyOptions & { readonly revisions: readonly string[] },
): Promise<Survey> {
  const oids = new Set<string>();
  const sink = {
    commit: ({ sha }: { readonly sha: string }) => void oids.add(sha),
    put: (oid: string) => void oids.add(oid),
  };
  await readLog(repository, options.revisions, sink, options);
  return { ...(await surveyLeft([...oids], repository, options)), pointers: [] };
}
