/** From an event's payload to what happened. Pure: what else must be asked is asked in target.ts. */
import { UserError } from '../model/error.ts';
import type { Payload } from './payload.ts';

/** A pull request as an event tells it. Ids are missing where the payload is cut short. */
export interface Pull {
  readonly number: number;
  readonly base: string | undefined;
  readonly head: string | undefined;
  /** The branch that it comes from. */
  readonly branch: string | undefined;
  /** How many commits it has, as GitHub counts them. */
  readonly commits: number | undefined;
  /** From another repository, also one that is gone. */
  readonly isFork: boolean;
  readonly author: string | undefined;
  /** ISO time of the event: of the push for `opened` and `synchronize`. */
  readonly updatedAt: string | undefined;
  /** For `labeled`: the label. */
  readonly label: string | undefined;
  /** Who caused the event. */
  readonly sender: string | undefined;
}

/** What happened. */
export type Trigger =
  | { readonly kind: 'pull'; readonly pull: Pull; readonly isPrivileged: boolean }
  | {
      readonly kind: 'push';
      readonly ref: string;
      /** Undefined: the ref is new. */
      readonly before: string | undefined;
      readonly after: string;
      readonly defaultBranch: string | undefined;
    }
  | { readonly kind: 'removal' }
  | { readonly kind: 'queue'; readonly base: string; readonly head: string }
  | { readonly kind: 'request'; readonly defaultBranch: string | undefined }
  | {
      /** Another workflow ended: the stage that may hold secrets. */
      readonly kind: 'follow-up';
      readonly event: string;
      readonly head: string;
      readonly branch: string | undefined;
      readonly owner: string | undefined;
      readonly defaultBranch: string | undefined;
    };

type Reader = (payload: Payload) => Trigger;

const READERS: Readonly<Record<string, Reader>> = {
  // The action `edited` too is judged in full, whatever was edited: its check replaces the one that the commit has.
  pull_request: (payload) => ({ kind: 'pull', pull: pullOf(payload), isPrivileged: false }),
  // So that an approval of what a pull request allows renews the check.
  pull_request_review: (payload) => ({ kind: 'pull', pull: pullOf(payload), isPrivileged: false }),
  pull_request_target: (payload) => ({ kind: 'pull', pull: pullOf(payload), isPrivileged: true }),
  push: readPush,
  merge_group: (payload) => ({
    kind: 'queue',
    base: needed(payload, 'merge_group', 'base_sha'),
    head: needed(payload, 'merge_group', 'head_sha'),
  }),
  schedule: (payload) => ({ kind: 'request', defaultBranch: defaultBranchOf(payload) }),
  workflow_dispatch: (payload) => ({ kind: 'request', defaultBranch: defaultBranchOf(payload) }),
  workflow_run: readFollowUp,
};

/** Errors: `bad-usage` for an event that brings nothing to scan, or a payload without what it must have. */
export function triggerOf(eventName: string, payload: Payload): Trigger {
  const read = Object.hasOwn(READERS, eventName) ? READERS[eventName] : undefined;
  if (read !== undefined) return read(payload);
  throw new UserError('bad-usage', `the event ${eventName.slice(0, 60)} brings nothing to scan`, {
    hint: `run the action on ${Object.keys(READERS).join(', ')}`,
  });
}

function pullOf(payload: Payload): Pull {
  const pull = payload.at('pull_request');
  const number = pull.at('number').number() ?? payload.at('number').number();
  if (number === undefined) throw new UserError('bad-usage', 'the event names no pull request');
  const own = payload.at('repository', 'id').number() ?? pull.at('base', 'repo', 'id').number();
  const from = pull.at('head', 'repo', 'id').number();
  return {
    number,
    base: pull.at('base', 'sha').oid(),
    head: pull.at('head', 'sha').oid(),
    branch: pull.at('head', 'ref').text(),
    commits: pull.at('commits').number(),
    isFork: from === undefined || from !== own,
    author: pull.at('user', 'login').text(),
    updatedAt: pull.at('updated_at').text(),
    label: payload.at('action').text() === 'labeled' ? payload.at('label', 'name').text() : undefined,
    sender: payload.at('sender', 'login').text(),
  };
}

function readPush(payload: Payload): Trigger {
  const ref = payload.at('ref').text() ?? '';
  const isGone = /^0+$/.test(payload.at('after').text() ?? '');
  if (isGone || payload.at('deleted').isTrue()) return { kind: 'removal' };
  return {
    kind: 'push',
    ref,
    before: payload.at('before').oid(),
    after: needed(payload, 'after'),
    defaultBranch: defaultBranchOf(payload),
  };
}

function readFollowUp(payload: Payload): Trigger {
  const run = payload.at('workflow_run');
  return {
    kind: 'follow-up',
    event: run.at('event').text() ?? '',
    head: needed(payload, 'workflow_run', 'head_sha'),
    branch: run.at('head_branch').text(),
    owner: run.at('head_repository', 'owner', 'login').text(),
    defaultBranch: defaultBranchOf(payload),
  };
}

function defaultBranchOf(payload: Payload): string | undefined {
  return payload.at('repository', 'default_branch').text();
}

function needed(payload: Payload, ...path: readonly string[]): string {
  const oid = payload.at(...path).oid();
  if (oid === undefined) throw new UserError('bad-usage', `the event has no ${path.join('.')}`);
  return oid;
}

/** Names that the event brings in, or may: of the pull request's branch, of a ref that is new. */
export function namesIn(trigger: Trigger): readonly string[] {
  if (trigger.kind === 'push') return trigger.before === undefined ? [trigger.ref] : [];
  const branch = trigger.kind === 'pull' ? trigger.pull.branch : undefined;
  const name = trigger.kind === 'follow-up' ? trigger.branch : branch;
  return name === undefined ? [] : [name];
}
