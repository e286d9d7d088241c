/**
 * What stands beside the providers' APIs: the dashboard, and an organisation's own key service that can revoke.
 * Neither provider offers any of these calls.
 */
import type { ServerResponse } from 'node:http';
import { type Answer, type Asked, bearerOf, objectOf } from './answer.ts';
import { type Later, send } from './faults.ts';
import { AccountFull, type IssueOptions, type KeyRecord, type KeyStore, type Lifetime } from './keys.ts';
import { isProvider, PROVIDERS } from './pages.ts';

/** What the revoke endpoint does with a right call for a known key. */
export type RevokeBehaviour =
  /** 200, dead after the emulator's propagation time. */
  | 'kills'
  /** 202, dead after `delay`. */
  | 'accepts-late'
  /** 200, and the key lives on. */
  | 'says-yes-kills-not'
  /** 500, the key lives on. */
  | 'fails'
  /** 504 of a gateway that waited too long, dead after `delay`. */
  | 'fails-late'
  /** 403, the key lives on. */
  | 'refuses'
  /** 429 with Retry-After, the key lives on. */
  | 'limited'
  /** 307 to another host. */
  | 'redirects'
  /** No answer, the key lives on. */
  | 'hangs'
  /** The key is dead, the connection drops before the answer. */
  | 'cuts-after'
  /** The connection drops, the key lives on. */
  | 'cuts-before';

export interface RevokeMood {
  readonly behaviour: RevokeBehaviour;
  /** Milliseconds from a revocation to its effect. */
  readonly delay: number;
}

export interface AdminContext {
  readonly keys: KeyStore;
  readonly serviceToken: string;
  readonly mood: () => RevokeMood;
  /** The parts of the emulator that only it can do: /log, /fault, /behaviour. */
  readonly control: (asked: Asked) => Answer | undefined;
}

const refuse = (status: number, error: string): Answer => ({ status, body: { error } });

/** Answers one call. Returns the status that was sent, 0 if there was none. */
export function administer(
  context: AdminContext,
  asked: Asked,
  response: ServerResponse,
  later: Later,
): number {
  const isRevoke = asked.method === 'POST' && asked.url.pathname === '/revoke';
  if (isRevoke) return revoke(context, asked, response, later);
  const answer = dashboard(context.keys, context.mood().delay, asked) ?? context.control(asked);
  const sent = answer ?? refuse(404, 'no such page');
  send(response, sent);
  return sent.status;
}

/** A made-up key service's: RFC 7009's rule that a second revocation is a success too. */
function revoke(context: AdminContext, asked: Asked, response: ServerResponse, later: Later): number {
  const { keys, serviceToken, mood } = context;
  const token = objectOf(asked.body)?.['token'];
  const record = typeof token === 'string' ? keys.find(token) : undefined;
  const refusal =
    bearerOf(asked.authorization) !== serviceToken
      ? refuse(401, 'unauthorized')
      : typeof token !== 'string'
        ? refuse(400, 'token is required')
        : undefined;
  if (refusal !== undefined || record === undefined) {
    const answer = refusal ?? refuse(404, 'unknown key');
    send(response, answer);
    return answer.status;
  }
  const { behaviour, delay } = mood();
  const { answer, kills } = BEHAVIOURS[behaviour];
  if (kills) keys.revoke(record, delay);
  if (typeof answer !== 'string') {
    send(response, answer);
    return answer.status;
  }
  // The step before a drop is on the other side of a turn, as it is on a network.
  if (answer === 'drop') later(0, () => void response.socket?.resetAndDestroy());
  return 0;
}

const BEHAVIOURS = {
  kills: { answer: { status: 200, body: { revoked: true } }, kills: true },
  'accepts-late': { answer: { status: 202, body: { accepted: true } }, kills: true },
  'says-yes-kills-not': { answer: { status: 200, body: { revoked: true } }, kills: false },
  fails: { answer: refuse(500, 'internal error'), kills: false },
  'fails-late': { answer: refuse(504, 'gateway timeout'), kills: true },
  refuses: { answer: refuse(403, 'this token may not revoke'), kills: false },
  limited: { answer: { ...refuse(429, 'too many requests'), headers: { 'Retry-After': '1' } }, kills: false },
  redirects: {
    answer: { status: 307, headers: { Location: 'http://elsewhere.invalid/revoke' }, body: '' },
    kills: false,
  },
  hangs: { answer: 'nothing', kills: false },
  'cuts-after': { answer: 'drop', kills: true },
  'cuts-before': { answer: 'drop', kills: false },
} as const satisfies Record<
  RevokeBehaviour,
  { readonly answer: Answer | 'nothing' | 'drop'; readonly kills: boolean }
>;

function dashboard(keys: KeyStore, delay: number, { method, url, body }: Asked): Answer | undefined {
  if (url.pathname === '/keys' && method === 'GET')
    return { status: 200, body: { keys: keys.list().map(row) } };
  if (url.pathname === '/keys' && method === 'POST') return create(keys, body);
  const id = /^\/keys\/([^/]+)$/.exec(url.pathname)?.[1];
  if (id === undefined || method !== 'DELETE') return undefined;
  const record = keys.byId(id);
  if (record === undefined || record.deadFrom !== undefined) return refuse(404, 'no such key');
  keys.revoke(record, delay);
  return { status: 200, body: { deleted: true } };
}

function create(keys: KeyStore, body: string): Answer {
  const { provider, expires, ...options } = objectOf(body) ?? {};
  if (!isProvider(provider)) return refuse(400, `provider is ${PROVIDERS.join(' or ')}`);
  const lifetime = typeof expires === 'string' && /^\d{4}-/.test(expires) ? new Date(expires) : expires;
  try {
    const asked = (
      lifetime === undefined ? options : { ...options, expires: lifetime as Lifetime }
    ) as IssueOptions;
    return { status: 201, body: keys.issue(provider, asked) };
  } catch (error) {
    if (error instanceof AccountFull) return refuse(409, error.message);
    throw error;
  }
}

/** A row of the dashboard's list: never the key. */
function row(record: KeyRecord): Record<string, unknown> {
  const { id, provider, name, start, account, permissions, created, lastUsed, expires, disabled, deadFrom } =
    record;
  return { id, provider, name, start, account, permissions, created, lastUsed, expires, disabled, deadFrom };
}
