import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type LookupFunction } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { mayReach } from '../../src/http/address.ts';
import { parseBase } from '../../src/http/base.ts';
import { createDoor, type DoorOptions } from '../../src/http/door.ts';
import { type HttpRequest, type Reach, target } from '../../src/http/message.ts';
import { directoryOf } from '../support/run.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<URL> {
  return await listen(createServer(listener), 'http');
}

async function listen(server: Server, scheme: string): Promise<URL> {
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return new URL(`${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}/path`);
}

const NEVER = new AbortController().signal;

async function ask(url: URL, given: Partial<HttpRequest> = {}, options: Partial<DoorOptions> = {}) {
  const door = createDoor({ env: {}, patience: 300, ...options });
  const headers = { authorization: 'Bearer secret' };
  const outcome = await door.send({ method: 'GET', url, reach: 'loopback', headers, ...given }, NEVER);
  await door.close();
  return outcome;
}

test('an answer comes with its status, headers and body', async () => {
  const url = await serve((request, response) => {
    response.setHeader('X-Seen', request.headers.authorization ?? '');
    response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":"x"}');
  });
  const outcome = await ask(url);
  expect(outcome).toMatchObject({ kind: 'answer', status: 404, body: '{"error":"x"}' });
  expect(outcome.kind === 'answer' && outcome.headers['x-seen']).toBe('Bearer secret');
});

test('a redirect is an answer, and the key goes nowhere else', async () => {
  let reached = false;
  const other = await serve((_, response) => {
    reached = true;
    response.end();
  });
  const url = await serve((_, response) => response.writeHead(302, { location: other.href }).end());
  expect(await ask(url)).toMatchObject({ kind: 'answer', status: 302 });
  expect(reached).toBe(false);
});

describe('failures', () => {
  test('a body that comes a byte at a time runs out of patience', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(timer));
    });
    expect(await ask(url)).toEqual({ kind: 'failure', cause: 'timeout', wasSent: true });
  });

  test('a body that is larger than asked for is not received', async () => {
    let written = 0;
    const url = await serve((_, response) => {
      response.writeHead(200);
      const more = (): void => {
        written += 65_536;
        if (written < 10 << 20 && response.write(Buffer.alloc(65_536))) setImmediate(more);
        else response.once('drain', more);
      };
      more();
    });
    expect(await ask(url)).toEqual({ kind: 'failure', cause: 'too-large', wasSent: true });
    expect(written).toBeLessThan(10 << 20);
  });

  test('a compressed body is not unpacked', async () => {
    const url = await serve((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(1 << 20))),
    );
    expect(await ask(url)).toEqual({ kind: 'failure', cause: 'encoded', wasSent: true });
  });

  test('headers without end are not read on', async () => {
    const url = await serve((_, response) => response.writeHead(200, { x: 'x'.repeat(1 << 20) }).end());
    expect(await ask(url)).toEqual({ kind: 'failure', cause: 'too-large', wasSent: true });
  });

  test('a connection that breaks within the body may have done its work', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('half', () => response.destroy());
    });
    expect(await ask(url)).toEqual({ kind: 'failure', cause: 'cut', wasSent: true });
  });

  test('a connection that breaks before a byte may have done its work', async () => {
    const url = await serve((_, response) => void response.socket?.resetAndDestroy());
    expect(await ask(url)).toEqual({ kind: 'failure', cause: 'cut', wasSent: true });
  });

  test('nobody listens', async () => {
    expect(await ask(new URL('http://127.0.0.1:9/'))).toEqual({
      kind: 'failure',
      cause: 'connect',
      wasSent: false,
    });
  });

  test('a name that does not exist', async () => {
    const lookup: LookupFunction = (_, __, answer) =>
      answer(Object.assign(new Error(), { code: 'ENOTFOUND' }), '');
    const outcome = await ask(new URL('https://gone.example/'), { reach: 'public' }, { lookup });
    expect(outcome).toEqual({ kind: 'failure', cause: 'dns', wasSent: false });
  });

  test.each([
    ['', undefined],
    [', whatever the environment says of it', '0'],
  ])('a certificate that nobody signed%s', async (_, checks) => {
    if (checks !== undefined) vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', checks);
    onTestFinished(() => void vi.unstubAllEnvs());
    const directory = directoryOf();
    const [key, cert] = [join(directory, 'key.pem'), join(directory, 'cert.pem')];
    const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=localhost'];
    execFileSync('openssl', [...args, '-keyout', key, '-out', cert], { stdio: 'ignore' });
    let reached = false;
    const server = createTlsServer({ key: readFileSync(key), cert: readFileSync(cert) }, () => {
      reached = true;
    });
    const url = await listen(server, 'https');
    expect(await ask(url, {}, { patience: 2000 })).toEqual({ kind: 'failure', cause: 'tls', wasSent: false });
    expect(reached).toBe(false);
  });

  test('more requests than a run may make', async () => {
    const url = await serve((_, response) => response.end());
    const door = createDoor({ env: {}, most: 2 });
    const request: HttpRequest = { method: 'GET', url, reach: 'loopback', headers: {} };
    const kinds = [];
    for (let i = 0; i < 3; i++) kinds.push((await door.send(request, NEVER)).kind);
    await door.close();
    expect(kinds).toEqual(['answer', 'answer', 'failure']);
  });

  test('an aborted request throws the reason of its signal', async () => {
    const url = await serve(() => undefined);
    const abort = new AbortController();
    const door = createDoor({ env: {} });
    const sent = door.send({ method: 'GET', url, reach: 'loopback', headers: {} }, abort.signal);
    abort.abort(new Error('enough'));
    await expect(sent).rejects.toThrow('enough');
    await door.close();
  });
});

