/** The emulated providers against what their documentation says, a row a statement. */
import { request } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { decodeBase58 } from '../../../src/rules/base58.ts';
import { type Emulator, FAULTS, type IssueOptions, type ProviderName, startEmulator } from './emulator.ts';
import { forEachProvider, ruleOf } from './pages.ts';

const NIL = '00000000-0000-0000-0000-000000000000';
/** What a verification asks first. */
const PROBES = forEachProvider((provider) => ruleOf(provider).verify?.probes[0]?.path ?? '');
const SOON = new Date(Date.UTC(2030, 0, 1));

let clock = Date.UTC(2026, 0, 1);
let emulator: Emulator | undefined;

async function start(options: Parameters<typeof startEmulator>[0] = {}): Promise<Emulator> {
  emulator = await startEmulator({ now: () => clock, ...options });
  return emulator;
}

afterEach(async () => {
  await emulator?.close();
  emulator = undefined;
});

interface Got {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  readonly json: unknown;
}

/** One request on a connection of its own; rejects when the connection breaks. */
function ask(url: string, options: { key?: string; method?: string; body?: unknown } = {}): Promise<Got> {
  const headers = options.key === undefined ? {} : { Authorization: `Bearer ${options.key}` };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: options.method ?? 'GET', headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
      });
      response.on('error', reject);
      response.on('end', () => {
        const isJson = response.headers['content-type'] === 'application/json' && text !== '';
        const { statusCode: status = 0, headers } = response;
        resolve({
          status,
          headers,
          text,
          json: isJson && !text.endsWith(':') ? JSON.parse(text) : undefined,
        });
      });
    });
    sent.on('error', reject);
    sent.end(options.body === undefined ? undefined : JSON.stringify(options.body));
  });
}

const nohuman = (code: string, status: number): unknown => ({
  error: { code, message: expect.any(String), status },
});
const flat = (error: string): unknown => ({ error });
const lacks = (permission: string): unknown =>
  flat(`This API key does not have the '${permission}' permission`);

interface Row {
  readonly says: string;
  readonly provider: ProviderName;
  readonly issue?: IssueOptions;
  readonly path?: string;
  readonly method?: string;
  readonly body?: unknown;
  readonly status: number;
  readonly json: unknown;
}

