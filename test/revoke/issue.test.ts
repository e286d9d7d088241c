/** Issues for keys that are revoked by hand: only where strangers do not read. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Call } from '../../src/commands/call.ts';
import { createIssueOpener } from '../../src/commands/revoke-issue.ts';
import type { Verdict } from '../../src/model/verdict.ts';
import { type EmulatedGitHub, startGitHub } from '../support/github/server.ts';
import { nouvelKey } from '../support/keys.ts';
import { leakedRepository } from '../support/leaked.ts';
import { type Emulator, startEmulator } from '../support/provider/emulator.ts';
import { leakwardBeside } from '../support/resident.ts';
import { BY_HAND, ownFinding, planFor } from '../support/revoking.ts';
import { tracesOf } from '../support/traces.ts';

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

const HOSTILE = 'a @ana #1 [x](evil).txt';

/** Hands a leaked key over with an issue in the repository. */
async function handOver(repository: string, token = 'write-token') {
  const { key } = emulator.issue('nouvel');
  const text = `NOUVEL_API_KEY=${key}\n`;
  const { cwd, env } = leakedRepository(emulator, [], { [HOSTILE]: text, 'www.evil.example/x.txt': text });
  const byHand = Object.fromEntries(
    Object.entries(env).filter(([name]) => !name.startsWith('LEAKWARD_REVOKE')),
  );
  const full = { ...byHand, GITHUB_API_URL: github.apiUrl, GITHUB_TOKEN: token };
  const run = (args: readonly string[], input = '') => leakwardBeside(cwd, args, { env: full, input });
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
    expect(issue?.body).toContain('evil');
    expect(issue?.body).not.toMatch(/@[a-z]|#\d(?!\d*;)|\]\(|:\/\/|www\./);
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

test('a repository that becomes public while a run is under way gets no further issue', async () => {
  const repository = github.createRepository('acme', 'opened', 'private');
  const env = { GITHUB_API_URL: github.apiUrl, GITHUB_TOKEN: 'write-token' };
  const { signal } = new AbortController();
  const opener = await createIssueOpener({ io: { env, signal } } as unknown as Call, 'acme/opened');
  const [step] = planFor([ownFinding(nouvelKey(71))], '/nowhere/journal', { methodOf: () => BY_HAND }).steps;
  if (step === undefined) throw new Error('a step is planned');
  const verdict: Verdict = {
    state: 'active',
    reason: 'accepted',
    detail: '',
    permissions: [],
    undetermined: [],
    checkedAt: '2026-01-02T00:00:00Z',
  };
  await opener.open(step, verdict);
  repository.visibility = 'public';
  await expect(opener.open(step, verdict)).rejects.toThrow('acme/opened is public');
  expect(repository.issues.size).toBe(1);
  await opener.close();
});

test('a repository that the token may not see is a clear error, and nothing is handed over', async () => {
  const { code, err, run } = await handOver('acme/none');
  const said = 'acme/none is not there, or the token may not see it';
  expect([code, err]).toEqual([2, expect.stringContaining(said)]);
  expect((await run(['journal'])).out).toContain('0 lines');
});

test('where the token may not write, the key is handed over all the same, and that is told', async () => {
  github.createRepository('acme', 'read', 'private');
  const { code, out } = await handOver('acme/read', 'read-token');
  expect([code, out]).toEqual([
    1,
    expect.stringMatching(/handed over to .*; no issue could be opened: .* answered 403/),
  ]);
  expect(out).not.toContain('read-token');
});
