/**
 * GitHub on loopback: the REST interface below `/api/v3`, as an enterprise server has it, and git's smart HTTP
 * everywhere else. Both read the same real repositories. Every call is logged.
 */
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Answer, NOT_FOUND, ROUTES } from './routes.ts';
import { serveGit } from './smart-http.ts';
import type { EmulatedRepository, EmulatedState, EmulatedToken } from './state.ts';

const API = '/api/v3';

export interface EmulatedGitHub extends EmulatedState {
  readonly serverUrl: string;
  readonly apiUrl: string;
  /** Makes an empty repository. */
  createRepository(
    owner: string,
    name: string,
    visibility?: EmulatedRepository['visibility'],
  ): EmulatedRepository;
  close(): Promise<void>;
}

/** Starts it on a free port. Two tokens are there: `write-token` and `read-token`, both of the actions bot. */
export async function startGitHub(): Promise<EmulatedGitHub> {
  const root = mkdtempSync(join(tmpdir(), 'leakward-github-'));
  const state: EmulatedState = {
    repositories: new Map(),
    tokens: new Map([
      ['write-token', { login: 'github-actions[bot]', mayWrite: true }],
      ['read-token', { login: 'github-actions[bot]', mayWrite: false }],
    ]),
    faults: [],
    log: [],
    remaining: 5000,
    reset: 0,
  };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    if (url.pathname.startsWith(API)) void serveRest(state, request, response, url);
    else serveGit(state, root, request, response, url);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const serverUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(state, {
    serverUrl,
    apiUrl: serverUrl + API,
    createRepository(owner: string, name: string, visibility: EmulatedRepository['visibility'] = 'private') {
      const repository = createRepository(join(root, owner, `${name}.git`), owner, name, visibility);
      state.repositories.set(`${owner}/${name}`, repository);
      return repository;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(root, { recursive: true, force: true });
    },
  });
}

let lastId = 100;

function createRepository(
  directory: string,
  owner: string,
  name: string,
  visibility: EmulatedRepository['visibility'],
): EmulatedRepository {
  mkdirSync(directory, { recursive: true });
  execFileSync('git', ['init', '-q', '--bare', '-b', 'main', directory]);
  // As GitHub has it: any object of the network is handed out by its id, and filters are obeyed.
  const settings =
    '[uploadpack]\n\tallowFilter = true\n\tallowAnySHA1InWant = true\n[receive]\n\tautogc = false\n';
  appendFileSync(join(directory, 'config'), settings);
  return {
    id: lastId++,
    owner,
    name,
    visibility,
    defaultBranch: 'main',
    directory,
    pulls: new Map(),
    reviews: new Map(),
    comments: new Map(),
    issueEvents: new Map(),
    issues: new Map(),
    permissions: new Map(),
    sarifs: [],
    checks: [],
    activities: [],
  };
}

async function serveRest(
  state: EmulatedState,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString();
  const method = request.method ?? 'GET';
  const path = url.pathname.slice(API.length);
  const token = /^(?:token|bearer) (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const entry = { method, path: path + url.search, body, token, status: 200 };
  state.log.push(entry);
  const send = (status: number, answer: unknown, headers: Readonly<Record<string, string>> = {}): void => {
    entry.status = status;
    const limits = {
      'x-ratelimit-limit': '5000',
      'x-ratelimit-remaining': String(state.remaining),
      'x-ratelimit-reset': String(state.reset),
    };
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...limits, ...headers });
    response.end(JSON.stringify(answer));
  };
  for (const fault of state.faults) {
    const answer = fault({ method, path });
    if (answer !== undefined) return send(answer.status, answer.body, answer.headers);
  }
  if (state.remaining <= 0 && state.reset * 1000 > Date.now())
    return send(403, { message: 'API rate limit exceeded for installation ID 1.', documentation_url: '' });
  state.remaining = state.remaining <= 0 ? 5000 : state.remaining - 1;
  if (token !== undefined && !state.tokens.has(token))
    return send(401, { message: 'Bad credentials', status: '401' });
  const answer = answerTo(state, method, path, url, token, body);
  if (!('list' in answer)) return send(answer.status ?? 200, answer.body);
  const { items, link } = pageOf(answer.list, url);
  send(200, items, link === undefined ? {} : { link });
}

/** An app's token is nobody's. */
function userOf({ login }: EmulatedToken): Answer {
  return login.endsWith('[bot]') ? NOT_ACCESSIBLE : { body: { login, type: 'User' } };
}

const NOT_ACCESSIBLE: Answer = {
  status: 403,
  body: { message: 'Resource not accessible by integration', documentation_url: '', status: '403' },
};

function answerTo(
  state: EmulatedState,
  method: string,
  path: string,
  url: URL,
  token: string | undefined,
  body: string,
): Answer {
  const [, owner = '', name = '', rest = ''] = /^\/repos\/([^/]+)\/([^/]+)(.*)$/.exec(path) ?? [];
  const repository = state.repositories.get(`${owner}/${name}`);
  const who = token === undefined ? undefined : state.tokens.get(token);
  if (path === '/user' && who !== undefined) return userOf(who);
  if (repository === undefined || (repository.visibility !== 'public' && who === undefined)) return NOT_FOUND;
  for (const route of ROUTES) {
    const params = route.method === method ? route.path.exec(rest) : null;
    if (params === null) continue;
    if (route.writes === true && who?.mayWrite !== true) return NOT_ACCESSIBLE;
    return route.answer({
      repository,
      token: who,
      params: params.slice(1),
      query: url.searchParams,
      body: body === '' ? {} : (JSON.parse(body) as Record<string, unknown>),
    });
  }
  return NOT_FOUND;
}

/** 30 a page unless asked otherwise, 100 at most; the way to the others in a `link` header. */
function pageOf(list: readonly unknown[], url: URL): { items: readonly unknown[]; link: string | undefined } {
  const perPage = Math.min(Number(url.searchParams.get('per_page') ?? 30), 100);
  const page = Number(url.searchParams.get('page') ?? 1);
  const last = Math.max(1, Math.ceil(list.length / perPage));
  const at = (number: number): string => {
    const other = new URL(url);
    other.searchParams.set('page', String(number));
    return other.href;
  };
  const links = page < last ? [`<${at(page + 1)}>; rel="next"`, `<${at(last)}>; rel="last"`] : [];
  const items = list.slice((page - 1) * perPage, page * perPage);
  return { items, link: links.length === 0 ? undefined : links.join(', ') };
}