const UNRESOLVED = flat('Unable to resolve user from API key');
const ROWS: readonly Row[] = [
  {
    says: 'a live key, no such generation',
    provider: 'nohuman',
    status: 404,
    json: nohuman('not_found', 404),
  },
  {
    says: 'no credits',
    provider: 'nohuman',
    issue: { credits: 0 },
    status: 402,
    json: nohuman('insufficient_credits', 402),
  },
  {
    says: 'a permission is missing',
    provider: 'nohuman',
    issue: { permissions: ['generate'] },
    status: 403,
    json: nohuman('insufficient_permissions', 403),
  },
  {
    says: 'disabled',
    provider: 'nohuman',
    issue: { disabled: true },
    status: 401,
    json: nohuman('invalid_api_key', 401),
  },
  {
    says: 'expired',
    provider: 'nohuman',
    issue: { expires: new Date(0) },
    status: 401,
    json: nohuman('invalid_api_key', 401),
  },
  {
    says: 'text to video',
    provider: 'nohuman',
    path: '/v1/videos/generate',
    method: 'POST',
    body: { prompt: 'a cat' },
    status: 200,
    json: expect.objectContaining({ model: 'nohuman-x33', status: 'created' }),
  },
  {
    says: 'motion control needs its video',
    provider: 'nohuman',
    path: '/v1/videos/motion-control',
    method: 'POST',
    body: { image_url: 'https://example.org/a.png' },
    status: 400,
    json: nohuman('invalid_request', 400),
  },
  {
    says: 'five at once on the Starter tier',
    provider: 'nohuman',
    issue: { running: 5 },
    path: '/v1/videos/generate',
    method: 'POST',
    body: { prompt: 'a cat' },
    status: 429,
    json: {
      error: {
        code: 'rate_limit_exceeded',
        message: 'Too many concurrent requests. Please retry after 2 seconds.',
        status: 429,
      },
    },
  },
  { says: 'a live key, no such project', provider: 'nouvel', status: 404, json: flat('Project not found') },
  {
    says: 'a key of the first generator',
    provider: 'nouvel',
    issue: { form: 'v1' },
    status: 404,
    json: flat('Project not found'),
  },
  {
    says: 'a key that lives until later',
    provider: 'nouvel',
    issue: { expires: SOON },
    status: 404,
    json: flat('Project not found'),
  },
  { says: 'expired', provider: 'nouvel', issue: { expires: new Date(0) }, status: 401, json: UNRESOLVED },
  { says: 'disabled', provider: 'nouvel', issue: { disabled: true }, status: 401, json: UNRESOLVED },
  {
    says: 'a plan without API access',
    provider: 'nouvel',
    issue: { plan: 'Growth' },
    status: 402,
    json: flat("Your plan doesn't include API access"),
  },
  {
    says: 'projects:read is missing',
    provider: 'nouvel',
    issue: { permissions: ['generate'] },
    status: 403,
    json: lacks('projects:read'),
  },
  {
    says: 'no such job',
    provider: 'nouvel',
    path: `/api/v1/jobs/${NIL}`,
    status: 404,
    json: flat('Job not found'),
  },
  {
    says: 'an id that is no UUID',
    provider: 'nouvel',
    path: '/api/v1/projects/one',
    status: 400,
    json: flat('projectId must be a UUID'),
  },
  {
    says: 'accounts',
    provider: 'nouvel',
    path: '/api/v1/accounts',
    status: 200,
    json: { accounts: [expect.objectContaining({ platform: 'instagram' })] },
  },
  {
    says: 'accounts without analytics:read',
    provider: 'nouvel',
    issue: { permissions: [] },
    path: '/api/v1/accounts',
    status: 403,
    json: lacks('analytics:read'),
  },
  {
    says: 'accounts without an organization',
    provider: 'nouvel',
    issue: { hasOrganization: false },
    path: '/api/v1/accounts',
    status: 404,
    json: flat('No organization found for user'),
  },
  {
    says: 'no such post',
    provider: 'nouvel',
    path: '/api/v1/publish/000000000000000000000000',
    status: 404,
    json: flat('Post not found'),
  },
  {
    says: 'the quota is used up',
    provider: 'nouvel',
    issue: { quota: { used: 30, limit: 30 } },
    path: '/api/v1/generate',
    method: 'POST',
    body: { urls: ['https://shop.example/one'] },
    status: 402,
    json: { error: 'quota_exceeded', reason: expect.any(String), usage: { used: 30, limit: 30 } },
  },
  {
    says: 'no URLs to generate from',
    provider: 'nouvel',
    path: '/api/v1/generate',
    method: 'POST',
    body: {},
    status: 400,
    json: flat('urls must be an array of 1-3 URLs'),
  },
  {
    says: 'not a product',
    provider: 'nouvel',
    path: '/api/v1/generate',
    method: 'POST',
    body: { urls: ['https://example.com/'] },
    status: 422,
    json: { error: 'not_a_product', reason: expect.stringContaining('example.com is not a product page') },
  },
  {
    says: 'generate',
    provider: 'nouvel',
    path: '/api/v1/generate',
    method: 'POST',
    body: { urls: ['https://shop.example/one'] },
    status: 200,
    json: { jobId: expect.any(String), totalProjects: 1, status: 'running' },
  },
  {
    says: 'publish without a project',
    provider: 'nouvel',
    path: '/api/v1/publish',
    method: 'POST',
    body: { projectId: NIL, platforms: ['tiktok'] },
    status: 404,
    json: flat('Project not found'),
  },
  {
    says: 'chat',
    provider: 'nouvel',
    path: '/api/v1/copilot/chat',
    method: 'POST',
    body: { messages: [] },
    status: 200,
    json: { response: expect.any(String), model: expect.any(String) },
  },
];

test.each(ROWS)('$provider: $says → $status', async (row) => {
  const { urls, issue, log } = await start();
  const { key, id } = issue(row.provider, row.issue);
  const path = row.path ?? PROBES[row.provider];
  const got = await ask(urls[row.provider] + path, { key, method: row.method ?? 'GET', body: row.body });
  expect([got.status, got.json]).toEqual([row.status, row.json]);
  expect(log).toEqual([
    expect.objectContaining({ path, status: row.status, key: row.status === 401 ? expect.any(String) : id }),
  ]);
  expect(JSON.stringify(log)).not.toContain(key);
});

test('a missing header, a wrong scheme and an unknown key are refused', async () => {
  const { urls, log } = await start();
  const at = urls.nohuman + PROBES.nohuman;
  expect((await ask(at)).json).toEqual(nohuman('missing_api_key', 401));
  expect((await ask(at, { key: 'nh_unknown' })).json).toEqual(nohuman('invalid_api_key', 401));
  expect((await ask(urls.nouvel + PROBES.nouvel)).json).toEqual(UNRESOLVED);
  expect((await ask(urls.nouvel + PROBES.nouvel, { key: 'nvl_unknown' })).json).toEqual(UNRESOLVED);
  expect(log.map(({ key }) => key)).toEqual(['none', 'unknown', 'none', 'unknown']);
  expect((await ask(`${urls.nouvel}/api/v1/nothing`)).text).toContain('<html>');
});

test("one provider's key is nothing to the other", async () => {
  const { urls, issue } = await start();
  const { key } = issue('nohuman');
  expect((await ask(urls.nouvel + PROBES.nouvel, { key })).status).toBe(401);
});

