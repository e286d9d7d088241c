/**
 * Whether someone with write access stands behind the head commit of a pull request: by an approving review of just
 * this commit, or by a label set after it came.
 */

import { statusOf, whyFailed } from '../github/error.ts';
import { listsOf } from '../github/lists.ts';
import type { Pull } from './event.ts';
import { type Payload, payloadOf } from './payload.ts';
import type { Rest } from './rest.ts';
import type { Standing } from './trust.ts';

export interface ApprovalOptions {
  readonly pull: Pull;
  readonly label: string | undefined;
  readonly rest: () => Promise<Rest>;
}

/** Throws nothing: what cannot be asked does not count. */
export async function approvalOf({ pull, label, rest }: ApprovalOptions): Promise<Standing> {
  const way = `someone with write access must approve the head commit${label === undefined ? '' : `, or set the label ${label}`}`;
  try {
    const connected = await rest();
    const now = await stateOf(pull, connected);
    // A payload may come without the author, whose own word must not count for that.
    const author = pull.author ?? now.at('user', 'login').text();
    if (author === undefined) return { counts: false, why: `${way} (its author is not known)` };
    const people = [...(await reviewers(pull, connected)), ...(await labellers(pull, now, label, connected))];
    for (const login of new Set(people)) {
      if (login !== author && (await mayWrite(login, connected))) return { counts: true };
    }
    return { counts: false, why: way };
  } catch (error) {
    return { counts: false, why: `${way} (${whyFailed(error)})` };
  }
}

/** The pull request as it is by now. */
async function stateOf({ number }: Pull, { octokit, at }: Rest): Promise<Payload> {
  const { data } = await octokit.rest.pulls.get({ ...at, pull_number: number });
  return payloadOf(data);
}

/** Those whose last word on the pull request is an approval of its head commit. */
async function reviewers({ number, head }: Pull, { octokit, at }: Rest): Promise<string[]> {
  const request = { ...at, pull_number: number, per_page: 100 };
  const pages = octokit.paginate.iterator(octokit.rest.pulls.listReviews, request);
  const last = new Map<string, { readonly state: string; readonly commit: string | null }>();
  for await (const reviews of listsOf(pages)) {
    for (const { user, state, commit_id: commit } of reviews) {
      // A comment takes nothing back.
      if (user !== null && state !== 'COMMENTED' && state !== 'PENDING')
        last.set(user.login, { state, commit });
    }
  }
  return [...last]
    .filter(([, { state, commit }]) => state === 'APPROVED' && commit === head)
    .map(([login]) => login);
}

/** Who set the label, if it is there and was set for the commit that is now the head. */
async function labellers(
  pull: Pull,
  now: Payload,
  label: string | undefined,
  { octokit, at }: Rest,
): Promise<string[]> {
  const labels = now.at('labels').items();
  const isSet = label !== undefined && labels.some((one) => one.at('name').text() === label);
  if (!isSet || now.at('head', 'sha').oid() !== pull.head) return [];
  const request = { ...at, issue_number: pull.number, per_page: 100 };
  const pages = octokit.paginate.iterator(octokit.rest.issues.listEvents, request);
  let set: { readonly login: string | undefined; readonly at: string; readonly isMoved: boolean } | undefined;
  for await (const events of listsOf(pages)) {
    for (const event of events) {
      if (event.event === 'labeled' && 'label' in event && event.label.name === label)
        set = { login: event.actor?.login, at: event.created_at, isMoved: false };
      if (event.event === 'head_ref_force_pushed' && set !== undefined) set = { ...set, isMoved: true };
    }
  }
  const login = set?.login;
  if (set === undefined || login === undefined) return [];
  // The payload of `labeled` names the head of just that moment; any other one, when its head came. Both are GitHub's
  // own times: commits carry any date that their author likes. An old head can come back by force only, with the old
  // payload if its run is made again.
  const isOfHead =
    pull.label === label
      ? login === pull.sender
      : pull.updatedAt !== undefined && !set.isMoved && Date.parse(set.at) > Date.parse(pull.updatedAt);
  return isOfHead ? [login] : [];
}

async function mayWrite(username: string, { octokit, at }: Rest): Promise<boolean> {
  try {
    const { data } = await octokit.rest.repos.getCollaboratorPermissionLevel({ ...at, username });
    return data.permission === 'admin' || data.permission === 'write';
  } catch (error) {
    // An app that approves is nobody's account, and takes no one else's word away.
    if (statusOf(error) === 404) return false;
    throw error;
  }
}
