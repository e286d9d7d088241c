/** GitHub's REST interface: limits are kept, and what failed is asked again. Loaded only where something is asked. */
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';
import { untilAborted } from '../model/abort.ts';
import { UserError } from '../model/error.ts';
import { VERSION } from '../version.generated.ts';

export type Github = Octokit;

export interface GithubOptions {
  /** Without a slash at its end. */
  readonly apiUrl: string;
  readonly token: string | undefined;
  /** The way to the network: `createGithubFetch`. */
  readonly fetch: typeof fetch;
  readonly signal: AbortSignal;
}

/** Seconds. A limit that ends later is not waited for: the caller does without what was to be asked. */
const MOST_WAITED = 60;
const MOST_WAITS = 2;
const MOST_REPEATS = 2;
/** Milliseconds: the first time-out between repeats, the second is four times as long. */
const FIRST_PAUSE = 500;
/** Answers that a repeat does not change. Limits (403, 429) are the other plugin's. */
const FINAL = [400, 401, 403, 404, 405, 409, 410, 422, 429, 451];

const Client = Octokit.plugin(retry, throttling);

type Throttle = NonNullable<NonNullable<ConstructorParameters<typeof Client>[0]>['throttle']>;

/** Calls throw octokit's errors (`error.ts` reads them), `network` for an answer that is no JSON, and the signal's reason. */
export function createGithub({ apiUrl, token, fetch, signal }: GithubOptions): Github {
  const octokit = new Client({
    baseUrl: apiUrl,
    userAgent: `leakward/${VERSION}`,
    ...(token === undefined ? {} : { auth: token }),
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    request: { fetch },
    throttle: throttleFor(signal),
    retry: { retries: MOST_REPEATS, retryAfterBaseValue: FIRST_PAUSE, doNotRetry: FINAL },
  });
  octokit.hook.before('request', (options) => {
    // What was written may be there although its answer was lost.
    if (options.method !== 'GET') options.request = { ...options.request, retries: 0 };
  });
  octokit.hook.after('request', ({ data }) => {
    // A page of a proxy or a login form comes with 200, too.
    if (typeof data !== 'object' || data === null)
      throw new UserError('network', 'GitHub answered with something that is not JSON');
  });
  octokit.hook.wrap('request', (request, options) => untilAborted(request(options), signal));
  return octokit;
}

function ignore(): void {}

/** Waits for a limit by itself, as the plugin's own wait cannot be ended, and then lets the call be repeated at once. */
function throttleFor(signal: AbortSignal): Throttle {
  const onLimit = async (
    seconds: number,
    _options: unknown,
    _octokit: unknown,
    waits: number,
  ): Promise<boolean> => {
    if (seconds > MOST_WAITED || waits >= MOST_WAITS) return false;
    await setTimeout(seconds * 1000, undefined, { signal });
    return true;
  };
  return {
    // Limits are kept for each client by itself.
    id: randomUUID(),
    retryAfterBaseValue: 0,
    onRateLimit: onLimit,
    onSecondaryRateLimit: onLimit,
  };
}