test('keys have the forms that their issuers make', async () => {
  const { issue } = await start();
  expect(decodeBase58(issue('nouvel').key.slice(4))).toHaveLength(16);
  expect(issue('nouvel', { form: 'v1' }).key).toMatch(/^nvl_3Z[1-9A-HJ-NP-Za-km-z]{22}$/);
  const { key, start: shown } = issue('nohuman');
  expect(key).toMatch(/^nh_[A-Za-z0-9]{32}$/);
  expect(key.startsWith(shown)).toBe(true);
  expect(shown).toHaveLength(7);
});

test('60 requests in any minute for a Nouvel key, none counted for an unknown one', async () => {
  const { urls, issue } = await start();
  const { key } = issue('nouvel');
  const at = urls.nouvel + PROBES.nouvel;
  const first = await ask(at, { key });
  expect(first.headers).toMatchObject({ 'x-ratelimit-limit': '60', 'x-ratelimit-remaining': '59' });
  clock += 20_000;
  for (let i = 0; i < 59; i++) await ask(at, { key });
  clock += 17_500;
  const over = await ask(at, { key });
  expect([over.status, over.headers['retry-after'], over.json]).toEqual([
    429,
    '23',
    {
      error: 'Rate limit exceeded',
      reason: 'You have made too many requests. Please wait before trying again.',
      retryAfter: 23,
    },
  ]);
  clock += 22_500;
  expect((await ask(at, { key })).status).toBe(404);
  expect((await ask(at, { key })).status).toBe(429);
  const unknown = await Promise.all(Array.from({ length: 61 }, () => ask(at, { key: 'nvl_unknown' })));
  expect(new Set(unknown.map(({ status }) => status))).toEqual(new Set([401]));
});

test('the limit that Nohuman states is that of the tier', async () => {
  const { urls, issue } = await start({ pollsCount: true });
  const limits = { Starter: '5', Growth: '10', Pro: '15', Business: '30', Enterprise: undefined } as const;
  for (const [tier, limit] of Object.entries(limits)) {
    const { key } = issue('nohuman', { tier: tier as keyof typeof limits });
    expect((await ask(urls.nohuman + PROBES.nohuman, { key })).headers['x-ratelimit-limit']).toBe(limit);
  }
  const { key } = issue('nohuman', { running: 5 });
  const busy = await ask(urls.nohuman + PROBES.nohuman, { key });
  expect([busy.status, busy.headers['retry-after']]).toEqual([429, '2']);
});

test('a generation runs, then is completed', async () => {
  const { urls, issue } = await start();
  const { key } = issue('nohuman');
  const made = await ask(`${urls.nohuman}/v1/videos/generate`, {
    key,
    method: 'POST',
    body: { prompt: 'a cat' },
  });
  const poll = `${urls.nohuman}${(made.json as { poll_url: string }).poll_url}`;
  expect((await ask(poll, { key })).json).toMatchObject({ status: 'processing' });
  clock += 60_000;
  expect((await ask(poll, { key })).json).toMatchObject({ status: 'completed', result: { format: 'mp4' } });
  expect((await ask(poll, { key: issue('nohuman').key })).status).toBe(404);
});

test('a revoked key is accepted until the revocation has spread; a use is remembered', async () => {
  const { urls, issue, revoke, record, revocations } = await start({ propagation: 30_000 });
  const { key } = issue('nouvel');
  expect(record(key)?.lastUsed).toBeUndefined();
  expect([revoke(key), revoke(key), revoke('nvl_unknown'), revocations(key)]).toEqual([
    true,
    false,
    false,
    1,
  ]);
  expect((await ask(urls.nouvel + PROBES.nouvel, { key })).status).toBe(404);
  expect(record(key)?.lastUsed).toBe(clock);
  clock += 30_000;
  expect((await ask(urls.nouvel + PROBES.nouvel, { key })).status).toBe(401);
});

test('the dashboard shows a key once, lists, deletes and refuses the sixth of an account', async () => {
  const { urls, adminUrl, log } = await start();
  const body = { provider: 'nouvel', account: 'one', expires: '7d', permissions: ['publish'] };
  const made = await ask(`${adminUrl}/keys`, { method: 'POST', body });
  const { key, id } = made.json as { key: string; id: string };
  for (let i = 0; i < 4; i++) await ask(`${adminUrl}/keys`, { method: 'POST', body });
  expect((await ask(`${adminUrl}/keys`, { method: 'POST', body })).status).toBe(409);
  const list = await ask(`${adminUrl}/keys`);
  expect(list.json).toMatchObject({
    keys: [{ id, permissions: ['publish'], expires: clock + 7 * 86_400_000 }, {}, {}, {}, {}],
  });
  expect(list.text).not.toContain(key);
  expect((await ask(`${adminUrl}/keys/${id}`, { method: 'DELETE' })).status).toBe(200);
  expect((await ask(`${adminUrl}/keys/${id}`, { method: 'DELETE' })).status).toBe(404);
  expect((await ask(urls.nouvel + PROBES.nouvel, { key })).status).toBe(401);
  expect((await ask(`${adminUrl}/keys`, { method: 'POST', body })).status).toBe(201);
  expect(JSON.stringify(log)).not.toContain(key);
});

