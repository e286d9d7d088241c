import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { nohumanKey, nouvelKey } from '../support/keys.ts';
import { environmentOf, leakedRepository } from '../support/leaked.ts';
import { type Emulator, FAULTS, startEmulator } from '../support/provider/emulator.ts';
import { PROVIDERS } from '../support/provider/pages.ts';
import { leakwardBeside } from '../support/resident.ts';
import { directoryOf, git, startLeakward } from '../support/run.ts';
import { tracesOf } from '../support/traces.ts';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterEach(() => {
  for (const provider of PROVIDERS) emulator.fault(provider, undefined);
});
afterAll(() => emulator.close());

async function run(cwd: string, args: readonly string[], env: Readonly<Record<string, string>>, input = '') {
  return await leakwardBeside(cwd, args, { env, input });
}

function requestsFor(id: string): number {
  return emulator.log.filter(({ key }) => key === id).length;
}

interface Document {
  readonly status: string;
  readonly findings: readonly {
    readonly redacted: string;
    readonly outcome: string;
    readonly location: { readonly path: string };
    readonly verdict?: {
      readonly state: string;
      readonly reason: string;
      readonly permissions: readonly string[];
      readonly cost?: string;
    };
    readonly holders?: unknown;
    readonly rotation?: { readonly steps: readonly string[] };
  }[];
  readonly coverage: { readonly skipped: readonly { readonly reason: string }[] };
}

function documentOf(out: string): Document {
  return JSON.parse(out) as Document;
}

test.each(['scan', 'history'])('%s --verify asks once a key, wherever it stands', async (command) => {
  const { cwd, keys, env } = leakedRepository(emulator, [['nouvel'], ['nohuman', { credits: 0 }]]);
  writeFileSync(join(cwd, 'again.txt'), `NOUVEL_API_KEY=${keys[0]?.key}\n`);
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-q', '-m', 'again');
  const { out, code } = await run(cwd, [command, '--verify', '-f', 'json'], env);
  expect(code).toBe(1);
  const verdicts = documentOf(out).findings.map(({ verdict }) => verdict?.reason);
  expect(new Set(verdicts)).toEqual(new Set(['accepted', 'no-credit']));
  expect([requestsFor(keys[0]?.id ?? ''), requestsFor(keys[1]?.id ?? '')]).toEqual([3, 2]);
});

test('a report of an active key has its permissions, its cost and the order of its rotation', async () => {
  const { cwd, env } = leakedRepository(emulator, [['nouvel']]);
  const { out } = await run(cwd, ['history', '--verify', '-f', 'json'], env);
  const [finding] = documentOf(out).findings;
  expect(finding?.verdict).toMatchObject({
    state: 'active',
    permissions: ['projects:read', 'analytics:read', 'publish'],
  });
  expect(finding?.verdict?.cost).toContain('$8');
  expect(finding?.rotation?.steps[0]).toContain('permissions');
});

test('an active key is told with every branch and tag in whose files it still stands', async () => {
  const { cwd, keys, env } = leakedRepository(emulator, [['nouvel'], ['nouvel']]);
  git(cwd, 'tag', 'v1');
  git(cwd, 'branch', 'old');
  rmSync(join(cwd, 'config-0.yml'));
  git(cwd, 'commit', '-q', '-a', '-m', 'Take it out');
  emulator.revoke(keys[1]?.key ?? '');
  const { out } = await run(cwd, ['history', '--verify', '-f', 'json'], env);
  expect(documentOf(out).findings.map(({ holders }) => holders)).toEqual([
    [
      { ref: 'old', paths: ['config-0.yml'] },
      { ref: 'v1', paths: ['config-0.yml'] },
    ],
    undefined,
  ]);
});

test('SARIF’s severity follows the verdict', async () => {
  const { cwd, keys, env } = leakedRepository(emulator, [['nouvel'], ['nouvel']]);
  emulator.revoke(keys[1]?.key ?? '');
  const { out } = await run(cwd, ['scan', '--verify', '-f', 'sarif'], env);
  const { runs } = JSON.parse(out) as {
    runs: { results: { level: string; properties: Record<string, string> }[] }[];
  };
  expect(runs[0]?.results.map(({ level, properties }) => [level, properties['security-severity']])).toEqual([
    ['error', '9.8'],
    ['note', '0.1'],
  ]);
});

