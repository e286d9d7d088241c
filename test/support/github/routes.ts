/** The REST interface, one entry a route: docs.github.com/rest, API version 2022-11-28. */
import { gunzipSync } from 'node:zlib';
import { commitOf, compare, filesOf, gitIn, idOf } from './git-data.ts';
import type {
  EmulatedComment,
  EmulatedIssue,
  EmulatedPull,
  EmulatedRepository,
  EmulatedToken,
} from './state.ts';

export interface Call {
  readonly repository: EmulatedRepository;
  readonly token: EmulatedToken | undefined;
  readonly params: readonly string[];
  readonly query: URLSearchParams;
  readonly body: Record<string, unknown>;
}

/** A list is cut into pages by the server. */
export type Answer =
  | { readonly status?: number; readonly body: unknown }
  | { readonly list: readonly unknown[] };

interface Route {
  readonly method: string;
  /** Behind `/repos/{owner}/{repo}`. */
  readonly path: RegExp;
  readonly writes?: true;
  readonly answer: (call: Call) => Answer;
}

export const NOT_FOUND: Answer = { status: 404, body: { message: 'Not Found', status: '404' } };

function invalid(message: string): Answer {
  return { status: 422, body: { message: `Validation Failed: ${message}`, errors: [], status: '422' } };
}

export const ROUTES: readonly Route[] = [
  { method: 'GET', path: /^$/, answer: ({ repository }) => ({ body: repositoryOf(repository) }) },
  { method: 'GET', path: /^\/contents\/(.+)$/, answer: contents },
  { method: 'GET', path: /^\/git\/blobs\/([0-9a-f]+)$/, answer: blob },
  { method: 'GET', path: /^\/git\/commits\/([0-9a-f]+)$/, answer: gitCommit },
  { method: 'GET', path: /^\/git\/ref\/(.+)$/, answer: gitRef },
  { method: 'GET', path: /^\/git\/tags\/([0-9a-f]+)$/, answer: gitTag },
  { method: 'GET', path: /^\/compare\/(.+)\.\.\.(.+)$/, answer: comparison },
  { method: 'GET', path: /^\/pulls$/, answer: listPulls },
  {
    method: 'GET',
    path: /^\/pulls\/(\d+)$/,
    answer: (call) => ofPull(call, (pull) => ({ body: pullOf(call.repository, pull) })),
  },
  {
    method: 'GET',
    path: /^\/pulls\/(\d+)\/files$/,
    answer: (call) => ofPull(call, (pull) => ({ list: pullFiles(call.repository, pull) })),
  },
  {
    method: 'GET',
    path: /^\/pulls\/(\d+)\/commits$/,
    answer: (call) => ofPull(call, (pull) => ({ list: pullCommits(call.repository, pull) })),
  },
  { method: 'GET', path: /^\/pulls\/(\d+)\/reviews$/, answer: reviews },
  { method: 'GET', path: /^\/issues\/(\d+)\/comments$/, answer: comments },
  { method: 'POST', path: /^\/issues\/(\d+)\/comments$/, writes: true, answer: createComment },
  { method: 'PATCH', path: /^\/issues\/comments\/(\d+)$/, writes: true, answer: updateComment },
  { method: 'GET', path: /^\/issues\/(\d+)\/events$/, answer: issueEvents },
  {
    method: 'GET',
    path: /^\/issues\/(\d+)\/labels$/,
    answer: (call) => ofPull(call, ({ labels }) => ({ list: labels.map((name) => ({ name })) })),
  },
  {
    method: 'GET',
    path: /^\/issues$/,
    answer: ({ repository }) => ({
      list: [...repository.issues.values()].map((issue) => issueOf(repository, issue)),
    }),
  },
  { method: 'POST', path: /^\/issues$/, writes: true, answer: createIssue },
  { method: 'GET', path: /^\/collaborators\/([^/]+)\/permission$/, answer: permission },
  { method: 'GET', path: /^\/activity$/, answer: activity },
  { method: 'POST', path: /^\/check-runs$/, writes: true, answer: createCheck },
  { method: 'POST', path: /^\/code-scanning\/sarifs$/, writes: true, answer: uploadSarif },
];

function repositoryOf({ id, owner, name, visibility, defaultBranch }: EmulatedRepository) {
  return {
    id,
    name,
    full_name: `${owner}/${name}`,
    owner: { login: owner },
    private: visibility !== 'public',
    visibility,
    has_issues: true,
    archived: false,
    default_branch: defaultBranch,
  };
}

