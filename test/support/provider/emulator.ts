/**
 * The providers' APIs on loopback, as their documentation says, with an organisation's key service beside them. Real
 * HTTP; every request is kept in a log, so that a test can prove what was never called.
 */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { administer, type RevokeBehaviour, type RevokeMood } from './admin.ts';
import { type Answer, type Asked, bearerOf, objectOf } from './answer.ts';
import { FAULTS, type Fault, type FaultOptions, type Later, send, spoil } from './faults.ts';
import { type IssuedKey, type IssueOptions, type KeyRecord, keyStore, sha256 } from './keys.ts';
import { forEachProvider, isProvider, PAGES, PROVIDERS, type ProviderName } from './pages.ts';

export type { RevokeBehaviour } from './admin.ts';
export { FAULTS, type Fault, type FaultOptions } from './faults.ts';
export type { IssuedKey, IssueOptions, KeyRecord } from './keys.ts';
export { PROVIDERS, type ProviderName } from './pages.ts';

export interface LoggedRequest {
  readonly provider: ProviderName | 'admin';
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** 0 if none was sent (yet). */
  readonly status: number;
  /** Id of the key in the header (in the body, for the key service), 'unknown', or 'none'. */
  readonly key: string;
  /** Of the key in the header, '' if none. */
  readonly sha256: string;
  /** Names, lower case. */
  readonly headers: readonly string[];
  readonly at: number;
}

export interface StartOptions {
  readonly now?: () => number;
  /** Free ones if not said. */
  readonly ports?: Readonly<Partial<Record<ProviderName | 'admin', number>>>;
  /** Milliseconds that a revoked key is still accepted. */
  readonly propagation?: number;
  /** A poll counts against the concurrency limit. */
  readonly pollsCount?: boolean;
}

export interface Emulator {
  /** Without the path: `http://127.0.0.1:port`. */
  readonly urls: Readonly<Record<ProviderName, string>>;
  readonly adminUrl: string;
  /** What the key service's revoke endpoint asks for as a bearer token. */
  readonly serviceToken: string;
  /** Newest last. */
  readonly log: readonly LoggedRequest[];
  issue(provider: ProviderName, options?: IssueOptions): IssuedKey;
  /** As the dashboard does. False if the key is not known or already revoked. */
  revoke(key: string, options?: { readonly propagation?: number }): boolean;
  /** Switches a key off or on again. */
  disable(key: string, disabled?: boolean): void;
  /** What the dashboard knows of a key. */
  record(key: string): KeyRecord | undefined;
  fault(provider: ProviderName, fault: Fault | undefined, options?: FaultOptions): void;
  /** @param options.delay milliseconds until a revocation has its effect */
  revokeBehaviour(behaviour: RevokeBehaviour, options?: { readonly delay?: number }): void;
  /** How often a revocation of the key was carried out: 2 means that somebody did it again. */
  revocations(key: string): number;
  close(): Promise<void>;
}

const LARGEST_BODY = 1 << 20;

