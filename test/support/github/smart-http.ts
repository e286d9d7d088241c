/** git's own server program, behind basic authentication. */
import { spawn } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { EmulatedState } from './state.ts';

/** Answers `/{owner}/{repo}[.git]/…`. @param root holds `owner/repo.git` */
export function serveGit(
  state: EmulatedState,
  root: string,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): void {
  const [, owner = '', name = '', rest = ''] =
    /^\/([^/]+)\/([^/]+?)(?:\.git)?(\/.*)$/.exec(url.pathname) ?? [];
  const repository = state.repositories.get(`${owner}/${name}`);
  const token = tokenOf(request);
  const isKnown = token !== undefined && state.tokens.has(token);
  const entry = {
    method: request.method ?? '',
    path: url.pathname + url.search,
    body: '',
    token,
    status: 200,
  };
  state.log.push(entry);
  // GitHub asks for a password rather than tell that a private repository is there.
  if (
    repository === undefined ||
    (repository.visibility !== 'public' && !isKnown) ||
    (token !== undefined && !isKnown)
  ) {
    entry.status = 401;
    response.writeHead(401, { 'www-authenticate': 'Basic realm="GitHub"' }).end();
    return;
  }
  const encoding = request.headers['content-encoding'];
  const child = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env['PATH'],
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      REQUEST_METHOD: request.method,
      PATH_INFO: `/${owner}/${name}.git${rest}`,
      QUERY_STRING: url.search.slice(1),
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      ...(encoding === undefined ? {} : { HTTP_CONTENT_ENCODING: encoding }),
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      REMOTE_USER: 'x-access-token',
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  request.pipe(child.stdin).on('error', () => undefined);
  let head: Buffer | undefined = Buffer.alloc(0);
  child.stdout.on('data', (chunk: Buffer) => {
    if (head === undefined) {
      response.write(chunk);
      return;
    }
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return;
    const lines = head.subarray(0, end).toString('latin1').split('\r\n');
    const headers = lines.map(
      (line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()] as const,
    );
    entry.status = Number(headers.find(([key]) => key === 'Status')?.[1].slice(0, 3) ?? 200);
    response.writeHead(entry.status, Object.fromEntries(headers.filter(([key]) => key !== 'Status')));
    response.write(head.subarray(end + 4));
    head = undefined;
  });
  child.stdout.on('end', () => response.end());
}

/** Of `x-access-token:TOKEN`, as actions/checkout sends it. */
function tokenOf(request: IncomingMessage): string | undefined {
  const basic = /^basic (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  return basic === undefined
    ? undefined
    : Buffer.from(basic, 'base64')
        .toString()
        .replace(/^[^:]*:/, '');
}
