/** From what happened to what is to be scanned: asks GitHub for what the event does not say. */

import { isOfCall, whyFailed } from '../github/error.ts';
import { UserError } from '../model/error.ts';
import { quoted } from '../model/quote.ts';
import type { Trigger } from './event.ts';
import { ofFollowUp } from './follow-up.ts';
import type { Inputs } from './inputs.ts';
import { oidOf } from './payload.ts';
import { ofPull } from './pull.ts';
import { type Range, range, type Target, type Tip, trunkOf } from './range.ts';
import type { Rest } from './rest.ts';
import type { Runner } from './runner.ts';

export interface TargetOptions {
  readonly runner: Runner;
  readonly inputs: Pick<Inputs, 'base' | 'head'>;
  readonly rest: () => Promise<Rest>;
}

type Of<K extends Trigger['kind']> = Extract<Trigger, { kind: K }>;

const TARGETS: {
  readonly [K in Trigger['kind']]: (trigger: Of<K>, options: TargetOptions) => Target | Promise<Target>;
} = {
  pull: ({ pull, isPrivileged }, { rest }) => ofPull(pull, isPrivileged, rest),
  push: ofPush,
  removal: () => ({ kind: 'nothing', why: 'a branch or tag was deleted' }),
  queue: ({ base, head }) => range({ oid: head }, { oid: base }),
  request: ofRequest,
  'follow-up': async (trigger, options) => await ofFollowUp(trigger, await options.rest()),
};

/** Errors: `bad-usage`, `network`. */
export async function targetOf(trigger: Trigger, options: TargetOptions): Promise<Target> {
  const find = TARGETS[trigger.kind] as (
    trigger: Trigger,
    options: TargetOptions,
  ) => Target | Promise<Target>;
  try {
    return await find(trigger, options);
  } catch (error) {
    if (!isOfCall(error)) throw error;
    throw new UserError(
      'network',
      `which commits the event is about could not be learnt: ${whyFailed(error)}`,
      {
        hint: 'the token needs contents: read and pull-requests: read',
      },
    );
  }
}

function ofPush({ ref, before, after, defaultBranch }: Of<'push'>): Range {
  const trunk = trunkOf(defaultBranch, ref);
  return range({ oid: after, ref }, before === undefined ? trunk : { oid: before }, { trunk });
}

function ofRequest(_trigger: Of<'request'>, { runner, inputs }: TargetOptions): Target {
  const head: Tip = inputs.head === undefined ? { oid: runner.sha } : tipOf(inputs.head);
  return inputs.base === undefined ? { kind: 'whole', head } : range(head, tipOf(inputs.base));
}

/** What git-check-ref-format(1) lets be in a name, less `-` at its start, which would make it an option. */
const REF = /^(?![-/])(?!.*(?:\.\.|@\{|\/\/))[^\s~^:?*[\\\x00-\x1f\x7f]+$/;

/** A commit's id, a full ref, or the name of a branch or tag. */
function tipOf(text: string): Tip {
  const oid = oidOf(text);
  if (oid !== undefined) return { oid };
  if (!REF.test(text)) throw new UserError('bad-usage', `${quoted(text)} is no commit, branch or tag`);
  return { ref: text };
}
