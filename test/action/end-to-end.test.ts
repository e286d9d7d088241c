/** A leaked key from the pull request to its death, through the built action, GitHub's emulator and the providers'. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formatKeyList } from '../../src/keys/key-list.ts';
import { ownKeyOf } from '../../src/keys/own-key.ts';
import { tokenVariable } from '../../src/revoke/settings.ts';
import { FAST_CLOCK } from '../support/fast-clock.ts';
import { createProject, followUpEvent, type Project, pullEvent } from '../support/github/project.ts';
import { type EmulatedGitHub, startGitHub } from '../support/github/server.ts';
import { NOUVEL } from '../support/keys.ts';
import { type Emulator, startEmulator } from '../support/provider/emulator.ts';
import { PROVIDERS, type ProviderName, providerOf, ruleOf } from '../support/provider/pages.ts';
import { fileOf, runStep, type Step } from '../support/runner/runner.ts';
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

let number = 0;

/** A private repository that knows its own key by hash, and a branch that leaks it in line 2 of a file. */
function leaking(
  key: string,
  others: Readonly<Record<string, string>> = {},
  visibility: 'private' | 'public' = 'private',
): Project {
  const keys = formatKeyList([
    ownKeyOf(key, ruleOf(providerOf(key)), { label: 'billing', owner: 'ana@example.com' }),
  ]);
  const project = createProject(github, `acme/shop-${number++}`, {
    visibility,
    files: { 'leakward.keys': keys },
  });
  project.branch('feature');
  project.commit('Pay', { 'src/pay.ts': `// pays\nexport const key = '${key}';\n`, ...others });
  project.pull('feature');
  return project;
}

function inputs(): Record<string, string> {
  return {
    verify: 'true',
    'provider-urls': lines((provider) => emulator.urls[provider]),
    'revoke-urls': lines(() => `${emulator.adminUrl}/revoke`),
  };
}

function lines(urlOf: (provider: ProviderName) => string): string {
  return PROVIDERS.map((provider) => `${provider}=${urlOf(provider)}`).join('\n');
}

function onPull(
  project: Project,
  given: Record<string, string> = {},
  env: Record<string, string> = {},
): Promise<Step> {
  const payload = pullEvent(project, project.pull('feature', { number: 1 }));
  const step = {
    github,
    repository: project.slug,
    event: 'pull_request',
    payload,
    env: { ...FAST_CLOCK, ...env },
  };
  return runStep({ ...step, inputs: { ...inputs(), ...given } });
}

function onFollowUp(project: Project, given: Record<string, string> = {}, env = tokens()): Promise<Step> {
  const head = project.run('rev-parse', 'feature');
  const payload = followUpEvent(project, {
    event: 'pull_request',
    head,
    branch: 'feature',
    id: project.repository.id,
    owner: project.repository.owner,
  });
  const step = {
    github,
    repository: project.slug,
    event: 'workflow_run',
    payload,
    env: { ...FAST_CLOCK, ...env },
  };
  return runStep({ ...step, inputs: { ...inputs(), revoke: 'apply', ...given } });
}

function tokens(): Record<string, string> {
  return Object.fromEntries(
    PROVIDERS.map((provider) => [tokenVariable(provider), emulator.serviceToken] as const),
  );
}

function everything(step: Step): string {
  const masked = step.raw.replace(/^::add-mask::.*$/gm, '');
  const files = [
    fileOf(step, 'report-path'),
    fileOf(step, 'sarif-path'),
    step.summary,
    JSON.stringify(step.outputs),
  ];
  return [masked, step.err, ...files].join('\n');
}

function expectNoTrace(key: string, text: string): void {
  for (const trace of tracesOf(key)) expect(text.includes(trace)).toBe(false);
}

