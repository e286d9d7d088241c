/** Issues for keys that are revoked by hand: only where strangers do not read. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EmulatedGitHub, startGitHub } from '../support/github/server.ts';
import { leakedRepository, tracesOf } from '../support/leaked.ts';
import { type Emulator, startEmulator } from '../support/provider/emulator.ts';
import { startLeakward } from '../support/run.ts';

let github: EmulatedGitHub;
let emulator: Emulator;
beforeAll(async () => {
  github = await startGitHub();
  emulator = await startEmulator();
});
afterAll(async () => {
  await github.close();
  await emulator.close();
});

/** Hands a leaked key over with an issue in the repository. */
async function handOver(repository: string, token = 'write-token') {
  const { cwd, keys, env } = leakedRepository(emulator, [['nouvel']], {
    'a @ana #1 [x](http://e.example).txt': 'x',
  });
  const { key = '' } = keys[0] ?? {};
  const byHand = Object.fromEntries(
    Object.entries(env).filter(([name]) => !name.startsWith('LEAKWARD_REVOKE')),
  );
  const full = { ...byHand, GITHUB_API_URL: github.apiUrl, GITHUB_TOKEN: token };
  const run = (args: readonly string[], input = '') => startLeakward(cwd, args, { env: full, input }).done;
  await run(['keys', 'add', '--label', 'billing @everyone'], key);
  await run(['scan']);
  const apply = ['revoke', '--apply', '--yes', '--issue', repository];
  return { key, run, apply, ...(await run(apply)) };
}

test.each(['private', 'internal'] as const)(
  'in a %s repository an issue is opened, once, without the key',
  async (visibility) => {
    const { issues } = github.createRepository('acme', `keys-${visibility}`, visibility);
    const { code, out, key, run, apply } = await handOver(`acme/keys-${visibility}`);
    expect([code, issues.size]).toEqual([1, 1]);
    expect(out).toMatch(/handed over to .* in http/);
    const [issue] = issues.values();
    expect(issue?.title).toMatch(/^Revoke the leaked Nouvel key nvl_/);
    expect(issue?.body).toContain('5. delete the old key');
    expect(issue?.body).not.toMatch(/(?<!\\)@[a-z]/);
    for (const trace of tracesOf(key)) expect(JSON.stringify(issue)).not.toContain(trace);
    await run(apply);
    expect(issues.size).toBe(1);
  },
);

test('in a public repository nothing is opened and nothing is handed over', async () => {
  const { issues } = github.createRepository('acme', 'open', 'public');
  const { code, err, run } = await handOver('acme/open');
  expect([code, issues.size, err]).toEqual([2, 0, expect.stringContaining('acme/open is public')]);
  expect((await run(['journal'])).out).toContain('0 lines');
});

test.each([
  ['acme/none', 'write-token', /acme\/none is not there, or the token may not see it/],
  ['acme/read', 'read-token', /answered 403/],
])('an issue in %s with %s is a clear error', async (repository, token, expected) => {
  github.createRepository('acme', 'read', 'private');
  const { code, err } = await handOver(repository, token);
  expect([code, err]).toEqual([2, expect.stringMatching(expected)]);
  expect(err).not.toContain(token);
});
