/** Nouvel's API as docs.nouvel.ai describes it (permissions, errors, rate-limits and a page an endpoint). */
import { randomBytes, randomUUID } from 'node:crypto';
import { encodeBase58 } from '../../../../src/rules/base58.ts';
import { type Answer, type Api, type Asked, objectOf, page } from '../answer.ts';
import type { IssueOptions, KeyRecord } from '../keys.ts';
import { type Allowance, limitHeaders, slidingMinute } from '../limits.ts';
import type { Page, PageContext } from '../pages.ts';

const PER_MINUTE = 60;
const CHATS_A_DAY = 100;
const DAY = 86_400_000;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const UNRESOLVED: Answer = { status: 401, body: { error: 'Unable to resolve user from API key' } };
/** The status is documented; the text stands in no page that we could read. */
const NO_PLAN: Answer = { status: 402, body: { error: "Your plan doesn't include API access" } };
const NO_ORGANIZATION: Answer = { status: 404, body: { error: 'No organization found for user' } };
const refuse = (status: number, error: string): Answer => ({ status, body: { error } });

interface Project {
  readonly id: string;
  readonly jobId: string;
  readonly account: string;
  readonly status: string;
}

/** What the endpoints share: the account's things. */
interface State {
  readonly now: () => number;
  readonly projects: Map<string, Project>;
  readonly posts: Map<string, { readonly account: string; readonly platforms: readonly string[] }>;
  readonly chats: Map<string, number>;
}

interface Endpoint {
  readonly method: 'GET' | 'POST';
  /** The last group is the id, if there is one. */
  readonly path: RegExp;
  readonly permission: string;
  /** It works on the user's organization. */
  readonly isOfOrganization?: true;
  answer(state: State, record: KeyRecord, asked: Asked, id: string): Answer;
}

const ENDPOINTS: readonly Endpoint[] = [
  { method: 'POST', path: /^\/api\/v1\/generate$/, permission: 'generate', answer: generate },
  { method: 'GET', path: /^\/api\/v1\/jobs\/([^/]+)$/, permission: 'projects:read', answer: job },
  { method: 'GET', path: /^\/api\/v1\/projects$/, permission: 'projects:read', answer: projects },
  { method: 'GET', path: /^\/api\/v1\/projects\/([^/]+)$/, permission: 'projects:read', answer: project },
  {
    method: 'POST',
    path: /^\/api\/v1\/publish$/,
    permission: 'publish',
    isOfOrganization: true,
    answer: publish,
  },
  {
    method: 'GET',
    path: /^\/api\/v1\/publish\/([^/]+)$/,
    permission: 'publish',
    isOfOrganization: true,
    answer: post,
  },
  {
    method: 'GET',
    path: /^\/api\/v1\/accounts$/,
    permission: 'analytics:read',
    isOfOrganization: true,
    answer: () => ({ status: 200, body: { accounts: [ACCOUNT] } }),
  },
  {
    method: 'GET',
    path: /^\/api\/v1\/analytics(?:\/daily|\/followers)?$/,
    permission: 'analytics:read',
    isOfOrganization: true,
    answer: () => ({ status: 200, body: { posts: [], pagination: pagination(0), overview: {} } }),
  },
  { method: 'POST', path: /^\/api\/v1\/copilot\/chat$/, permission: 'copilot:chat', answer: chat },
];

/** Personal data that a verification must not keep: tests look for the handle. */
export const ACCOUNT = {
  id: 'acc_1',
  platform: 'instagram',
  username: 'a-customers-handle',
  displayName: 'A Customer',
  avatarUrl: 'https://cdn.nouvel.example/1.png',
  followersCount: 4711,
} as const;

export const PAGE: Page = {
  permissions: ['generate', 'projects:read', 'publish', 'analytics:read', 'copilot:chat'],
  mostKeys: 5,
  newBody,
  api,
  refusal: UNRESOLVED,
  errorBody: (_status, code) => ({ error: code }),
  limitedBody: (retryAfter) => ({
    error: 'Rate limit exceeded',
    reason: 'You have made too many requests.',
    retryAfter,
  }),
  example: { issue: { permissions: ['projects:read'], expires: '30d' }, path: '/api/v1/projects' },
};

/** Unkey's two generators. */
function newBody({ form }: IssueOptions): string {
  const random = randomBytes(16);
  return encodeBase58(form === 'v1' ? Buffer.concat([Buffer.of(1, random.length), random]) : random);
}

/** Unkey's order: is there such a key, its permissions, its limit; then Nouvel's own checks. */
function api({ now }: PageContext): Api {
  const minute = slidingMinute(PER_MINUTE, now);
  const state: State = { now, projects: new Map(), posts: new Map(), chats: new Map() };
  return {
    answer(asked, record) {
      const endpoint = ENDPOINTS.find(
        ({ method, path }) => method === asked.method && path.test(asked.url.pathname),
      );
      // A path without a route is the web site's own page, whoever asks.
      if (endpoint === undefined) return { status: 404, body: page('404: This page could not be found') };
      if (record === undefined) return UNRESOLVED;
      if (!record.permissions.includes(endpoint.permission))
        return refuse(403, `This API key does not have the '${endpoint.permission}' permission`);
      const allowance = minute.take(record.id);
      const answer = allowance.allowed ? checked(endpoint, state, record, asked) : tooMany(allowance, now());
      return { ...answer, headers: { ...limitHeaders(allowance), ...answer.headers } };
    },
  };
}