test.each(PROVIDERS)(
  'a leaked %s key: check fails, stage two revokes, a re-run says so',
  async (provider) => {
    const { key } = emulator.issue(provider);
    const project = leaking(key);

    const first = await onPull(project, { comment: 'true' });
    expect([first.code, first.outputs['active']]).toEqual([1, '1']);
    expect(first.annotations).toMatchObject([{ level: 'error', file: 'src/pay.ts', line: 2 }]);
    const [comment] = project.repository.comments.get(1) ?? [];
    expect(comment?.body.replaceAll('&#58;', ':')).toContain('src/pay.ts:2:21');
    expect(first.summary).toContain('can cost');

    const second = await onFollowUp(project);
    expect(second.outputs['revoked']).toBe('1');
    expect(second.log).toContain('revoked: the endpoint answered 200; then the provider refused it');
    expect(emulator.revocations(key)).toBe(1);

    const again = await onFollowUp(project);
    expect([again.outputs['revoked'], emulator.revocations(key)]).toEqual(['0', 1]);

    const rerun = await onPull(project, { comment: 'true' });
    expect([rerun.code, rerun.outputs['active']]).toEqual([0, '0']);
    expect(rerun.annotations).toMatchObject([{ level: 'notice', file: 'src/pay.ts', line: 2 }]);
    expect(project.repository.comments.get(1)).toHaveLength(1);
    expect(project.repository.comments.get(1)?.[0]?.body).toContain('inactive');

    const said = [first, second, again, rerun].map(everything).join('\n');
    const written = github.log.map(({ body }) => body).join('\n');
    expectNoTrace(key, said + written + JSON.stringify(project.repository.comments.get(1)));
    expect(said).not.toContain(emulator.serviceToken);
  },
  120_000,
);

test('a live key that is not ours is told, and never revoked', async () => {
  const [ours, strangers] = [emulator.issue('nouvel').key, emulator.issue('nouvel').key];
  const project = leaking(ours, { 'other.ts': `export const other = '${strangers}';\n` });
  const step = await onFollowUp(project);
  expect([emulator.revocations(ours), emulator.revocations(strangers)]).toEqual([1, 0]);
  expect(step.outputs).toMatchObject({ revoked: '1', active: '1' });
}, 60_000);

test('two runs at one time, of two commits with one key, both end, and the key is dead', async () => {
  const { key } = emulator.issue('nouvel');
  const project = leaking(key);
  const both = await Promise.all([onFollowUp(project), onFollowUp(project)]);
  expect(both.map(({ code }) => code !== 2)).toEqual([true, true]);
  expect(emulator.record(key)?.deadFrom).toBeDefined();
  const [later, calls] = [await onFollowUp(project), emulator.revocations(key)];
  expect([later.outputs['revoked'], emulator.revocations(key)]).toEqual(['0', calls]);
}, 60_000);

test.each(PROVIDERS)(
  'the token of the key service is also read from the variable that was called otherwise: %s',
  async (provider) => {
    const { key } = emulator.issue(provider);
    const old = `${provider.toUpperCase()}_REVOKE_TOKEN`;
    const step = await onFollowUp(leaking(key), {}, { [old]: emulator.serviceToken });
    expect([step.outputs['revoked'], emulator.revocations(key)]).toEqual(['1', 1]);
    expect(step.log).toContain(
      `the variable ${old} is now called LEAKWARD_REVOKE_${provider.toUpperCase()}_TOKEN`,
    );
  },
  60_000,
);

test('without the token of the key service no key is sent to it, and that is told', async () => {
  const { key } = emulator.issue('nouvel');
  const before = emulator.log.length;
  const step = await onFollowUp(leaking(key), {}, {});
  expect(emulator.log.slice(before).filter(({ provider }) => provider === 'admin')).toEqual([]);
  expect([step.code, step.outputs['revoked']]).toEqual([1, '0']);
  expect(step.log).toContain('LEAKWARD_REVOKE_NOUVEL_TOKEN');
}, 60_000);

test.each([
  [{ 'nouvel-url': 'http://example.com' }, 'input nouvel-url must start with https'],
  [{ 'nouvel-revoke-url': 'http://example.com' }, 'input nouvel-revoke-url must start with https'],
  [{ 'provider-urls': 'nouvel=http://example.com' }, 'input provider-urls nouvel must start with https'],
  [{ 'provider-urls': 'https://example.com' }, 'input provider-urls takes <provider>=<url>'],
  [{ 'revoke-urls': 'acme=https://example.com' }, 'input revoke-urls takes <provider>=<url>'],
])(
  'a mistake in an address shows although no key is found: %j',
  async (given, message) => {
    const project = createProject(github, `acme/clean-${number++}`);
    project.branch('feature');
    project.commit('Nothing', { 'a.txt': 'nothing' });
    const step = await onPull(project, given);
    expect([step.code, step.log]).toEqual([2, expect.stringContaining(message)]);
  },
  60_000,
);