interface ActiveFault {
  readonly fault: Fault;
  readonly options: FaultOptions;
  seen: number;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Starts the servers on 127.0.0.1. `close` ends all that hangs on them. */
export async function startEmulator(options: StartOptions = {}): Promise<Emulator> {
  const now = options.now ?? Date.now;
  const keys = keyStore(now);
  const serviceToken = `svc-${randomBytes(12).toString('hex')}`;
  const log: Mutable<LoggedRequest>[] = [];
  const faults = new Map<ProviderName, ActiveFault>();
  let mood: RevokeMood = { behaviour: 'kills', delay: options.propagation ?? 0 };
  const { later, stop } = timers();
  const apis = forEachProvider((provider) =>
    PAGES[provider].api({ now, pollsCount: options.pollsCount ?? false }),
  );

  function setFault(provider: ProviderName, fault: Fault | undefined, faultOptions: FaultOptions = {}): void {
    if (fault === undefined) faults.delete(provider);
    else faults.set(provider, { fault, options: faultOptions, seen: 0 });
  }

  function setBehaviour(behaviour: RevokeBehaviour, { delay }: { readonly delay?: number } = {}): void {
    mood = { behaviour, delay: delay ?? options.propagation ?? 0 };
  }

  function note(
    provider: LoggedRequest['provider'],
    request: IncomingMessage,
    asked: Asked,
  ): Mutable<LoggedRequest> {
    const token = provider === 'admin' ? objectOf(asked.body)?.['token'] : bearerOf(asked.authorization);
    const key = typeof token === 'string' ? token : '';
    const entry = {
      provider,
      method: asked.method,
      path: asked.url.pathname + asked.url.search,
      status: 0,
      key: key === '' ? 'none' : (keys.find(key)?.id ?? 'unknown'),
      sha256: key === '' ? '' : sha256(key),
      headers: Object.keys(request.headers),
      at: now(),
    };
    log.push(entry);
    return entry;
  }

  /** The key of a request, if the provider accepts it; that it was used is remembered. */
  function accepted(provider: ProviderName, asked: Asked): KeyRecord | undefined {
    const record = keys.find(bearerOf(asked.authorization));
    if (record === undefined || record.provider !== provider || !keys.isAccepted(record)) return undefined;
    record.lastUsed = now();
    return record;
  }

  function serveApi(provider: ProviderName): Serve {
    return (request, asked, response) => {
      const entry = note(provider, request, asked);
      const record = accepted(provider, asked);
      const honest = apis[provider].answer(asked, record);
      const fault = due(faults.get(provider), record !== undefined);
      if (fault === undefined) {
        send(response, honest);
        entry.status = honest.status;
        return;
      }
      const location = fault.options.location ?? 'http://elsewhere.invalid/';
      entry.status = spoil(fault.fault, response, { provider, asked, honest, location, now: now() }, later);
    };
  }

  /** The emulator's own switches over HTTP, for trying by hand and for scripts. */
  function control({ method, url, body }: Asked): Answer | undefined {
    if (method === 'GET' && url.pathname === '/log') return { status: 200, body: { requests: log } };
    const { provider, fault, behaviour, ...rest } = objectOf(body) ?? {};
    if (method === 'POST' && url.pathname === '/behaviour') {
      setBehaviour(behaviour as RevokeBehaviour, rest);
      return { status: 200, body: { behaviour } };
    }
    if (method !== 'POST' || url.pathname !== '/fault') return undefined;
    const isFault = fault === null || FAULTS.includes(fault as Fault);
    if (!isFault || !isProvider(provider))
      return { status: 400, body: { error: `fault is null or one of ${FAULTS.join(', ')}` } };
    setFault(provider, (fault ?? undefined) as Fault | undefined, rest);
    return { status: 200, body: { provider, fault } };
  }

  const serveAdmin: Serve = (request, asked, response) => {
    const entry = note('admin', request, asked);
    entry.status = administer({ keys, serviceToken, mood: () => mood, control }, asked, response, later);
  };

  const admin = await listen(serveAdmin, options.ports?.admin);
  const servers = new Map<ProviderName, Server>();
  for (const provider of PROVIDERS)
    servers.set(provider, await listen(serveApi(provider), options.ports?.[provider]));

  return {
    urls: forEachProvider((provider) => urlOf(servers.get(provider) ?? admin)),
    adminUrl: urlOf(admin),
    serviceToken,
    log,
    issue: keys.issue,
    revoke(key, { propagation } = {}) {
      const record = keys.find(key);
      if (record === undefined || record.deadFrom !== undefined) return false;
      keys.revoke(record, propagation ?? mood.delay);
      return true;
    },
    disable(key, disabled = true) {
      const record = keys.find(key);
      if (record !== undefined) record.disabled = disabled;
    },
    record: (key) => keys.find(key),
    fault: setFault,
    revokeBehaviour: setBehaviour,
    revocations: (key) => keys.find(key)?.revocations ?? 0,
    async close() {
      stop();
      await Promise.all([admin, ...servers.values()].map(close));
    },
  };
}

/** The fault that spoils this answer, if it is its turn. */
function due(active: ActiveFault | undefined, isKnown: boolean): ActiveFault | undefined {
  if (active === undefined || (active.options.only === 'known' && !isKnown)) return undefined;
  const { after = 0, count = Number.POSITIVE_INFINITY } = active.options;
  const turn = active.seen++;
  return turn >= after && turn < after + count ? active : undefined;
}

type Serve = (request: IncomingMessage, asked: Asked, response: ServerResponse) => void;

async function listen(serve: Serve, port = 0): Promise<Server> {
  const server = createServer((request, response) => {
    // A client that gives up is part of the game.
    response.on('error', () => undefined);
    read(request).then(
      (body) => serve(request, askedOf(request, body), response),
      () => request.destroy(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > LARGEST_BODY) throw new Error('the body is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function askedOf(request: IncomingMessage, body: string): Asked {
  return {
    method: request.method ?? 'GET',
    url: new URL(request.url ?? '/', 'http://emulator.invalid'),
    authorization: request.headers.authorization,
    body,
  };
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}

/** Steps that come later, none of them after the end. */
function timers(): { readonly later: Later; readonly stop: () => void } {
  const waiting = new Set<NodeJS.Timeout>();
  return {
    later(ms, step) {
      const timer = setTimeout(() => {
        waiting.delete(timer);
        step();
      }, ms);
      waiting.add(timer);
    },
    stop() {
      for (const timer of waiting) clearTimeout(timer);
    },
  };
}
