/** Nothing goes over the network unless a verdict, a revocation or an issue is asked for. */
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sha256 } from '../../src/detect/fingerprint.ts';
import { nouvelKey } from '../support/keys.ts';
import { leakwardBeside } from '../support/resident.ts';
import { directoryOf, git } from '../support/run.ts';

const KEY = nouvelKey(901);
const ID = sha256(KEY).slice(0, 12);

let server: Server;
let connections = 0;
beforeAll(async () => {
  server = createServer((socket) => {
    connections++;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => void server.close());

/** Every address that the environment can name, and every proxy, is a server that counts who comes. */
function environmentOf(home: string): Record<string, string> {
  const { port } = server.address() as { port: number };
  const url = `http://127.0.0.1:${port}`;
  const names = ['NOHUMAN', 'NOUVEL'].flatMap((name) => [
    `LEAKWARD_${name}_URL`,
    `LEAKWARD_REVOKE_${name}_URL`,
  ]);
  const proxies = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY'];
  return {
    HOME: home,
    NOUVEL_API_KEY: KEY,
    LEAKWARD_REVOKE_NOHUMAN_TOKEN: 'x',
    LEAKWARD_REVOKE_NOUVEL_TOKEN: 'x',
    ...Object.fromEntries([...names, ...proxies].map((name) => [name, url])),
  };
}

const COMMANDS: readonly (readonly string[])[] = [
  ['scan'],
  ['history'],
  ['diff', '--staged'],
  ['guard', 'pre-commit'],
  ['where', ID],
  ['where', ID, '--machine'],
  ['explain', ID],
  ['doctor'],
  ['init', '--dry-run'],
  ['keys', 'list'],
  ['baseline', 'create'],
  ['allow', '--last', '--reason', 'test'],
  ['journal'],
  ['verify', '--dry-run'],
  ['revoke'],
];

function leaking(): string {
  const cwd = directoryOf({ 'a.txt': 'a\n' });
  git(cwd, 'init', '-q');
  git(
    cwd,
    'remote',
    'add',
    'origin',
    `http://127.0.0.1:${(server.address() as { port: number }).port}/r.git`,
  );
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-qm', 'one');
  return cwd;
}

test.each(COMMANDS.map((args) => [args]))('%j sends nothing', async (args) => {
  const cwd = leaking();
  const env = environmentOf(directoryOf({ '.bash_history': `export NOUVEL_API_KEY=${KEY}\n` }));
  writeFileSync(join(cwd, 'b.txt'), `key = "${KEY}"\n`);
  git(cwd, 'add', 'b.txt');
  await leakwardBeside(cwd, ['scan'], { env });
  const { code } = await leakwardBeside(cwd, args, { env });
  expect([code === null, code === 2 && args[0] !== 'journal', connections]).toEqual([false, false, 0]);
});

test('the same server is asked where a verdict is asked for', async () => {
  const cwd = leaking();
  const env = environmentOf(directoryOf());
  await leakwardBeside(cwd, ['verify', '-'], { env, input: `${KEY}\n` });
  expect(connections).toBeGreaterThan(0);
});