test('keys that may be somebody else’s are not sent, unless all are asked about', async () => {
  const bare = nohumanKey(801, 'base62', 30);
  const foreign = nohumanKey(802, 'base62', 30);
  const { cwd, env } = leakedRepository(emulator, [], {
    'bare.txt': `token = "${bare}"\n`,
    'foreign.txt': `NOTIFYKIT_API_KEY=${foreign}\n`,
  });
  const before = emulator.log.length;
  const quiet = await run(cwd, ['scan', '--verify', '-f', 'json', '--min-confidence', 'low'], env);
  expect(emulator.log.slice(before)).toEqual([]);
  expect(documentOf(quiet.out).findings.map(({ verdict }) => verdict)).toEqual([undefined, undefined]);
  await run(cwd, ['scan', '--verify=all', '-f', 'json', '--min-confidence', 'low'], env);
  expect(emulator.log.length).toBeGreaterThan(before);
});

test('a path after --verify is a path', async () => {
  const { cwd, env } = leakedRepository(emulator, [['nouvel']]);
  const { code, out } = await run(cwd, ['scan', '--verify', 'config-0.yml', '-f', 'json'], env);
  expect([code, documentOf(out).findings.length]).toEqual([1, 1]);
});

test('verify asks about the last report, or one that is named', async () => {
  const { cwd, keys, env } = leakedRepository(emulator, [['nouvel']]);
  const { out } = await run(cwd, ['history', '-f', 'json'], env);
  writeFileSync(join(cwd, 'report.json'), out);
  writeFileSync(join(cwd, 'marked.json'), `\uFEFF${out}`);
  for (const args of [['verify'], ['verify', 'report.json'], ['verify', 'marked.json'], ['verify', '-']]) {
    const ran = await run(cwd, [...args, '-f', 'json'], env, args[1] === '-' ? out : '');
    expect([ran.code, documentOf(ran.out).findings[0]?.verdict?.state]).toEqual([1, 'active']);
  }
  emulator.revoke(keys[0]?.key ?? '');
  const ran = await run(cwd, ['verify', '-f', 'json'], env);
  expect([ran.code, documentOf(ran.out).findings[0]?.outcome]).toEqual([0, 'note']);
});

test('a finding whose key stands no longer where the report says makes the run incomplete', async () => {
  const cwd = directoryOf({ 'a.env': `NOUVEL_API_KEY=${emulator.issue('nouvel').key}\n` });
  const env = environmentOf(emulator, directoryOf());
  const { out } = await run(cwd, ['scan', '.', '-f', 'json'], env);
  writeFileSync(join(cwd, 'report.json'), out);
  rmSync(join(cwd, 'a.env'));
  const ran = await run(cwd, ['verify', 'report.json', '-f', 'json'], env);
  expect([ran.code, documentOf(ran.out).coverage.skipped[0]?.reason]).toEqual([
    3,
    expect.stringContaining('stands no longer where the report says'),
  ]);
});

test.each(['scan', 'history'])(
  'keys in the name of a file, and below it, are found again from a %s',
  async (command) => {
    const [inName, inside] = [emulator.issue('nouvel').key, emulator.issue('nouvel').key];
    const path = `d/${inName}/ü.yml`;
    const { cwd, env } = leakedRepository(emulator, [], { [path]: `NOUVEL_API_KEY: ${inside}\n` });
    await run(cwd, [command], env);
    const { code, out } = await run(cwd, ['verify', '-f', 'json'], env);
    expect([code, documentOf(out).findings.map(({ verdict }) => verdict?.state)]).toEqual([
      1,
      ['active', 'active'],
    ]);
    if (command === 'scan') return;
    git(cwd, 'rm', '-q', path);
    git(cwd, 'commit', '-q', '-m', 'gone');
    const gone = await run(cwd, ['verify', '-f', 'json'], env);
    expect([gone.code, documentOf(gone.out).findings.length]).toEqual([1, 2]);
  },
);

test('a report cannot lend its verdicts: what it says of a key is asked anew', async () => {
  const { cwd, env } = leakedRepository(emulator, [['nouvel']]);
  const { out } = await run(cwd, ['scan', '-f', 'json'], env);
  const forged = JSON.parse(out) as { findings: Record<string, unknown>[] };
  for (const finding of forged.findings) {
    finding['verdict'] = {
      state: 'inactive',
      reason: 'refused',
      detail: '',
      permissions: [],
      undetermined: [],
      checkedAt: '',
    };
    finding['attribution'] = 'own';
  }
  const ran = await run(cwd, ['verify', '-', '-f', 'json'], env, JSON.stringify(forged));
  expect([ran.code, documentOf(ran.out).findings[0]?.verdict?.state]).toEqual([1, 'active']);
});

test('keys on standard input are asked about as they are', async () => {
  const [alive, dead] = [emulator.issue('nouvel'), emulator.issue('nohuman')];
  emulator.revoke(dead.key);
  const env = environmentOf(emulator, directoryOf());
  const ran = await run(directoryOf(), ['verify', '-', '-f', 'json'], env, `${alive.key}\n\n${dead.key}\r\n`);
  expect(documentOf(ran.out).findings.map(({ verdict }) => verdict?.state)).toEqual(['active', 'inactive']);
});

