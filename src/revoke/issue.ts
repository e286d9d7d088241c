/**
 * Tells whoever revokes by hand, in an issue. Never in a public repository: an issue there would be a signpost to a
 * key that still lives.
 */
import type { Octokit } from '@octokit/rest';
import { UserError } from '../model/error.ts';
import { quoted } from '../model/quote.ts';

/** What an issue needs of GitHub. */
export type IssueClient = Pick<Octokit['rest'], 'repos' | 'issues'> & Pick<Octokit, 'paginate'>;

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
export async function checkTarget(client: IssueClient, target: IssueTarget): Promise<void> {
  const { data } = await explained(target, () => client.repos.get({ ...target }));
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
export async function openIssue(client: IssueClient, target: IssueTarget, text: IssueText): Promise<string> {
  const { title, body, mark } = text;
  return await explained(target, async () => {
    const open = client.paginate.iterator(client.issues.listForRepo, {
      ...target,
      state: 'open',
      per_page: 100,
    });
    for await (const { data } of open) {
      const known = data.find((one) => one.pull_request === undefined && one.body?.includes(mark));
      if (known !== undefined) return known.html_url;
    }
    const { data } = await client.issues.create({ ...target, title, body });
    return data.html_url;
  });
}

/** GitHub's refusals in our words; its own may quote the request. */
async function explained<T>({ owner, repo }: IssueTarget, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { status } = error as { status?: unknown };
    if (typeof status !== 'number') throw error;
    const why = status === 404 ? 'is not there, or the token may not see it' : `answered ${status}`;
    throw new UserError('network', `GitHub: ${owner}/${repo} ${why}`, {
      hint: 'the token in GITHUB_TOKEN needs to read the repository and write issues',
    });
  }
}