const BEHAVIOURS = [
  ['kills', 200, 401, 1],
  ['says-yes-kills-not', 200, 404, 0],
  ['fails', 500, 404, 0],
  ['refuses', 403, 404, 0],
  ['limited', 429, 404, 0],
  ['redirects', 307, 404, 0],
  ['cuts-after', 'cut', 401, 1],
  ['cuts-before', 'cut', 404, 0],
] as const;

test.each(BEHAVIOURS)('the revoke endpoint %s', async (behaviour, answer, after, count) => {
  const { urls, adminUrl, serviceToken, issue, revokeBehaviour, revocations } = await start();
  const { key } = issue('nouvel');
  revokeBehaviour(behaviour);
  const call = { method: 'POST', key: serviceToken, body: { token: key } };
  const status = await ask(`${adminUrl}/revoke`, call).then(
    (got) => got.status,
    () => 'cut',
  );
  expect(status).toBe(answer);
  expect((await ask(urls.nouvel + PROBES.nouvel, { key })).status).toBe(after);
  expect(revocations(key)).toBe(count);
});

test('the revoke endpoint asks for its token, knows its keys and can take its time', async () => {
  const { urls, adminUrl, serviceToken, issue, revokeBehaviour, revocations } = await start();
  const { key } = issue('nohuman');
  const call = (token: string, bearer?: string): Promise<Got> =>
    ask(`${adminUrl}/revoke`, {
      method: 'POST',
      body: { token },
      ...(bearer === undefined ? {} : { key: bearer }),
    });
  expect((await call(key)).status).toBe(401);
  expect((await call('nh_unknown', serviceToken)).status).toBe(404);
  revokeBehaviour('accepts-late', { delay: 5000 });
  expect((await call(key, serviceToken)).status).toBe(202);
  expect((await ask(urls.nohuman + PROBES.nohuman, { key })).status).toBe(404);
  clock += 5000;
  expect((await ask(urls.nohuman + PROBES.nohuman, { key })).status).toBe(401);
  expect((await call(key, serviceToken)).status).toBe(202);
  expect(revocations(key)).toBe(2);
});

/** Those that never end by themselves are only begun. */
const ENDLESS = ['slow', 'drip', 'bomb'];

test.each(FAULTS.filter((fault) => !ENDLESS.includes(fault)))('fault %s spoils one answer', async (fault) => {
  const emulated = await start();
  const { key } = emulated.issue('nouvel');
  const honest = { status: 404, body: '{"error":"Project not found"}' };
  emulated.fault('nouvel', fault, { after: 1, count: 1, only: 'known' });
  const at = emulated.urls.nouvel + PROBES.nouvel;
  const shown = (got: Got): unknown => ({ status: got.status, body: got.text });
  expect(shown(await ask(at, { key }))).toEqual(honest);
  expect((await ask(at, { key: 'nvl_unknown' })).status).toBe(401);
  const spoiled = await ask(at, { key }).then(
    (got) => ({ ...(shown(got) as object), type: got.headers['content-type'] }),
    () => 'broken',
  );
  expect(spoiled).not.toEqual({ ...honest, type: 'application/json' });
  expect(shown(await ask(at, { key }))).toEqual(honest);
});

test.each(ENDLESS)('fault %s can be left by both sides', async (fault) => {
  const emulated = await start();
  emulated.fault('nohuman', fault as (typeof FAULTS)[number]);
  const asked = request(emulated.urls.nohuman + PROBES.nohuman, { agent: false });
  asked.on('error', () => undefined);
  asked.end();
  while (emulated.log.length === 0) await new Promise((resolve) => setImmediate(resolve));
  asked.destroy();
});

test('its switches work over HTTP too', async () => {
  const { urls, adminUrl } = await start();
  const fault = (name: string | null): Promise<Got> =>
    ask(`${adminUrl}/fault`, { method: 'POST', body: { provider: 'nohuman', fault: name } });
  expect((await fault('nonsense')).status).toBe(400);
  await fault('everybody');
  expect((await ask(urls.nohuman + PROBES.nohuman)).status).toBe(200);
  await fault(null);
  expect((await ask(urls.nohuman + PROBES.nohuman)).status).toBe(401);
  expect((await ask(`${adminUrl}/log`)).json).toMatchObject({ requests: [{}, {}, {}, {}, {}, {}] });
});
