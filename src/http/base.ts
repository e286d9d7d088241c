/** Addresses that an operator names: what may be one, and how far it may reach. */
import { UserError } from '../model/error.ts';
import { isLoopback } from './address.ts';
import type { Reach } from './message.ts';

/** Where the paths of an API begin. */
export interface Base {
  readonly url: URL;
  readonly reach: Reach;
}

/**
 * A base address as an operator writes it. https, or http to this machine; no user, query or fragment.
 *
 * @param from what named it, for the error: an address may hold a password, and is not repeated
 * Errors: `bad-usage`.
 */
export function parseBase(text: string, from: string): Base {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const wrong = url === undefined ? 'is no address' : problemOf(url);
  if (url === undefined || wrong !== undefined) {
    throw new UserError('bad-usage', `${from} ${wrong}`, { hint: 'for example https://keys.example.com' });
  }
  return { url, reach: isLoopback(url) ? 'loopback' : 'public' };
}

function problemOf(url: URL): string | undefined {
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url)))
    return 'must start with https:// (http:// is for this machine only)';
  if (url.username !== '' || url.password !== '') return 'may not hold a user or password';
  return url.search !== '' || url.hash !== '' ? 'may not hold a query or fragment' : undefined;
}

/** The address of a path below a base. */
export function below({ url }: Base, path: string): URL {
  return new URL(url.pathname.replace(/\/$/, '') + path, url);
}
