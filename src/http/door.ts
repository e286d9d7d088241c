/**
 * The one door to the network: no other file opens a connection, but for git's own transports. It follows no
 * redirect, repeats no request, decodes nothing, and looks at the address that a name leads to in the very look-up
 * whose answer is connected to, so that nothing can change in between.
 */
import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { Dispatcher } from 'undici';
import { literalOf, mayReach } from './address.ts';
import type { FailureCause, HttpFailure, HttpOutcome, HttpRequest, Reach, Send } from './message.ts';
import { type Proxies, proxiesIn } from './proxies.ts';
import { Agent, EnvHttpProxyAgent } from './undici.ts';

export interface DoorOptions {
  /** Proxies are taken from here: HTTPS_PROXY, HTTP_PROXY, NO_PROXY, in upper or lower case. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Requests of a run. */
  readonly most?: number;
  /** Milliseconds from the first byte sent to the last one read. */
  readonly patience?: number;
  /** How names are resolved; the system's resolver unless a test says otherwise. */
  readonly lookup?: LookupFunction;
}

/** A door that stands open until it is closed. */
export interface Door {
  readonly send: Send;
  readonly close: () => Promise<void>;
}

const MOST_BYTES = 64 * 1024;
const MOST_HEADER_BYTES = 16 * 1024;
const PATIENCE = 10_000;
const MOST_REQUESTS = 10_000;

const REFUSED = 'ERR_LEAKWARD_ADDRESS';

/** Errors: `bad-usage` for a proxy's address that is none. */
export function createDoor(options: DoorOptions): Door {
  const { patience = PATIENCE, most = MOST_REQUESTS } = options;
  const proxies = proxiesIn(options.env);
  const agents = new Map<Reach, Dispatcher>();
  const agentFor = (reach: Reach): Dispatcher => {
    const agent = agents.get(reach) ?? createAgent(reach, options, proxies, patience);
    agents.set(reach, agent);
    return agent;
  };
  let sent = 0;
  return {
    async send(request, signal) {
      signal.throwIfAborted();
      const literal = literalOf(request.url);
      if (literal !== undefined && !mayReach(literal, request.reach)) return failure('address', false);
      if (++sent > most) return failure('limit', false);
      return await exchange(request, agentFor(request.reach), signal, patience);
    },
    async close() {
      await Promise.all([...agents.values()].map((agent) => agent.destroy()));
    },
  };
}

/** Whatever NODE_TLS_REJECT_UNAUTHORIZED says: an earlier step of a job can set it, and a proxy beside it. */
const TRUST = { rejectUnauthorized: true } as const;

/** This machine is reached directly: a proxy would get the key, and in the clear. */
function createAgent(reach: Reach, { lookup }: DoorOptions, proxies: Proxies, patience: number): Dispatcher {
  const settings = {
    connect: { ...TRUST, lookup: guarded(reach, lookup ?? systemLookup), timeout: patience },
    connections: 8,
    maxHeaderSize: MOST_HEADER_BYTES,
    pipelining: 1,
  };
  if (reach === 'loopback') return new Agent(settings);
  return new EnvHttpProxyAgent({ ...settings, requestTls: TRUST, proxyTls: TRUST, ...proxies });
}

/** A look-up that gives only addresses of the reach, and fails if there is any other among them. */
function guarded(reach: Reach, resolve: LookupFunction): LookupFunction {
  return (hostname, options, answer) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      const all =
        typeof found === 'string' ? [{ address: found, family: found.includes(':') ? 6 : 4 }] : found;
      const [first] = all ?? [];
      if (error !== null || first === undefined) return answer(error ?? notFound(), '');
      if (!all.every(({ address }) => mayReach(address, reach))) return answer(refusal(), '');
      return options.all === true ? answer(null, all) : answer(null, first.address, first.family);
    });
  };
}

