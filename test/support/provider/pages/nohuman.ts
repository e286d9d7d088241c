/** Nohuman AI's API as nohuman.studio/docs describes it (authentication, t2v, i2v, x33-mc, pricing). */
import { randomBytes } from 'node:crypto';
import { bodyOf } from '../../../../src/rules/body.ts';
import { type Answer, type Api, type Asked, objectOf } from '../answer.ts';
import type { KeyRecord, Tier } from '../keys.ts';
import { limitHeaders, type Running, running } from '../limits.ts';
import type { Page, PageContext } from '../pages.ts';

/** Generations at once (pricing page); Enterprise has no limit. */
const CONCURRENT = {
  Starter: 5,
  Growth: 10,
  Pro: 15,
  Business: 30,
  Enterprise: Number.POSITIVE_INFINITY,
} as const satisfies Record<Tier, number>;

const RETRY_SECONDS = 2;
const GENERATION_MS = 30_000;

interface Generation {
  readonly id: string;
  readonly model: string;
  readonly account: string;
  readonly doneAt: number;
}

/** The envelope is printed for 429 only; the documentation lists the codes of the others. */
function error(status: number, code: string, message: string): Answer {
  return { status, body: { error: { code, message, status } } };
}

const MISSING = error(401, 'missing_api_key', 'No API key provided.');
const INVALID = error(401, 'invalid_api_key', 'The API key is malformed or has been revoked.');
const FORBIDDEN = error(403, 'insufficient_permissions', 'This API key lacks permission for this endpoint.');
const NO_CREDITS = error(402, 'insufficient_credits', 'The account has no credits.');
const TOO_MANY = {
  ...error(
    429,
    'rate_limit_exceeded',
    `Too many concurrent requests. Please retry after ${RETRY_SECONDS} seconds.`,
  ),
  headers: { 'Retry-After': String(RETRY_SECONDS) },
};
/** Not documented: the envelope is assumed for them. */
const NOT_FOUND = error(404, 'not_found', 'No such generation.');
const invalid = (message: string): Answer => error(400, 'invalid_request', message);

/** No permissions and no shape are documented: these are ours. Nor is it said whether a poll counts against the limit. */
export const PAGE: Page = {
  permissions: ['generate', 'read'],
  newBody: () => bodyOf('base62', 32, randomBytes),
  api,
  refusal: INVALID,
  errorBody: (status, code) => ({ error: { code, message: `${code}.`, status } }),
  limitedBody: () => TOO_MANY.body,
  example: { issue: { tier: 'Growth' }, path: '/v1/videos/generations/gen_000000000000' },
};

function api({ now, pollsCount }: PageContext): Api {
  const generations = new Map<string, Generation>();
  const active = running(GENERATION_MS, now);

  function generate(record: KeyRecord, { body }: Asked, model: string): Answer {
    const fields = objectOf(body);
    if (fields === undefined) return invalid('The body must be a JSON object.');
    const isMotion = 'video_url' in fields || model === 'nohuman-x39';
    const needed = isMotion ? ['image_url', 'video_url'] : ['prompt'];
    const missing = needed.find((name) => typeof fields[name] !== 'string' || fields[name] === '');
    if (missing !== undefined) return invalid(`${missing} is required.`);
    const id = `gen_${randomBytes(6).toString('hex')}`;
    generations.set(id, { id, model, account: record.account, doneAt: now() + GENERATION_MS });
    active.start(record.account);
    record.credits = Math.max(0, record.credits - 0.7);
    return { status: 200, body: { id, model, status: 'created', poll_url: `/v1/videos/generations/${id}` } };
  }

  function poll(record: KeyRecord, id: string): Answer {
    const generation = generations.get(id);
    if (generation === undefined || generation.account !== record.account) return NOT_FOUND;
    const { model, doneAt } = generation;
    if (now() < doneAt) return { status: 200, body: { id, model, status: 'processing' } };
    const result = { url: `https://cdn.nohuman.studio/${id}.mp4`, format: 'mp4' };
    return { status: 200, body: { id, model, status: 'completed', result } };
  }

  function route({ method, url }: Asked): ((record: KeyRecord, asked: Asked) => Answer) | undefined {
    const id = /^\/v1\/videos\/generations\/([^/]+)$/.exec(url.pathname)?.[1];
    if (method === 'GET' && id !== undefined) return (record) => poll(record, id);
    if (method !== 'POST') return undefined;
    if (url.pathname === '/v1/videos/generate')
      return (record, asked) => generate(record, asked, 'nohuman-x33');
    if (url.pathname === '/v1/videos/motion-control')
      return (record, asked) => generate(record, asked, 'nohuman-x39');
    return undefined;
  }

  return {
    answer(asked, record) {
      if (asked.authorization === undefined) return MISSING;
      if (record === undefined) return INVALID;
      const handle = route(asked);
      if (handle === undefined) return error(404, 'not_found', 'No such endpoint.');
      const isPoll = asked.method === 'GET';
      if (!record.permissions.includes(isPoll ? 'read' : 'generate')) return FORBIDDEN;
      if (record.credits <= 0) return NO_CREDITS;
      const isFull = used(record, active) >= CONCURRENT[record.tier];
      const answer = isFull && (pollsCount || !isPoll) ? TOO_MANY : handle(record, asked);
      return { ...answer, headers: { ...tierHeaders(record, active, now()), ...answer.headers } };
    },
  };
}

function used(record: KeyRecord, active: Running): number {
  return record.running + active.count(record.account);
}

function tierHeaders(record: KeyRecord, active: Running, at: number): Record<string, string> {
  const limit = CONCURRENT[record.tier];
  if (limit === Number.POSITIVE_INFINITY) return {};
  const remaining = Math.max(0, limit - used(record, active));
  return limitHeaders({ allowed: true, limit, remaining, reset: at + RETRY_SECONDS * 1000 });
}
