/** The commits of a pull request. */
import { UserError } from '../model/error.ts';
import type { Pull } from './event.ts';
import { payloadOf } from './payload.ts';
import { pullRef, type Range, range } from './range.ts';
import type { Rest } from './rest.ts';

export async function ofPull(told: Pull, isIsolated: boolean, rest: () => Promise<Rest>): Promise<Range> {
  const pull =
    told.head !== undefined && told.base !== undefined ? told : await completed(told, await rest());
  const { base, head, number } = pull;
  if (base === undefined || head === undefined)
    throw new UserError('network', `what pull request ${number} consists of could not be learnt`);
  return range({ oid: head, ref: pullRef(number) }, { oid: base }, { pull, isIsolated });
}

/** Payloads may come without their larger parts. */
export async function completed(pull: Pull, { octokit, at }: Rest): Promise<Pull> {
  const { data } = await octokit.rest.pulls.get({ ...at, pull_number: pull.number });
  const answer = payloadOf(data);
  const from = answer.at('head', 'repo', 'id').number();
  return {
    ...pull,
    base: answer.at('base', 'sha').oid(),
    head: answer.at('head', 'sha').oid(),
    commits: answer.at('commits').number(),
    isFork: from === undefined || from !== answer.at('base', 'repo', 'id').number(),
    author: answer.at('user', 'login').text(),
    updatedAt: answer.at('updated_at').text(),
  };
}
