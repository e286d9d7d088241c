/** The door as a `fetch`, for libraries that take one. */

import { UserError } from '../model/error.ts';
import { FAILURE_TEXT, METHODS, type Reach, type Send, target } from './message.ts';

export interface FetchOptions {
  readonly send: Send;
  readonly signal: AbortSignal;
  readonly reach: Reach;
  /** Bytes of an answer's body. */
  readonly mostBytes: number;
}

/** Text bodies only. A failure is a `network` error that names method, host and path. */
export function createFetch({ send, signal, reach, mostBytes }: FetchOptions): typeof fetch {
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const asked = (init.method ?? 'GET').toUpperCase();
    const method = METHODS.find((one) => one === asked);
    if (method === undefined) throw new UserError('network', `${asked} is not sent`);
    const body = typeof init.body === 'string' ? { body: init.body } : {};
    const headers = Object.fromEntries(new Headers(init.headers));
    const outcome = await send({ method, url, reach, headers, mostBytes, ...body }, signal);
    if (outcome.kind === 'failure')
      throw new UserError('network', `${target({ method, url })}: ${FAILURE_TEXT[outcome.cause]}`);
    const isEmpty = [204, 205, 304].includes(outcome.status);
    const response = new Response(isEmpty ? null : outcome.body, {
      status: outcome.status,
      headers: outcome.headers,
    });
    Object.defineProperty(response, 'url', { value: url.href });
    return response;
  };
}
