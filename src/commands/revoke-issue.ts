/** Opens issues on GitHub for keys that are revoked by hand. Loaded only where `--issue` asks for it. */
import { createGithub } from '../github/client.ts';
import { createGithubFetch } from '../github/fetch.ts';
import { checkTarget, openIssue, parseTarget } from '../github/issue.ts';
import { parseBase } from '../http/base.ts';
import { UserError } from '../model/error.ts';
import { issueText } from '../report/issue.ts';
import type { ApplyOptions } from '../revoke/step.ts';
import type { Call } from './call.ts';

export interface IssueOpener {
  readonly open: NonNullable<ApplyOptions['openIssue']>;
  readonly close: () => Promise<void>;
}

/** Checks the repository before anything is revoked. Errors: `bad-usage`, `refused`, `network`. */
export async function createIssueOpener({ io }: Call, repository: string): Promise<IssueOpener> {
  const target = parseTarget(repository);
  const token = io.env['GITHUB_TOKEN'] ?? io.env['GH_TOKEN'];
  if (token === undefined || token === '')
    throw new UserError('bad-usage', '--issue needs a token in GITHUB_TOKEN', {
      hint: 'one that may write issues there',
    });
  const { url } = parseBase(io.env['GITHUB_API_URL'] ?? 'https://api.github.com', 'GITHUB_API_URL');
  const { fetch, close } = createGithubFetch(io.env, io.signal);
  const github = createGithub({ apiUrl: url.href.replace(/\/$/, ''), token, fetch, signal: io.signal });
  await checkTarget(github, target).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return {
    async open(step, verdict) {
      // A run may take hours, and a repository become public meanwhile.
      await checkTarget(github, target);
      return await openIssue(github, target, issueText(step, verdict));
    },
    close,
  };
}
