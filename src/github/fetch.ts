/** The way to GitHub through the one door: proxies are honoured, no redirect is followed, as the token would go along. */
import { isLoopback } from '../http/address.ts';
import { createDoor } from '../http/door.ts';
import { createFetch } from '../http/fetch.ts';

/** A page of a hundred pull requests or comments. */
const MOST_BYTES = 32 << 20;
/** Milliseconds. */
const PATIENCE = 20_000;

export interface GithubFetch {
  readonly fetch: typeof fetch;
  readonly close: () => Promise<void>;
}

/** A `fetch` for the server that is named; an organisation's own may have a private address. */
export function createGithubFetch(
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): GithubFetch {
  const { send, close } = createDoor({ env, patience: PATIENCE });
  return {
    async fetch(input, init) {
      const url = new URL(input instanceof Request ? input.url : input);
      const reach = isLoopback(url) ? 'loopback' : 'private';
      return await createFetch({ send, signal, reach, mostBytes: MOST_BYTES })(url, init);
    },
    close,
  };
}