function contents({ repository, params: [path = ''], query }: Call): Answer {
  const ref = query.get('ref') ?? repository.defaultBranch;
  const name = decodeURIComponent(path);
  const oid = idOf(repository.directory, `${ref}:${name}`);
  if (oid === undefined) return NOT_FOUND;
  const content = Buffer.from(gitIn(repository.directory, 'cat-file', 'blob', oid)).toString('base64');
  return { body: { type: 'file', encoding: 'base64', path: name, sha: oid, content } };
}

function blob({ repository, params: [oid = ''] }: Call): Answer {
  if (idOf(repository.directory, oid) === undefined) return NOT_FOUND;
  const content = Buffer.from(gitIn(repository.directory, 'cat-file', 'blob', oid)).toString('base64');
  return { body: { sha: oid, encoding: 'base64', content } };
}

function gitCommit({ repository, params: [oid = ''] }: Call): Answer {
  return idOf(repository.directory, oid) === undefined
    ? NOT_FOUND
    : { body: commitOf(repository.directory, oid) };
}

function gitRef({ repository: { directory }, params: [name = ''] }: Call): Answer {
  const ref = `refs/${decodeURIComponent(name)}`;
  if (idOf(directory, ref) === undefined) return NOT_FOUND;
  const sha = gitIn(directory, 'rev-parse', ref);
  return { body: { ref, object: { sha, type: gitIn(directory, 'cat-file', '-t', sha) } } };
}

function gitTag({ repository: { directory }, params: [oid = ''] }: Call): Answer {
  if (idOf(directory, oid) === undefined) return NOT_FOUND;
  const [, sha, type, tag] =
    /^object (\S+)\ntype (\S+)\ntag (.+)$/m.exec(gitIn(directory, 'cat-file', 'tag', oid)) ?? [];
  return { body: { sha: oid, tag, object: { sha, type } } };
}

function comparison({ repository, params: [from = '', to = ''], query }: Call): Answer {
  const { directory } = repository;
  const [base, head] = [idOf(directory, decodeURIComponent(from)), idOf(directory, decodeURIComponent(to))];
  if (base === undefined || head === undefined) return NOT_FOUND;
  try {
    return {
      body: compare(
        directory,
        base,
        head,
        Number(query.get('page') ?? 1),
        Number(query.get('per_page') ?? 250),
      ),
    };
  } catch {
    return { status: 404, body: { message: `No common ancestor between ${from} and ${to}.`, status: '404' } };
  }
}

function pullOf(repository: EmulatedRepository, pull: EmulatedPull) {
  const commits = gitIn(repository.directory, 'rev-list', '--count', `${pull.base.sha}..${pull.head.sha}`);
  return {
    number: pull.number,
    state: pull.state,
    user: { login: pull.author, type: 'User' },
    labels: pull.labels.map((name) => ({ name })),
    updated_at: pull.updatedAt,
    commits: Number(commits),
    base: { ...pull.base, repo: repositoryOf(repository) },
    head: {
      ...pull.head,
      repo: pull.headRepo === null ? null : { id: pull.headRepo.id, owner: { login: pull.headRepo.owner } },
      user: { login: pull.headRepo?.owner ?? 'ghost' },
    },
  };
}

function ofPull({ repository, params: [number] }: Call, answer: (pull: EmulatedPull) => Answer): Answer {
  const pull = repository.pulls.get(Number(number));
  return pull === undefined ? NOT_FOUND : answer(pull);
}

function listPulls({ repository, query }: Call): Answer {
  const head = query.get('head');
  const state = query.get('state') ?? 'open';
  const found = [...repository.pulls.values()].filter(
    (pull) =>
      (state === 'all' || pull.state === state) &&
      (head === null || head === `${pull.headRepo?.owner ?? ''}:${pull.head.ref}`),
  );
  return { list: found.map((pull) => pullOf(repository, pull)) };
}

/** At most 3,000 files, as GitHub does it. */
function pullFiles({ directory }: EmulatedRepository, { base, head }: EmulatedPull): unknown[] {
  return filesOf(directory, gitIn(directory, 'merge-base', base.sha, head.sha), head.sha).slice(0, 3000);
}