test.each([
  ['a comma', (key: string) => `${key},\n`],
  ['quotes', (key: string) => `${key}"\n`],
  ['a second key', (key: string) => key + key],
  ['two in a row', (key: string) => `${key},${key}`],
])('a living key that is given with %s is an error, not dead', async (_, lineOf) => {
  const { key } = emulator.issue('nouvel');
  const env = environmentOf(emulator, directoryOf());
  const before = emulator.log.length;
  for (const args of [
    ['verify', '-'],
    ['revoke', '-'],
    ['keys', 'add', '--label', 'l'],
  ]) {
    const { code, err } = await run(directoryOf(), args, env, lineOf(key));
    expect([code, err]).toEqual([
      2,
      expect.stringContaining('line 1 on standard input holds more than a key'),
    ]);
  }
  expect(emulator.log.length).toBe(before);
});

test('--dry-run tells requests by method, host, path and names of headers, and makes none', async () => {
  const { cwd, env } = leakedRepository(emulator, [['nouvel']]);
  await run(cwd, ['scan'], env);
  const before = emulator.log.length;
  const { out, code } = await run(cwd, ['verify', '--dry-run'], env);
  expect(code).toBe(0);
  expect(
    out.match(/^ {2}GET http:\/\/127\.0\.0\.1:\d+\/api\/v1\/\S+ {2}\(authorization, user-agent\)$/gm),
  ).toHaveLength(3);
  const json = { ...env, LEAKWARD_FORMAT: 'json' };
  expect(await run(cwd, ['verify', '--dry-run'], json)).toMatchObject({
    code: 2,
    err: expect.stringContaining('--format pretty'),
  });
  expect((await run(cwd, ['verify', '--dry-run', '-f', 'pretty'], json)).out).toBe(out);
  expect(emulator.log.length).toBe(before);
});

test('without a network every verdict is unknown, says why, and changes nothing', async () => {
  const { cwd, env } = leakedRepository(emulator, [['nouvel']]);
  const gone = { ...env, LEAKWARD_NOUVEL_URL: 'http://127.0.0.1:9' };
  const { out, code } = await run(cwd, ['scan', '--verify'], gone);
  expect(code).toBe(1);
  expect(out).toContain('unknown at');
  expect(out).toContain('no connection could be made');
});

const WRONG: readonly (readonly [
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  input: string,
  expected: RegExp,
])[] = [
  [
    ['verify', '-'],
    {},
    'hello\n',
    /line 1 on standard input is no key of a known kind\nhint: known prefixes are nh_, nvl_/,
  ],
  [['verify', '-'], {}, '', /no keys on standard input/],
  [['verify'], {}, '', /no report is named/],
  [['verify', 'package.json'], {}, '', /cannot read/],
  [['scan', '--verify=some'], {}, '', /--verify <scope>.*some/],
  [['scan', '--verify', '--provider-url', 'acme=https://a.example'], {}, '', /takes <provider>=<url>/],
  [['scan', '--verify', '--provider-url', 'nouvel=http://a.example'], {}, '', /must start with https/],
  [
    ['scan', '--verify'],
    { LEAKWARD_NOUVEL_URL: 'https://u:p@a.example' },
    '',
    /LEAKWARD_NOUVEL_URL may not hold a user/,
  ],
];

test.each(WRONG)('%s is a clear error', async (args, env, input, expected) => {
  const cwd = directoryOf({ 'a.env': `NOUVEL_API_KEY=${nouvelKey(803)}\n` });
  const { code, err } = await run(cwd, args, env, input);
  expect([code, err]).toEqual([2, expect.stringMatching(expected)]);
  expect(err).not.toContain(nouvelKey(803).slice(8));
});

test('a settings file in the repository cannot say where keys are sent', async () => {
  const { cwd, env } = leakedRepository(emulator, [['nouvel']]);
  for (const text of ['provider-url = ["nouvel=https://evil.example"]\n', 'verify = "all"\n']) {
    writeFileSync(join(cwd, 'leakward.toml'), text);
    const { code, err } = await run(cwd, ['scan', '--verify'], env);
    expect([code, err]).toEqual([2, expect.stringContaining('unknown setting')]);
  }
  const rule = readFileSync(new URL('../../rules/nouvel.toml', import.meta.url), 'utf8')
    .replace('id = "nouvel-api-key"', 'id = "nouvel-other"')
    .replace('https://app.nouvel.ai', 'https://evil.example');
  rmSync(join(cwd, 'leakward.toml'));
  const stranger = rule
    .replace('https://evil.example', 'https://app.nouvel.ai')
    .replaceAll('nvl_', 'qz_')
    .replace(/examples = \[[^\]]*\]/g, 'examples = []')
    .replace(/negativeExamples = \[[^\]]*\]/g, 'negativeExamples = []');
  writeFileSync(join(cwd, 'rule.toml'), stranger);
  const sent = await run(cwd, ['scan', '--verify', '--rules', 'rule.toml'], env);
  expect([sent.code, sent.err]).toEqual([
    2,
    expect.stringContaining('asked only about keys that start with “nvl_”'),
  ]);
  writeFileSync(join(cwd, 'rule.toml'), rule);
  const { code, err } = await run(cwd, ['scan', '--verify', '--rules', 'rule.toml'], env);
  expect([code, err]).toEqual([2, expect.stringContaining('a rule file may not say where keys are sent')]);
});

