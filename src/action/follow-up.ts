/** What the run of another workflow was about, asked of GitHub anew: nothing of that run is taken over. */
import { branchRef, TAGS } from '../git/refs.ts';
import { statusOf } from '../github/error.ts';
import { listsOf } from '../github/lists.ts';
import { UserError } from '../model/error.ts';
import type { Pull, Trigger } from './event.ts';
import { payloadOf } from './payload.ts';
import { completed, ofPull } from './pull.ts';
import { type Range, range, type Tip, trunkOf } from './range.ts';
import type { Rest } from './rest.ts';

type FollowUp = Extract<Trigger, { kind: 'follow-up' }>;

/** Errors: `network`, and those of GitHub's answers. */
export async function ofFollowUp(trigger: FollowUp, rest: Rest): Promise<Range> {
  if (trigger.event.startsWith('pull_request')) return await ofPullBehind(trigger, rest);
  const before = await beforePush(trigger, rest);
  const head = await headOfPush(trigger, before, rest);
  const trunk = await trunkBehind(trigger, head, rest);
  const isolated = { trunk, isIsolated: true };
  if (before !== undefined) return range(head, { oid: before }, isolated);
  if (trunk !== undefined) return range(head, trunk, isolated);
  const gap = 'what the push brought in could not be learnt: only its last commit was read';
  return range(head, await parentOf(trigger.head, rest), { ...isolated, gap });
}

/**
 * The default branch, unless it has taken the commit of another one over since: then nothing would seem to be new. A tag
 * of a commit that it has brings in nothing but itself.
 */
async function trunkBehind(
  { branch, defaultBranch, head }: FollowUp,
  { ref }: Tip,
  rest: Rest,
): Promise<Tip | undefined> {
  const trunk = branch === undefined ? undefined : trunkOf(defaultBranch, ref ?? branchRef(branch));
  if (trunk === undefined || ref !== undefined) return trunk;
  return (await isBehind(defaultBranch ?? '', head, rest)) ? undefined : trunk;
}

const MOST_NESTED = 5;

/** The commit, or the tag that was pushed, then with its ref: the event names a tag as if it were a branch. */
async function headOfPush(
  { branch, head }: FollowUp,
  before: string | undefined,
  { octokit, at }: Rest,
): Promise<Tip> {
  if (branch === undefined || before !== undefined) return { oid: head };
  try {
    const ref = await octokit.rest.git.getRef({ ...at, ref: `tags/${branch}` });
    let named = payloadOf(ref.data).at('object');
    const first = named.at('sha').oid();
    for (let depth = 0; named.at('type').text() === 'tag' && depth < MOST_NESTED; depth++) {
      const tag = await octokit.rest.git.getTag({ ...at, tag_sha: named.at('sha').oid() ?? '' });
      named = payloadOf(tag.data).at('object');
    }
    // Moved since, it is another push's.
    const isOfPush = first !== undefined && named.at('sha').oid() === head;
    return isOfPush ? { oid: first, ref: TAGS + branch } : { oid: head };
  } catch (error) {
    if (statusOf(error) === 404) return { oid: head };
    throw error;
  }
}

/**
 * The event names pull requests only where they come from the repository itself, so that all are looked through. One
 * from the same branch has been pushed to since: a key that is taken out again by force still has to die.
 */
async function ofPullBehind(trigger: FollowUp, rest: Rest): Promise<Range> {
  const { octokit, at } = rest;
  const head =
    trigger.owner === undefined || trigger.branch === undefined
      ? {}
      : { head: `${trigger.owner}:${trigger.branch}` };
  const request = { ...at, ...head, state: 'all', per_page: 100 } as const;
  const pages = octokit.paginate.iterator(octokit.rest.pulls.list, request);
  // Of runs on pull_request_target the commit is one of the base, which would seem to bring nothing in.
  const isOfHead = 'head' in head && trigger.event === 'pull_request';
  const found: number[] = [];
  let latest: number | undefined;
  for await (const list of listsOf(pages)) {
    const pulls = list.map(payloadOf);
    const ofHead = pulls.filter((one) => one.at('head', 'sha').oid() === trigger.head);
    found.push(...ofHead.flatMap((one) => one.at('number').number() ?? []));
    if (isOfHead) latest ??= pulls[0]?.at('number').number();
    // Without a branch to ask for these are all there ever were.
    if (found.length > 0 && !('head' in head)) break;
  }
  if (found.length === 0 && latest !== undefined) found.push(latest);
  const pulls = await Promise.all(found.slice(0, MOST_PULLS).map((one) => completed(bare(one), rest)));
  // Of several from one commit, that with most of its own: another's base may have the rest already.
  const [pull] = pulls.toSorted((a, b) => (b.commits ?? 0) - (a.commits ?? 0));
  if (pull === undefined)
    throw new UserError('network', 'the pull request that the run belongs to was not found');
  // It may have got more commits meanwhile, which have a run of their own.
  const atRun = { ...pull, head: trigger.head, commits: undefined };
  const whole = await ofPull(atRun, true, () => Promise.resolve(rest));
  if (pull.base === undefined || !(await isBehind(pull.base, trigger.head, rest))) return whole;
  const gap = 'the base has taken the pull request over since: only its last commit was read';
  return { ...whole, base: await parentOf(trigger.head, rest), gap };
}

/** True if `base` has all of `head`: then nothing would seem to be new. */
async function isBehind(base: string, head: string, { octokit, at }: Rest): Promise<boolean> {
  try {
    const basehead = `${base}...${head}`;
    const { data } = await octokit.rest.repos.compareCommitsWithBasehead({ ...at, basehead, per_page: 1 });
    return payloadOf(data).at('ahead_by').number() === 0;
  } catch (error) {
    // Histories that have nothing in common.
    if (statusOf(error) === 404) return false;
    throw error;
  }
}

/** Pull requests of one commit into several branches that are asked about. */
const MOST_PULLS = 20;

function bare(number: number): Pull {
  return {
    number,
    base: undefined,
    head: undefined,
    branch: undefined,
    commits: undefined,
    isFork: true,
    author: undefined,
    updatedAt: undefined,
    label: undefined,
    sender: undefined,
  };
}

/** Where the branch stood before the push, from the repository's log of activities. */
async function beforePush({ branch, head }: FollowUp, { octokit, at }: Rest): Promise<string | undefined> {
  if (branch === undefined) return undefined;
  const request = { ...at, ref: branchRef(branch), per_page: 100 };
  try {
    const { data } = await octokit.rest.repos.listActivities(request);
    const activities = payloadOf(data).items();
    return activities
      .find((one) => one.at('after').oid() === head)
      ?.at('before')
      .oid();
  } catch (error) {
    // An enterprise server may not have this log.
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}

async function parentOf(oid: string, { octokit, at }: Rest): Promise<Tip | undefined> {
  const { data } = await octokit.rest.git.getCommit({ ...at, commit_sha: oid });
  const parent = payloadOf(data).at('parents').items()[0]?.at('sha').oid();
  return parent === undefined ? undefined : { oid: parent };
}
