/** What goes through the door and what comes back. */

export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

export type Method = (typeof METHODS)[number];

/** Which addresses a host may turn out to have. `private` also takes public ones; link-local is never taken. */
export type Reach = 'public' | 'private' | 'loopback';

/** A request. Headers may hold a key: nothing of a request is ever logged or put in an error but `target`. */
export interface HttpRequest {
  readonly method: Method;
  readonly url: URL;
  readonly reach: Reach;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Bytes of an answer's body, 64 KiB unless said: documented answers are a few hundred. */
  readonly mostBytes?: number;
  /** Statuses whose bodies are not read: they may hold what is nobody's business here. */
  readonly unread?: readonly number[];
}

/** An answer, whatever its status. Redirects are answers: nobody follows them. */
export interface HttpAnswer {
  readonly kind: 'answer';
  readonly status: number;
  /** Names in lower case; of a header that came twice, the first. */
  readonly headers: Readonly<Record<string, string>>;
  /** Empty where it was not to be read. */
  readonly body: string;
}

/** Why there is no answer. */
export type FailureCause =
  | 'dns'
  | 'address'
  | 'connect'
  | 'tls'
  | 'proxy'
  | 'timeout'
  | 'cut'
  | 'too-large'
  | 'encoded'
  | 'limit';

/** No answer. `wasSent` is false only where nothing of the request can have reached the server. */
export interface HttpFailure {
  readonly kind: 'failure';
  readonly cause: FailureCause;
  readonly wasSent: boolean;
}

export type HttpOutcome = HttpAnswer | HttpFailure;

/** Sends one request, once: it is never repeated. Throws only if `signal` is aborted, with its reason. */
export type Send = (request: HttpRequest, signal: AbortSignal) => Promise<HttpOutcome>;

/** Method, host and path: all that may be told of a request. */
export function target({ method, url }: Pick<HttpRequest, 'method' | 'url'>): string {
  return `${method} ${url.host}${url.pathname}`;
}

/** What a failure is, for people. */
export const FAILURE_TEXT = {
  dns: 'its name could not be resolved',
  address: 'its name leads to a private or link-local address',
  connect: 'no connection could be made',
  tls: 'its certificate or TLS is not to be trusted',
  proxy: 'the proxy let nothing through',
  timeout: 'it did not answer in time',
  cut: 'the connection broke before the answer was whole',
  'too-large': 'its answer is larger than any that is documented',
  encoded: 'its answer is compressed, which was not asked for',
  limit: 'this run has made as many requests as it may',
} as const satisfies Record<FailureCause, string>;
