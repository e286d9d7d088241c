/** What goes wrong between a client and a provider, one entry a fault. */
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { type Answer, type Asked, bearerOf, page } from './answer.ts';
import { PAGES, type ProviderName } from './pages.ts';

const MEBIBYTE = 1 << 20;
const SLOW_MS = 60_000;
const DRIP_MS = 1000;
const RETRY_SECONDS = 7;

/** What a fault is told of the request it spoils. */
export interface Spoiled {
  readonly provider: ProviderName;
  readonly asked: Asked;
  /** What the API would have answered. */
  readonly honest: Answer;
  readonly location: string;
  readonly now: number;
}

/** Another answer than the honest one. */
type Replace = (spoiled: Spoiled) => Answer;

const json = { 'Content-Type': 'application/json' } as const;

function error(status: number, code: string, headers: Readonly<Record<string, string>> = {}): Replace {
  return ({ provider }) => ({
    status,
    headers,
    body: PAGES[provider].errorBody(status, code),
  });
}

const html = (status: number, title: string): Replace => {
  return () => ({ status, body: page(title) });
};

/** The provider's own 429, with some Retry-After. */
const limited = (retryAfter: (now: number) => string): Replace => {
  return ({ provider, now }) => ({
    status: 429,
    headers: { 'Retry-After': retryAfter(now) },
    body: PAGES[provider].limitedBody(RETRY_SECONDS),
  });
};

const ANSWERS = {
  html: html(200, 'Welcome'),
  waf: html(403, 'Attention Required! Access denied'),
  'html-unauthorized': html(401, 'Unauthorized'),
  'html-not-found': html(404, '404: This page could not be found'),
  'bad-gateway': html(502, '502 Bad Gateway'),
  redirect: ({ location }) => ({ status: 302, headers: { Location: location }, body: page('Found') }),
  login: () => ({ status: 307, headers: { Location: '/login' }, body: '' }),
  'server-error': error(500, 'internal_error'),
  unavailable: error(503, 'unavailable', { 'Retry-After': String(RETRY_SECONDS) }),
  /** Success for every key: an endpoint that checks none. */
  everybody: () => ({ status: 200, body: { id: 'gen_000000000000', status: 'completed' } }),
  /** A route that looks before it checks the key. */
  'nobody-found': error(404, 'not_found'),
  limited: limited(() => String(RETRY_SECONDS)),
  'retry-after-date': limited((now) => new Date(now + RETRY_SECONDS * 1000).toUTCString()),
  /** The provider's clock is two hours behind ours. */
  'retry-after-past': limited((now) => new Date(now - 7_200_000).toUTCString()),
  'retry-after-year': limited(() => String(365 * 86_400)),
  'retry-after-nonsense': limited(() => 'soon'),
  /** As if a proxy had taken the header away. */
  missing: error(401, 'missing_api_key'),
  /** The key store is down: whoever asks is told, in the documented words, that the key is invalid. */
  'nobody-known': ({ provider }) => PAGES[provider].refusal,
  'other-unauthorized': () => ({ status: 401, body: { message: 'Sign in first' } }),
  'other-forbidden': error(403, 'Access denied'),
  'bad-request': error(400, 'invalid_request'),
  unprocessable: error(422, 'invalid_id'),
  'wrong-json': () => ({ status: 404, body: ['not', 'an', 'error'] }),
  'broken-json': () => ({ status: 404, headers: json, body: '{"error":' }),
  'not-json-type': ({ honest }) => ({
    ...honest,
    headers: { 'Content-Type': 'text/plain' },
    body: JSON.stringify(honest.body),
  }),
  empty: () => ({ status: 404, headers: json, body: '' }),
  /** The body says the key again: nothing may print it. */
  echo: ({ asked }) => ({
    status: 403,
    headers: { 'X-Denied': bearerOf(asked.authorization) },
    body: { error: `The key ${bearerOf(asked.authorization)} is not welcome` },
  }),
  large: () => ({ status: 404, body: { error: 'not_found', padding: 'x'.repeat(10 * MEBIBYTE) } }),
} as const satisfies Record<string, Replace>;

/** What the socket does. `later` runs a step unless the emulator is closed before. */
type Wire = (response: ServerResponse, spoiled: Spoiled, later: Later) => void;
export type Later = (ms: number, step: () => void) => void;

const WIRES = {
  /** Headers come after a minute. */
  slow: (response, { honest }, later) => later(SLOW_MS, () => send(response, honest)),
  /** The body comes a byte a second. */
  drip(response, { honest }, later) {
    const text = textOf(honest);
    response.writeHead(honest.status, { ...json, 'Content-Length': text.length });
    response.flushHeaders();
    const next = (at: number): void => {
      if (response.destroyed) return;
      response.write(text.slice(at, at + 1));
      if (at + 1 < text.length) later(DRIP_MS, () => next(at + 1));
      else response.end();
    };
    next(0);
  },
  /** The connection ends in the middle of the body. */
  cut(response, { honest }) {
    const text = textOf(honest);
    response.writeHead(honest.status, { ...json, 'Content-Length': text.length });
    response.write(text.slice(0, text.length / 2), () => response.destroy());
  },
  /** The connection ends before any byte. */
  reset: (response) => void response.socket?.resetAndDestroy(),
  /** Something that is not HTTP. */
  garbage: (response) => void response.socket?.end('SSH-2.0-nothing\r\n'),
  'large-headers': (response, { honest }) =>
    send(response, { ...honest, headers: { 'X-Large': 'x'.repeat(MEBIBYTE) } }),
  /** A gibibyte of zeros in one mebibyte. */
  bomb(response) {
    const member = gzipSync(Buffer.alloc(16 * MEBIBYTE));
    response.writeHead(404, { ...json, 'Content-Encoding': 'gzip' });
    response.end(Buffer.concat(Array.from({ length: 64 }, () => member)));
  },
} as const satisfies Record<string, Wire>;

export type Fault = keyof typeof ANSWERS | keyof typeof WIRES;

/** Every fault by name: for tests that go through all. */
export const FAULTS = [...Object.keys(ANSWERS), ...Object.keys(WIRES)] as readonly Fault[];

export interface FaultOptions {
  /** Honest answers before it begins. */
  readonly after?: number;
  /** Spoiled answers until it ends; no end if not said. */
  readonly count?: number;
  /** Unknown keys keep their honest 401, so that a control passes. */
  readonly only?: 'known';
  /** Where `redirect` leads. */
  readonly location?: string;
}

/** Sends what the fault makes of an answer. Returns the status that was sent, 0 if there was none. */
export function spoil(fault: Fault, response: ServerResponse, spoiled: Spoiled, later: Later): number {
  if (isWire(fault)) {
    WIRES[fault](response, spoiled, later);
    return fault === 'reset' || fault === 'garbage' || fault === 'slow' ? 0 : spoiled.honest.status;
  }
  const answer = ANSWERS[fault](spoiled);
  send(response, answer);
  return answer.status;
}

function isWire(fault: Fault): fault is keyof typeof WIRES {
  return Object.hasOwn(WIRES, fault);
}

/** Sends an answer as it is. */
export function send(response: ServerResponse, answer: Answer): void {
  const type = typeof answer.body === 'string' ? 'text/html; charset=utf-8' : 'application/json';
  response.writeHead(answer.status, { 'Content-Type': type, ...answer.headers });
  response.end(textOf(answer));
}

function textOf({ body }: Answer): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}