function notFound(): NodeJS.ErrnoException {
  return Object.assign(new Error('no address'), { code: 'ENOTFOUND' });
}

function refusal(): NodeJS.ErrnoException {
  return Object.assign(new Error('address refused'), { code: REFUSED });
}

async function exchange(
  { method, url, headers, body, unread, mostBytes = MOST_BYTES }: HttpRequest,
  dispatcher: Dispatcher,
  signal: AbortSignal,
  patience: number,
): Promise<HttpOutcome> {
  const deadline = AbortSignal.timeout(patience);
  const either = AbortSignal.any([signal, deadline]);
  try {
    const response = await dispatcher.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method,
      headers: { accept: 'application/json', 'accept-encoding': 'identity', ...headers },
      body: body ?? null,
      signal: either,
    });
    const encoding = response.headers['content-encoding'];
    if (encoding !== undefined && encoding !== 'identity') {
      response.body.on('error', () => undefined).destroy();
      return failure('encoded', true);
    }
    const isUnread = unread?.includes(response.statusCode) === true;
    if (isUnread) response.body.on('error', () => undefined).destroy();
    const text = isUnread ? '' : await readBounded(response.body, mostBytes);
    if (text === undefined) return failure('too-large', true);
    return { kind: 'answer', status: response.statusCode, headers: firsts(response.headers), body: text };
  } catch (error) {
    signal.throwIfAborted();
    // The error itself may quote a header, and goes no further.
    return deadline.aborted ? failure('timeout', true) : failureOf(error);
  }
}

/** Undefined for a body that is larger: the rest is not even received. */
async function readBounded(body: AsyncIterable<Buffer>, most: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > most) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function firsts(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [name, [value].flat()[0] ?? ''] as const);
  return Object.fromEntries(entries);
}

function failure(cause: FailureCause, wasSent: boolean): HttpFailure {
  return { kind: 'failure', cause, wasSent };
}

/** Codes of Node and undici for what happens before a byte of the request has left. */
const UNSENT: ReadonlyMap<string, FailureCause> = new Map([
  [REFUSED, 'address'],
  ['ENOTFOUND', 'dns'],
  ['EAI_AGAIN', 'dns'],
  ['EAI_FAIL', 'dns'],
  ['ECONNREFUSED', 'connect'],
  ['EHOSTUNREACH', 'connect'],
  ['ENETUNREACH', 'connect'],
  ['EADDRNOTAVAIL', 'connect'],
  ['UND_ERR_CONNECT_TIMEOUT', 'timeout'],
]);

const SENT: ReadonlyMap<string, FailureCause> = new Map([
  ['UND_ERR_HEADERS_TIMEOUT', 'timeout'],
  ['UND_ERR_BODY_TIMEOUT', 'timeout'],
  ['UND_ERR_HEADERS_OVERFLOW', 'too-large'],
  ['HPE_HEADER_OVERFLOW', 'too-large'],
]);

function failureOf(error: unknown): HttpFailure {
  for (const code of codesOf(error)) {
    const unsent = UNSENT.get(code);
    if (unsent !== undefined) return failure(unsent, false);
    const cause = SENT.get(code);
    if (cause !== undefined) return failure(cause, true);
    if (/^(?:ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|EPROTO)/.test(code))
      return failure('tls', false);
    // Only a proxy's answer to CONNECT ends a request this way that nobody aborted.
    if (code === 'UND_ERR_ABORTED') return failure('proxy', false);
  }
  return failure('cut', true);
}

/** Codes of an error, of its causes, and of those it stands for (several addresses were tried). */
function codesOf(error: unknown, depth = 0): string[] {
  if (typeof error !== 'object' || error === null || depth > 4) return [];
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown };
  const inner = Array.isArray(errors) ? errors : [];
  return [
    ...(typeof code === 'string' ? [code] : []),
    ...[cause, ...inner].flatMap((one) => codesOf(one, depth + 1)),
  ];
}