function checked(endpoint: Endpoint, state: State, record: KeyRecord, asked: Asked): Answer {
  if (record.plan === 'Starter' || record.plan === 'Growth') return NO_PLAN;
  if (endpoint.isOfOrganization === true && !record.hasOrganization) return NO_ORGANIZATION;
  const id = endpoint.path.exec(asked.url.pathname)?.[1] ?? '';
  return endpoint.answer(state, record, asked, id);
}

function tooMany({ reset }: Allowance, at: number): Answer {
  const retryAfter = Math.max(1, Math.ceil((reset - at) / 1000));
  return {
    status: 429,
    headers: { 'Retry-After': String(retryAfter) },
    body: {
      error: 'Rate limit exceeded',
      reason: 'You have made too many requests. Please wait before trying again.',
      retryAfter,
    },
  };
}

function generate({ projects }: State, record: KeyRecord, { body }: Asked): Answer {
  const { quota, account } = record;
  if (quota.used >= quota.limit) return overQuota(quota);
  const urls = objectOf(body)?.['urls'];
  if (!Array.isArray(urls) || urls.length < 1 || urls.length > 3)
    return refuse(400, 'urls must be an array of 1-3 URLs');
  const plain = urls.some((url) => /^https?:\/\/example\.com(?:\/|$)/.test(String(url)));
  if (plain)
    return {
      status: 422,
      body: {
        error: 'not_a_product',
        reason: 'example.com is not a product page. Use the page of one product.',
      },
    };
  const jobId = randomUUID();
  for (const _ of urls) {
    const id = randomUUID();
    projects.set(id, { id, jobId, account, status: 'running' });
    quota.used++;
  }
  return { status: 200, body: { jobId, totalProjects: urls.length, status: 'running' } };
}

function overQuota({ used, limit }: KeyRecord['quota']): Answer {
  const reason = `You've used all ${limit} videos in your plan. Add credits ($8/video) or upgrade your plan.`;
  return { status: 402, body: { error: 'quota_exceeded', reason, usage: { used, limit } } };
}

function job({ projects }: State, { account }: KeyRecord, _asked: Asked, jobId: string): Answer {
  const own = [...projects.values()].filter((one) => one.jobId === jobId && one.account === account);
  if (own.length === 0) return refuse(404, 'Job not found');
  const body = { jobId, status: 'running', overallProgress: 0, stage: 'script', totalProjects: own.length };
  return { status: 200, body: { ...body, projects: own.map(({ id, status }) => ({ id, status })) } };
}

function projects(state: State, { account }: KeyRecord): Answer {
  const own = [...state.projects.values()].filter((one) => one.account === account);
  const rows = own.map(({ id, status }) => ({ id, status, title: 'A product' }));
  return { status: 200, body: { projects: rows, pagination: pagination(own.length) } };
}

function project({ projects }: State, { account }: KeyRecord, _asked: Asked, id: string): Answer {
  if (!UUID.test(id)) return refuse(400, 'projectId must be a UUID');
  const found = projects.get(id);
  if (found === undefined) return refuse(404, 'Project not found');
  // Documented as 403 for "another user's resources", without a text.
  if (found.account !== account) return refuse(403, 'You do not have access to this project');
  return { status: 200, body: { project: { id, status: found.status, title: 'A product' }, scenes: [] } };
}

function publish({ projects, posts }: State, { account }: KeyRecord, { body }: Asked): Answer {
  const { projectId, platforms } = objectOf(body) ?? {};
  if (typeof projectId !== 'string' || !Array.isArray(platforms) || platforms.length === 0)
    return refuse(400, 'projectId and platforms are required');
  if (projects.get(projectId)?.account !== account) return refuse(404, 'Project not found');
  const postId = randomBytes(12).toString('hex');
  posts.set(postId, { account, platforms: platforms.map(String) });
  return { status: 200, body: { postId, status: 'pending', platforms } };
}

function post({ posts }: State, { account }: KeyRecord, _asked: Asked, postId: string): Answer {
  const found = posts.get(postId);
  if (found === undefined || found.account !== account) return refuse(404, 'Post not found');
  const platforms = found.platforms.map((platform) => ({ platform, status: 'pending' }));
  return { status: 200, body: { postId, status: 'pending', platforms } };
}

function chat({ chats, now }: State, { account }: KeyRecord, { body }: Asked): Answer {
  if (!Array.isArray(objectOf(body)?.['messages'])) return refuse(400, 'messages must be an array');
  const day = Math.floor(now() / DAY);
  const today = `${account} ${day}`;
  const used = chats.get(today) ?? 0;
  if (used >= CHATS_A_DAY) {
    const resetAt = new Date((day + 1) * DAY).toISOString();
    return { status: 429, body: { error: 'Daily message limit reached', resetAt } };
  }
  chats.set(today, used + 1);
  return { status: 200, body: { response: 'Hello.', model: 'copilot' } };
}

function pagination(total: number): Record<string, unknown> {
  return { page: 1, limit: 20, total, totalPages: Math.ceil(total / 20), hasMore: false };
}
