/** GitHub's REST interface through the one door: proxies are honoured, no redirect is followed. */
import { isLoopback } from '../http/address.ts';
import { createDoor } from '../http/door.ts';
import { createFetch } from '../http/fetch.ts';
import type { Environment } from './runner.ts';

/** A page of a hundred pull requests or comments. */
const MOST_BYTES = 32 << 20;
const PATIENCE = 20_000;

/** A `fetch` for the server that the runner names; an organisation's own may have a private address. */
export function createGithubFetch(env: Environment, signal: AbortSignal): typeof fetch {
  const { send } = createDoor({ env, patience: PATIENCE });
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const reach = isLoopback(url) ? 'loopback' : 'private';
    return await createFetch({ send, signal, reach, mostBytes: MOST_BYTES })(url, init);
  };
}