/** At most 250 commits. */
function pullCommits({ directory }: EmulatedRepository, { base, head }: EmulatedPull): unknown[] {
  const oids = gitIn(directory, 'rev-list', '--reverse', `${base.sha}..${head.sha}`).split('\n');
  return oids.slice(0, 250).map((sha) => ({ sha, commit: commitOf(directory, sha) }));
}

function reviews({ repository, params: [number] }: Call): Answer {
  const all = repository.reviews.get(Number(number)) ?? [];
  return {
    list: all.map(({ user, state, commitId }, i) => ({
      id: i + 1,
      user: { login: user },
      state,
      commit_id: commitId,
    })),
  };
}

function commentOf({ id, user, body }: EmulatedComment) {
  return { id, body, user: { login: user, type: user.endsWith('[bot]') ? 'Bot' : 'User' } };
}

function comments({ repository, params: [number] }: Call): Answer {
  return { list: (repository.comments.get(Number(number)) ?? []).map(commentOf) };
}

function createComment({ repository, token, params: [number], body }: Call): Answer {
  const text = String(body['body'] ?? '');
  if (text === '' || text.length > 65_536) return invalid('body is too long (maximum is 65536 characters)');
  const all = repository.comments.get(Number(number)) ?? [];
  const id = 1000 + [...repository.comments.values()].reduce((sum, { length }) => sum + length, 0);
  const comment = { id, user: token?.login ?? '', body: text };
  repository.comments.set(Number(number), [...all, comment]);
  return { status: 201, body: commentOf(comment) };
}

function updateComment({ repository, params: [id], body }: Call): Answer {
  const found = [...repository.comments.values()].flat().find((comment) => comment.id === Number(id));
  if (found === undefined) return NOT_FOUND;
  found.body = String(body['body'] ?? '');
  return { body: commentOf(found) };
}

function issueEvents({ repository, params: [number] }: Call): Answer {
  const all = repository.issueEvents.get(Number(number)) ?? [];
  return {
    list: all.map(({ event, actor, label, createdAt }, i) => ({
      id: i + 1,
      event,
      actor: { login: actor },
      ...(label !== undefined && { label: { name: label, color: '000000' } }),
      created_at: createdAt,
    })),
  };
}

function createIssue({ repository, body }: Call): Answer {
  const title = String(body['title'] ?? '');
  if (title === '') return invalid('title is missing');
  const number = 1 + Math.max(0, ...repository.issues.keys(), ...repository.pulls.keys());
  const labels = Array.isArray(body['labels']) ? body['labels'].map(String) : [];
  const issue = { number, title, body: String(body['body'] ?? ''), labels, state: 'open' as const };
  repository.issues.set(number, issue);
  return { status: 201, body: issueOf(repository, issue) };
}

function issueOf({ owner, name }: EmulatedRepository, issue: EmulatedIssue) {
  return { ...issue, html_url: `https://github.example/${owner}/${name}/issues/${issue.number}` };
}

function permission({ repository, params: [login = ''] }: Call): Answer {
  const found = repository.permissions.get(decodeURIComponent(login)) ?? 'none';
  if (decodeURIComponent(login).endsWith('[bot]'))
    return { status: 404, body: { message: `${decodeURIComponent(login)} is not a user` } };
  return { body: { permission: found, role_name: found, user: { login } } };
}

function activity({ repository, query }: Call): Answer {
  const ref = query.get('ref');
  return { list: repository.activities.filter((one) => ref === null || one.ref === ref) };
}

function createCheck({ repository, body }: Call): Answer {
  repository.checks.push({ name: String(body['name']), body });
  return { status: 201, body: { id: repository.checks.length } };
}

/** 10 MB at most, gzipped and base64-encoded. */
function uploadSarif({ repository, body }: Call): Answer {
  const { commit_sha: commit, ref, sarif } = body as Record<string, string>;
  if (!/^refs\/(?:heads|tags)\/.+$|^refs\/pull\/\d+\/(?:merge|head)$/.test(ref ?? '')) return invalid('ref');
  if (!/^[0-9a-f]{40}$/.test(commit ?? '')) return invalid('commit_sha');
  const bytes = Buffer.from(sarif ?? '', 'base64');
  if (bytes.length > 10 << 20) return { status: 413, body: { message: 'Payload Too Large' } };
  repository.sarifs.push({ commit: commit ?? '', ref: ref ?? '', text: gunzipSync(bytes).toString() });
  return { status: 202, body: { id: String(repository.sarifs.length), url: '' } };
}
