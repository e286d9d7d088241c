/** GitHub's REST interface, for one repository. Loaded only where something must be asked or written. */
import { Octokit } from '@octokit/rest';
import { UserError } from '../model/error.ts';
import { VERSION } from '../version.generated.ts';
import { statusOf } from './rest-error.ts';

/** The interface and the repository that all calls go to. */
export interface Rest {
  readonly octokit: Octokit;
  readonly at: { readonly owner: string; readonly repo: string };
}

export interface RestOptions {
  readonly apiUrl: string;
  readonly token: string | undefined;
  readonly owner: string;
  readonly name: string;
  readonly fetch: typeof fetch;
  readonly signal: AbortSignal;
}

const MOST_MILLISECONDS = 20_000;
/** A limit that ends later than this is not waited for: the report does without what was to be asked. */
const MOST_WAITED = 60_000;
const MOST_TRIES = 3;

export function connect({ apiUrl, token, owner, name, fetch: send, signal }: RestOptions): Rest {
  const octokit = new Octokit({
    baseUrl: apiUrl,
    userAgent: `leakward/${VERSION}`,
    ...(token === undefined ? {} : { auth: token }),
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    request: { fetch: bounded(send, signal) },
  });
  octokit.hook.wrap('request', async (request, options) => {
    for (let tries = 1; ; tries++) {
      try {
        return answered(await request(options));
      } catch (error) {
        const wait = tries < MOST_TRIES ? waitFor(error) : undefined;
        if (wait === undefined) throw error;
        await pause(wait, signal);
      }
    }
  });
  return { octokit, at: { owner, repo: name } };
}

/** A page of a proxy or a login form comes with 200, too. */
function answered<R extends { readonly data: unknown }>(response: R): R {
  if (typeof response.data === 'object' && response.data !== null) return response;
  throw new UserError('network', 'GitHub answered with something that is not JSON');
}

/** Ten thousand entries. */
const MOST_PAGES = 100;

/** Lists of all pages. A server that always has one more is not asked for ever. Throws `network`. */
export async function* listsOf<T>(
  pages: AsyncIterable<{ readonly data: readonly T[] }>,
): AsyncGenerator<readonly T[]> {
  let read = 0;
  for await (const { data } of pages) {
    if (read++ === MOST_PAGES)
      throw new UserError('network', `GitHub has more than the ${MOST_PAGES} pages that are read`);
    if (!Array.isArray(data))
      throw new UserError('network', 'GitHub answered without the list it was asked for');
    yield data;
  }
}

function ignore(): void {}

/** Follows no redirect: the token would go along. */
function bounded(send: typeof fetch, signal: AbortSignal): typeof fetch {
  return (input, init) =>
    send(input, {
      ...init,
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(MOST_MILLISECONDS)]),
    });
}

/**
 * Milliseconds until a limit ends (docs.github.com, "Rate limits for the REST API"): `retry-after` for the secondary
 * ones, `x-ratelimit-reset` where nothing remains of the primary one. Undefined: this is no limit, or too far away.
 */
function waitFor(error: unknown): number | undefined {
  const status = statusOf(error);
  if (status !== 403 && status !== 429) return undefined;
  const { headers } = (error as { response: { headers: Record<string, string | undefined> } }).response;
  const after = Number(headers['retry-after'] ?? Number.NaN) * 1000;
  const isSpent = headers['x-ratelimit-remaining'] === '0';
  const reset = isSpent ? Number(headers['x-ratelimit-reset']) * 1000 - Date.now() : Number.NaN;
  const wait = Number.isNaN(after) ? reset : after;
  return Number.isNaN(wait) || wait > MOST_WAITED ? undefined : Math.max(wait, 0);
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', stop, { once: true });
  });
}
