/** Opens issues on GitHub for keys that are revoked by hand. Loaded only where `--issue` asks for it. */
import { Octokit } from '@octokit/rest';
import { parseBase } from '../http/base.ts';
import { createDoor } from '../http/door.ts';
import { createFetch } from '../http/fetch.ts';
import { UserError } from '../model/error.ts';
import { issueText } from '../report/issue.ts';
import { checkTarget, openIssue, parseTarget } from '../revoke/issue.ts';
import type { ApplyOptions } from '../revoke/step.ts';
import type { Call } from './call.ts';

/** A page of a hundred issues. */
const MOST_BYTES = 16 << 20;

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
  const base = parseBase(io.env['GITHUB_API_URL'] ?? 'https://api.github.com', 'GITHUB_API_URL');
  const { url } = base;
  // An organisation's own server may have a private address.
  const reach = base.reach === 'loopback' ? 'loopback' : 'private';
  const door = createDoor({ env: io.env, patience: 30_000 });
  const octokit = new Octokit({
    auth: token,
    baseUrl: url.href.replace(/\/$/, ''),
    userAgent: 'leakward',
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
    request: { fetch: createFetch({ send: door.send, signal: io.signal, reach, mostBytes: MOST_BYTES }) },
  });
  const client = { ...octokit.rest, paginate: octokit.paginate };
  await checkTarget(client, target).catch(async (error: unknown) => {
    await door.close();
    throw error;
  });
  return {
    async open(step, verdict) {
      // A run may take hours, and a repository become public meanwhile.
      await checkTarget(client, target);
      return await openIssue(client, target, issueText(step, verdict));
    },
    close: door.close,
  };
}