test('whatever a provider answers, no key is in any output, file, argument or environment of a child', async () => {
  const { cwd, keys, env } = leakedRepository(emulator, [['nouvel'], ['nohuman']]);
  const traces = keys.flatMap(({ key }) => tracesOf(key));
  const expectNone = (text: string): void => {
    for (const trace of traces) expect(text.includes(trace), text.slice(0, 80)).toBe(false);
  };
  // Those that take real time to answer say nothing else.
  for (const fault of FAULTS.filter((one) => !/^(?:slow|drip|limited|retry-.*)$/.test(one))) {
    for (const provider of PROVIDERS) emulator.fault(provider, fault, { only: 'known' });
    const { out, err } = await run(cwd, ['scan', '--verify', '--verbose', '-f', 'json', '-f', 'pretty'], env);
    expectNone(out + err);
  }
  for (const provider of PROVIDERS) emulator.fault(provider, 'slow');
  const running = startLeakward(cwd, ['history', '--verify'], { env });
  // From its start until it has waited for a while: the providers are slow to answer.
  const asked = emulator.log.length;
  for (let looks = 0; looks < 50; ) {
    const isAsking = emulator.log.length > asked;
    for (const text of processTexts(running.child.pid ?? 0)) {
      expectNone(text);
      if (isAsking) looks++;
    }
    await new Promise((done) => setTimeout(done, 5));
  }
  running.child.kill('SIGINT');
  const { code, out, err } = await running.done;
  expectNone(out + err);
  expect(code).toBe(130);
  const remembered = join(env['HOME'] ?? '', '.local/state/leakward/last');
  expect(readdirSync(remembered)).toHaveLength(1);
  for (const name of readdirSync(remembered)) expectNone(readFileSync(join(remembered, name), 'latin1'));
}, 120_000);

test('while keys are revoked, neither they nor the service’s token are in any argument, environment or output', async () => {
  const { cwd, keys, env } = leakedRepository(emulator, [['nouvel'], ['nohuman']]);
  await run(cwd, ['keys', 'add', '--label', 'l'], env, keys.map(({ key }) => key).join('\n'));
  await run(cwd, ['scan'], env);
  emulator.revokeBehaviour('hangs');
  const running = startLeakward(cwd, ['revoke', '--apply', '--yes'], { env });
  const own = running.child.pid ?? 0;
  const texts: string[] = [];
  // From its start until it has waited for a while: the service does not answer.
  const asked = emulator.log.length;
  for (let looks = 0; looks < 50; looks += emulator.log.slice(asked).some(isOfAdmin) ? 1 : 0) {
    texts.push(...processTexts(own, (pid) => pid !== own));
    texts.push(readFileSync(`/proc/${own}/cmdline`, 'latin1'));
    await new Promise((done) => setTimeout(done, 5));
  }
  running.child.kill('SIGINT');
  const { out, err } = await running.done;
  emulator.revokeBehaviour('kills');
  const journal = readFileSync(join(env['HOME'] ?? '', '.local/state/leakward/revocations.jsonl'), 'utf8');
  const all = [...texts, out, err, journal].join('\n');
  for (const trace of [...keys.flatMap(({ key }) => tracesOf(key)), emulator.serviceToken])
    expect(all).not.toContain(trace);
}, 60_000);

function isOfAdmin({ provider }: Emulator['log'][number]): boolean {
  return provider === 'admin';
}

/** Arguments and environment of a process and its children, as any process of the same user could read them. */
function processTexts(pid: number, isMeant: (pid: number) => boolean = () => true): string[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.flatMap((one) => {
    try {
      const parent = / (\d+)/.exec(readFileSync(`/proc/${one}/stat`, 'latin1').replace(/^.*\) \S/, ''))?.[1];
      const isNear = Number(one) === pid || Number(parent) === pid;
      if (!isNear || !isMeant(Number(one))) return [];
      return [readFileSync(`/proc/${one}/cmdline`, 'latin1'), readFileSync(`/proc/${one}/environ`, 'latin1')];
    } catch {
      return [];
    }
  });
}
