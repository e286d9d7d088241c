/** A run of the Action: what the runner and the workflow say, read once. */

import { early } from '../model/early.ts';
import { type Trigger, triggerOf } from './event.ts';
import { type Inputs, readInputs } from './inputs.ts';
import { type Payload, readPayload } from './payload.ts';
import type { Rest } from './rest.ts';
import type { Environment, Runner } from './runner.ts';
import type { Stages } from './stages.ts';

/** What the Action touches of the process. */
export interface Outside {
  readonly env: Environment;
  readonly write: (text: string) => void;
  readonly fetch: typeof fetch;
  readonly now: () => Date;
  readonly signal: AbortSignal;
  /** Does work that an interrupt must not cut off. */
  readonly uncut: <T>(work: () => Promise<T>) => Promise<T>;
}

/** A run that is under way. */
export interface Run {
  readonly outside: Outside;
  readonly stages: LoadStages;
  readonly runner: Runner;
  readonly inputs: Inputs;
  readonly payload: Payload;
  readonly trigger: Trigger;
  readonly rest: () => Promise<Rest>;
}

/** What asks and revokes, loaded only where a workflow asks for it. */
export type LoadStages = () => Promise<Stages>;

/** Errors: `bad-usage`. */
export function begin(outside: Outside, runner: Runner, stages: LoadStages): Run {
  const inputs = readInputs(outside.env);
  const payload = readPayload(runner.eventPath);
  const trigger = triggerOf(runner.eventName, payload);
  const { owner, name, apiUrl } = runner;
  let connected: Promise<Rest> | undefined;
  const rest = (): Promise<Rest> => {
    connected ??= early(
      import('../github/client.ts').then(({ createGithub }) => ({
        octokit: createGithub({ apiUrl, token: inputs.token, fetch: outside.fetch, signal: outside.signal }),
        at: { owner, repo: name },
      })),
    );
    return connected;
  };
  return { outside, stages, runner, inputs, payload, trigger, rest };
}

/** Where it is not said, everyone can read. */
export function isPublic({ payload }: Run): boolean {
  const visibility = payload.at('repository', 'visibility').text();
  if (visibility !== undefined) return visibility !== 'private' && visibility !== 'internal';
  return !payload.at('repository', 'private').isTrue();
}
