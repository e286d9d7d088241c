/**
 * Tells whoever revokes by hand, in an issue. Never in a public repository: an issue there would be a signpost to a
 * key that still lives.
 */
import { UserError } from '../model/error.ts';
import { quoted } from '../model/quote.ts';
import type { Github } from './client.ts';
import { isOfCall, statusOf } from './error.ts';
import { listsOf } from './lists.ts';

export interface IssueTarget {
  readonly owner: string;
  readonly repo: string;
}

/** `owner/repo`. Errors: `bad-usage`. */
export function parseTarget(text: string): IssueTarget {
  const [, owner, repo] = /^([A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)\/([A-Za-z0-9._-]+)$/.exec(text) ?? [];
  if (owner !== undefined && repo !== undefined) return { owner, repo };
  throw new UserError('bad-usage', `--issue takes owner/repo, not ${quoted(text)}`);
}

/** Errors: `refused` for a public repository; `network` for one that cannot be seen or takes no issues. */
export async function checkTarget(github: Github, target: IssueTarget): Promise<void> {
  const { data } = await explained(target, () => github.rest.repos.get({ ...target }));
  const name = `${target.owner}/${target.repo}`;
  if (data.private !== true || (data.visibility !== 'private' && data.visibility !== 'internal')) {
    throw new UserError(
      'refused',
      `${name} is public: an issue there would lead strangers to a key that lives`,
      {
        hint: 'name a private or internal repository',
      },
    );
  }
  if (data.has_issues !== true || data.archived === true)
    throw new UserError('refused', `${name} takes no issues`);
}

/** An issue as it would be opened. */
export interface IssueText {
  readonly title: string;
  readonly body: string;
  /** Part of the body, by which the issue is known again. */
  readonly mark: string;
}

/** Opens an issue, or finds the open one of the same mark. Gives its address. */
export async function openIssue(github: Github, target: IssueTarget, text: IssueText): Promise<string> {
  const { title, body, mark } = text;
  return await explained(target, async () => {
    const open = github.paginate.iterator(github.rest.issues.listForRepo, {
      ...target,
      state: 'open',
      per_page: 100,
    });
    for await (const issues of listsOf(open)) {
      const known = issues.find((one) => one.pull_request === undefined && one.body?.includes(mark));
      if (known !== undefined) return known.html_url;
    }
    const { data } = await github.rest.issues.create({ ...target, title, body });
    return data.html_url;
  });
}

/** GitHub's refusals in our words; its own may quote the request. */
async function explained<T>({ owner, repo }: IssueTarget, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof UserError) throw error;
    if (!isOfCall(error)) throw error;
    throw new UserError('network', `GitHub: ${owner}/${repo} ${answerIn(error)}`, {
      hint: 'the token in GITHUB_TOKEN needs to read the repository and write issues',
    });
  }
}

function answerIn(error: unknown): string {
  const status = statusOf(error);
  if (status === undefined) return 'did not answer';
  return status === 404 ? 'is not there, or the token may not see it' : `answered ${status}`;
}