describe('addresses', () => {
  const KINDS: readonly (readonly [address: string, ...reaches: Reach[]])[] = [
    ['93.184.216.34', 'public', 'private'],
    ['2606:2800:220:1:248:1893:25c8:1946', 'public', 'private'],
    ['10.0.0.1', 'private'],
    ['172.16.5.4', 'private'],
    ['192.168.1.1', 'private'],
    ['100.64.0.1', 'private'],
    ['fd12::1', 'private'],
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'loopback'],
    ['::1', 'loopback'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['::ffff:10.0.0.1', 'private'],
    ['169.254.169.254'],
    ['::ffff:169.254.169.254'],
    ['fd00:ec2::254'],
    ['fe80::1'],
    ['100.100.100.200'],
    ['0.0.0.0'],
    ['::'],
    ['224.0.0.1'],
    ['255.255.255.255'],
    ['64:ff9b::7f00:1'],
    ['2002:7f00:1::'],
    ['::a9fe:a9fe'],
    ['::127.0.0.1'],
    ['::ffff:0:a9fe:a9fe'],
    ['2001:0:a9fe:a9fe::1'],
    ['3fff::1'],
    ['5f00::1'],
    ['fd20:ce::254'],
    ['168.63.129.16'],
  ];

  test.each(KINDS)('%s', (address, ...reaches) => {
    const all: readonly Reach[] = ['public', 'private', 'loopback'];
    expect(all.filter((reach) => mayReach(address, reach))).toEqual(reaches);
  });

  test.each([
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://169.254.169.254/',
    'https://[::ffff:7f00:1]/',
    'https://2130706433/',
    'https://0x7f.1/',
  ])('a public host may not be %s', async (href) => {
    const outcome = await ask(new URL(href), { reach: 'public' });
    expect(outcome).toEqual({ kind: 'failure', cause: 'address', wasSent: false });
  });

  test.each([
    ['127.0.0.1', 4],
    ['::1', 6],
    ['169.254.169.254', 4],
    ['10.1.2.3', 4],
  ] as const)('a public name may not lead to %s', async (address, family) => {
    const lookup: LookupFunction = (_, __, answer) => answer(null, [{ address, family }]);
    const outcome = await ask(new URL('https://ip6-localhost/'), { reach: 'public' }, { lookup });
    expect(outcome).toEqual({ kind: 'failure', cause: 'address', wasSent: false });
  });

  test('a name that leads to a public and a private address leads nowhere', async () => {
    const lookup: LookupFunction = (_, __, answer) =>
      answer(null, [
        { address: '93.184.216.34', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ]);
    const outcome = await ask(new URL('https://both.example/'), { reach: 'public' }, { lookup });
    expect(outcome).toEqual({ kind: 'failure', cause: 'address', wasSent: false });
  });

  test('a name that changes between two look-ups is judged by the one that is connected to', async () => {
    const url = await serve((_, response) => response.end());
    let looks = 0;
    // Harmless when first asked, this machine ever after: what a rebinding server answers.
    const lookup: LookupFunction = (_, __, answer) =>
      answer(null, [{ address: ++looks === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }]);
    const door = createDoor({ env: {}, lookup });
    const request: HttpRequest = {
      method: 'GET',
      url: new URL(`http://name.localhost:${url.port}/`),
      reach: 'loopback',
      headers: { connection: 'close' },
    };
    const kinds = [await door.send(request, NEVER), await door.send(request, NEVER)].map((one) =>
      one.kind === 'answer' ? 'answer' : one.cause,
    );
    await door.close();
    expect(kinds).toEqual(['answer', 'address']);
  });
});

describe('proxies', () => {
  async function proxy(): Promise<{ url: URL; asked: string[] }> {
    const asked: string[] = [];
    const server = createServer();
    server.on('connect', (request, socket) => {
      asked.push(request.url ?? '');
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    });
    return { url: await listen(server, 'http'), asked };
  }

  test('the environment’s proxy is asked for a tunnel, and never sees the key', async () => {
    const { url, asked } = await proxy();
    const outcome = await ask(
      new URL('https://api.example/'),
      { reach: 'public' },
      { env: { HTTPS_PROXY: url.origin } },
    );
    expect(outcome).toMatchObject({ kind: 'failure', cause: 'proxy', wasSent: false });
    expect(asked).toEqual(['api.example:443']);
  });

  test('a proxy is named without http:// too', async () => {
    const { url, asked } = await proxy();
    await ask(
      new URL('https://api.example/'),
      { reach: 'public' },
      { env: { HTTPS_PROXY: ` ${url.host} ` } },
    );
    expect(asked).toEqual(['api.example:443']);
  });

  test.each([
    'http://[::1',
    'http://user:pa5s@host:99999',
    'socks5://127.0.0.1:9',
    'http://u:pa5s%zz@127.0.0.1:9',
  ])('a proxy that is none (%#) is told before anything is sent, without its password', (HTTPS_PROXY) => {
    expect(() => createDoor({ env: { HTTPS_PROXY } })).toThrow(
      /^the environment's HTTPS_PROXY is no address of an HTTP proxy$/,
    );
  });

  test('NO_PROXY is honoured', async () => {
    const { url, asked } = await proxy();
    const lookup: LookupFunction = (_, __, answer) =>
      answer(Object.assign(new Error(), { code: 'ENOTFOUND' }), '');
    const env = { https_proxy: url.origin, NO_PROXY: 'example' };
    expect(await ask(new URL('https://api.example/'), { reach: 'public' }, { env, lookup })).toMatchObject({
      cause: 'dns',
    });
    expect(asked).toEqual([]);
  });

  test('this machine is reached without one', async () => {
    const { url, asked } = await proxy();
    const server = await serve((_, response) => response.end('here'));
    expect(await ask(server, {}, { env: { HTTP_PROXY: url.origin } })).toMatchObject({ body: 'here' });
    expect(asked).toEqual([]);
  });
});

describe('base addresses', () => {
  test.each([
    'http://example.com',
    'ftp://example.com',
    'nonsense',
    'https://user:pw@example.com',
    'https://example.com?key=1',
    'http://10.0.0.1',
  ])('%s is refused without being repeated', (text) => {
    expect(() => parseBase(text, '--provider-url nouvel')).toThrow(/^--provider-url nouvel (?!.*pw)/);
  });

  test.each([
    ['https://keys.example.com/base/', 'public'],
    ['http://localhost:8080', 'loopback'],
    ['http://[::1]:8080', 'loopback'],
    ['https://127.0.0.1', 'loopback'],
    ['http://a.localhost', 'loopback'],
  ])('%s reaches %s', (text, reach) => {
    expect(parseBase(text, 'x').reach).toBe(reach);
  });
});

test('what may be told of a request is method, host and path', () => {
  expect(target({ method: 'GET', url: new URL('https://a.example/b?key=secret#c') })).toBe('GET a.example/b');
});

test('tests reach loopback only', () => {
  expect(() => connect({ host: 'example.com', port: 80 })).toThrow('tests may not reach the network');
});
