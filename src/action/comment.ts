/** One comment on the pull request, renewed by each run. */

import { statusOf, whyFailed } from '../github/error.ts';
import { listsOf } from '../github/lists.ts';
import { payloadOf } from './payload.ts';
import type { Rest } from './rest.ts';

const MARKER = '<!-- leakward report -->';
/** GitHub's limit is 65,536 characters. */
const MOST = 65_000;

export interface CommentOptions {
  readonly number: number;
  readonly text: string;
  /** False: a comment that is there is renewed, but none is made. */
  readonly isNews: boolean;
}

/** Undefined if all went well; else why there is no comment. In a public repository it would lead to a live key. */
export async function keepComment(rest: Rest, options: CommentOptions): Promise<string | undefined> {
  const { octokit, at } = rest;
  const { number, text, isNews } = options;
  try {
    const { data: repository } = await octokit.rest.repos.get(at);
    // Older servers tell no visibility.
    const isClosed = repository.private && repository.visibility !== 'public';
    if (!isClosed)
      return 'no comment was made: in a public repository it would show everyone the way to the key';
    const body = `${MARKER}\n${text.slice(0, MOST)}`;
    const id = await findComment(rest, number);
    if (id !== undefined) await octokit.rest.issues.updateComment({ ...at, comment_id: id, body });
    else if (isNews) await octokit.rest.issues.createComment({ ...at, issue_number: number, body });
    return undefined;
  } catch (error) {
    return `no comment could be made (pull-requests: write is needed): ${whyFailed(error)}`;
  }
}

/** Ours, on whatever page. Anyone may write the marker; a bot's comment only a bot, a person's only they. */
async function findComment(rest: Rest, number: number): Promise<number | undefined> {
  const { octokit, at } = rest;
  const self = await loginOf(rest);
  const pages = octokit.paginate.iterator(octokit.rest.issues.listComments, {
    ...at,
    issue_number: number,
    per_page: 100,
  });
  for await (const comments of listsOf(pages)) {
    const found = comments.find(
      ({ body, user }) => body?.startsWith(MARKER) === true && (user?.type === 'Bot' || user?.login === self),
    );
    if (found !== undefined) return found.id;
  }
  return undefined;
}

/** The person whom the token speaks for; `null` for an app's, which may not ask that. */
async function loginOf({ octokit }: Rest): Promise<string | null> {
  try {
    const { data } = await octokit.rest.users.getAuthenticated();
    return payloadOf(data).at('login').text() ?? null;
  } catch (error) {
    if (statusOf(error) === undefined) throw error;
    return null;
  }
}