test('the inputs that each provider had are still understood, and said to be called otherwise', async () => {
  const { key } = emulator.issue('nouvel');
  const old = {
    'provider-urls': '',
    'revoke-urls': '',
    'nouvel-url': emulator.urls.nouvel,
    'nouvel-revoke-url': `${emulator.adminUrl}/revoke`,
  };
  const step = await onFollowUp(leaking(key), old);
  expect([step.outputs['revoked'], emulator.revocations(key)]).toEqual(['1', 1]);
  for (const input of ['nouvel-url', 'nouvel-revoke-url'])
    expect(step.log).toContain(`the input ${input} is now a line of `);
}, 60_000);

test('a token that is set to nothing, as a secret that is not there is, ends the revoking and not the report', async () => {
  const { key } = emulator.issue('nouvel');
  const step = await onFollowUp(leaking(key), {}, { LEAKWARD_REVOKE_NOUVEL_TOKEN: '' });
  expect([step.code, emulator.revocations(key), step.outputs['findings']]).toEqual([1, 0, '1']);
  expect(step.log).toContain('needs the variable LEAKWARD_REVOKE_NOUVEL_TOKEN, which is empty or not there');
  expect(step.annotations).toMatchObject([{ level: 'error', file: 'src/pay.ts' }]);
}, 60_000);

test('a dry run tells what would be done', async () => {
  const { key } = emulator.issue('nouvel');
  const step = await onFollowUp(leaking(key), { revoke: 'dry-run' });
  expect(step.log).toMatch(/revoke \(dry run\): nvl_.*would be revoked: POST 127\.0\.0\.1/);
  expect(emulator.revocations(key)).toBe(0);
}, 60_000);

test.each([
  { revoke: 'dry-run' },
  { 'revoke-urls': '' },
  { 'revoke-urls': 'nouvel=http://127.0.0.1:9/revoke' },
])(
  'in a public repository nobody is told that a key lives on: %j',
  async (given) => {
    const { key } = emulator.issue('nouvel');
    const step = await onFollowUp(leaking(key, {}, 'public'), given);
    expect(emulator.revocations(key)).toBe(0);
    expect(step.code).toBe(1);
    const seen = [step.raw, step.summary, fileOf(step, 'report-path'), fileOf(step, 'sarif-path')].join('\n');
    expect(seen).not.toMatch(
      /\bactive\b|would be revoked|handed over|by hand|not revoked|still lives|can cost/i,
    );
  },
  60_000,
);

test('without an address to revoke at, the steps by hand are in the summary', async () => {
  const { key } = emulator.issue('nouvel');
  const step = await onFollowUp(leaking(key), { 'revoke-urls': '' });
  expect(step.log).toContain('manual: handed over to ana@example.com');
  expect(step.summary).toContain('Settings → API Keys');
}, 60_000);

test('five thousand keys of strangers: a hundred are asked about, ours among them, none is revoked', async () => {
  const { key } = emulator.issue('nouvel');
  const { seededBytes } = await import('../../src/rules/random.ts');
  const { issuedBody } = await import('../../src/rules/body.ts');
  const [form] = NOUVEL.shape.issued;
  if (form === undefined) throw new Error('Nouvel has issued forms');
  const random = seededBytes(5000);
  const lines = Array.from({ length: 5000 }, () => `key: ${NOUVEL.prefix}${issuedBody(form, random)}`);
  const project = leaking(key, { 'a.yml': lines.join('\n') });
  const before = emulator.log.length;
  const step = await onFollowUp(project);
  const asked = new Set(emulator.log.slice(before).map(({ sha256 }) => sha256));
  expect(asked.size).toBeLessThan(400);
  expect([emulator.revocations(key), step.outputs['revoked'], step.code]).toEqual([1, '1', 1]);
}, 120_000);

test('an address that an earlier step put into the environment is told and not asked', async () => {
  const { key } = emulator.issue('nouvel');
  const poisoned = {
    LEAKWARD_NOUVEL_URL: 'https://evil.example',
    LEAKWARD_REVOKE_NOUVEL_URL: 'https://evil.example',
  };
  const step = await onFollowUp(leaking(key), {}, { ...tokens(), ...poisoned });
  expect(step.log).toContain('LEAKWARD_NOUVEL_URL is ignored');
  expect(emulator.revocations(key)).toBe(1);
}, 60_000);
