import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { nohumanKey } from '../support/keys.ts';
import { environmentOf, type Leaked, leakedRepository } from '../support/leaked.ts';
import {
  type Emulator,
  type IssueOptions,
  type ProviderName,
  startEmulator,
} from '../support/provider/emulator.ts';
import { leakwardBeside } from '../support/resident.ts';
import { directoryOf, git, startLeakward } from '../support/run.ts';
import { tracesOf } from '../support/traces.ts';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.revokeBehaviour('kills'));
afterAll(() => emulator.close());

type Env = Readonly<Record<string, string>>;

async function run(cwd: string, args: readonly string[], env: Env, input = '') {
  return await leakwardBeside(cwd, args, { env, input });
}

/** A repository whose leaked keys are known for ours, scanned. */
async function scanned(
  ...issued: (readonly [ProviderName, IssueOptions?])[]
): Promise<Leaked & { readonly journal: string }> {
  const leaked = leakedRepository(emulator, issued);
  const { cwd, env, keys } = leaked;
  await run(
    cwd,
    ['keys', 'add', '--label', 'billing', '--owner', 'ana@example.com'],
    env,
    keys.map(({ key }) => key).join('\n'),
  );
  await run(cwd, ['scan'], env);
  return { ...leaked, journal: join(env['HOME'] ?? '', '.local/state/leakward/revocations.jsonl') };
}

const APPLY = ['revoke', '--apply', '--yes'] as const;

test('the plan says what, why, where, and how; nothing is changed, nobody is asked', async () => {
  const { cwd, env, journal } = await scanned(['nouvel'], ['nohuman']);
  const before = emulator.log.length;
  const { out, code } = await run(cwd, ['revoke'], env);
  expect(code).toBe(1);
  for (const part of [
    '2 keys to revoke',
    '“billing”, owner ana@example.com',
    'config-0.yml:1:17',
    'POST 127.0.0.1',
    'nothing was changed yet',
  ])
    expect(out).toContain(part);
  expect([emulator.log.length, existsSync(journal)]).toEqual([before, false]);
});

test('the plan as JSON', async () => {
  const { cwd, env } = await scanned(['nouvel']);
  const { out } = await run(cwd, ['revoke', '-f', 'json'], env);
  expect(JSON.parse(out)).toMatchObject({
    schemaVersion: 1,
    kind: 'revocation-plan',
    steps: [{ provider: 'nouvel', attribution: 'own', method: 'http', own: { label: 'billing' } }],
    left: [],
  });
});

test('what became of it as JSON', async () => {
  const { cwd, env } = await scanned(['nouvel']);
  const { out, code } = await run(cwd, [...APPLY, '-f', 'json'], env);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    kind: 'revocation',
    outcomes: [{ revocation: { state: 'revoked' }, verdict: { state: 'inactive' } }],
  });
});

test('the journal is its owner’s alone, verifies, and shows every change', async () => {
  const { cwd, env, keys, journal } = await scanned(['nouvel']);
  await run(cwd, APPLY, env);
  expect(statSync(journal).mode & 0o777).toBe(0o600);
  const text = readFileSync(journal, 'utf8');
  for (const trace of tracesOf(keys[0]?.key ?? '')) expect(text).not.toContain(trace);
  expect(await run(cwd, ['journal'], env)).toMatchObject({
    code: 0,
    out: expect.stringMatching(/revoked at .*\nthe journal verifies: 7 lines, 1 key/),
  });
  const lines = text.split('\n').filter((line) => line !== '');
  for (const [i, line] of lines.entries()) {
    const changed = lines.with(i, line.replace(/"at":"2/, '"at":"3'));
    const missing = lines.toSpliced(i, 1);
    for (const broken of i < lines.length - 1 ? [changed, missing] : [changed]) {
      writeFileSync(journal, `${broken.join('\n')}\n`);
      expect((await run(cwd, ['journal'], env)).code).toBe(2);
    }
  }
  writeFileSync(journal, `${lines.with(0, lines[0]?.replace(/"at":"2/, '"at":"3') ?? '').join('\n')}\n`);
  const refused = await run(cwd, APPLY, env);
  expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('line 1 was changed')]);
}, 60_000);

test('a key that nobody filed is left alone, unless that is said on a terminal or in the settings', async () => {
  const { cwd, env, keys } = leakedRepository(emulator, [['nouvel']]);
  await run(cwd, ['scan'], env);
  expect(await run(cwd, APPLY, env)).toMatchObject({
    code: 0,
    out: expect.stringContaining('not known for one of your keys'),
  });
  expect(await run(cwd, [...APPLY, '--unowned'], env)).toMatchObject({
    code: 2,
    err: expect.stringContaining('--unowned is asked about on a terminal'),
  });
  const settings = join(directoryOf(), 'ours.toml');
  writeFileSync(settings, '[revoke]\nunowned = true\n');
  expect(emulator.revocations(keys[0]?.key ?? '')).toBe(0);
  expect((await run(cwd, [...APPLY, '--config', settings], env)).code).toBe(0);
  expect(emulator.revocations(keys[0]?.key ?? '')).toBe(1);
});

test('a key in a .env file that is committed is nobody’s own for that', async () => {
  const { key } = emulator.issue('nouvel');
  const { cwd, env } = leakedRepository(emulator, [], { '.env': `NOUVEL_API_KEY=${key}\n` });
  const { out } = await run(cwd, ['history', '-f', 'json'], env);
  expect(JSON.parse(out)).toMatchObject({ findings: [{ attribution: 'shape' }] });
  const applied = await run(cwd, APPLY, env);
  expect(applied.out).toContain('not known for one of your keys');
  expect(emulator.revocations(key)).toBe(0);
  git(cwd, 'rm', '-q', '--cached', '.env');
  expect((await run(cwd, ['revoke'], env)).out).toContain('“NOUVEL_API_KEY in .env:1”');
});

test('a state directory that is named relatively is none: the journal is never in a repository', async () => {
  const { cwd, env, journal } = await scanned(['nouvel']);
  expect((await run(cwd, APPLY, { ...env, XDG_STATE_HOME: 'state' })).code).toBe(0);
  expect([existsSync(journal), existsSync(join(cwd, 'state'))]).toEqual([true, false]);
  // Without a home no earlier report is remembered either, so that one is named.
  const report = await reportOf(cwd, env);
  const homeless = await run(cwd, [...APPLY, report], { ...env, HOME: 'home' });
  expect([homeless.code, homeless.err]).toEqual([2, expect.stringContaining('no home directory')]);
});

test('a protected key is never revoked, whatever else is said', async () => {
  const { cwd, env, keys } = leakedRepository(emulator, [['nouvel']]);
  await run(cwd, ['keys', 'add', '--label', 'l', '--protect'], env, keys[0]?.key);
  await run(cwd, ['scan'], env);
  const settings = join(directoryOf(), 'ours.toml');
  writeFileSync(settings, '[revoke]\nunowned = true\n');
  const { out } = await run(cwd, [...APPLY, '--config', settings], env);
  expect([out.includes('protected in the key list'), emulator.revocations(keys[0]?.key ?? '')]).toEqual([
    true,
    0,
  ]);
});

test.each(['filed again', 'merged'])(
  'a protected key stays protected when it is %s without the mark',
  async (how) => {
    const { cwd, env, keys } = leakedRepository(emulator, [['nouvel']]);
    const { key = '' } = keys[0] ?? {};
    const list = join(cwd, 'leakward.keys');
    await run(cwd, ['keys', 'add', '--label', 'a', '--protect'], env, key);
    const text = readFileSync(list, 'utf8');
    if (how === 'filed again') await run(cwd, ['keys', 'add', '--label', 'b'], env, key);
    else writeFileSync(list, `${text}\n${text.replace('protect = true', '').replace('"a"', '"b"')}`);
    await run(cwd, ['scan'], env);
    for (const more of [[], ['--no-env-keys']]) {
      const { out } = await run(cwd, [...APPLY, ...more], env);
      expect([out.includes('protected in the key list'), emulator.revocations(key)]).toEqual([true, 0]);
    }
  },
);

test('no more keys are revoked than --max says', async () => {
  const { cwd, env, keys } = await scanned(['nouvel'], ['nouvel'], ['nouvel']);
  const { out, code } = await run(cwd, [...APPLY, '--max', '2'], env);
  expect([out, code]).toEqual([expect.stringContaining('more than --max allows'), 1]);
  expect(keys.map(({ key }) => emulator.revocations(key)).toSorted()).toEqual([0, 1, 1]);
});

test('unless --max says so, no more than ten keys are revoked in a run', async () => {
  const { cwd, env } = await scanned(...Array.from({ length: 11 }, () => ['nouvel'] as const));
  const { out } = await run(cwd, ['revoke', '-f', 'json'], env);
  const { steps, left } = JSON.parse(out) as { steps: unknown[]; left: { why: string }[] };
  expect([steps.length, left.map(({ why }) => why)]).toEqual([10, ['over-cap']]);
});

test('without a terminal --apply needs --yes', async () => {
  const { cwd, env, keys } = await scanned(['nouvel']);
  const { code, err } = await run(cwd, ['revoke', '--apply'], env, 'revoke 1\n');
  expect([code, err, emulator.revocations(keys[0]?.key ?? '')]).toEqual([
    2,
    expect.stringContaining('--yes says yes beforehand'),
    0,
  ]);
});

test.each([
  ['revoke 1', 0, 1],
  ['yes', 2, 0],
])('on a terminal “%s” is answered', async (answer, code, revocations) => {
  const { cwd, env, keys } = await scanned(['nouvel']);
  const script = [
    'script',
    '--quiet',
    '--return',
    '--command',
    `${process.execPath} ${new URL('../../bin/leakward.js', import.meta.url).pathname} revoke --apply`,
    '/dev/null',
  ];
  const { spawn } = await import('node:child_process');
  const child = spawn(script[0] ?? '', script.slice(1), {
    cwd,
    env: { PATH: process.env['PATH'], TERM: 'dumb', ...env },
  });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    if (text.includes('to go on:')) child.stdin.end(`${answer}\n`);
  });
  const ended = await new Promise((done) => child.on('close', done));
  expect(text).toContain('This cannot be undone. Type “revoke 1” to go on:');
  expect([ended, emulator.revocations(keys[0]?.key ?? '')]).toEqual([code, revocations]);
});

test('settings that say where keys are sent are taken only from a file that is named', async () => {
  const { cwd, env, keys } = await scanned(['nouvel']);
  const { LEAKWARD_REVOKE_NOUVEL_URL: url = '', LEAKWARD_REVOKE_NOUVEL_TOKEN: token = '', ...bare } = env;
  writeFileSync(
    join(cwd, 'leakward.toml'),
    `[revoke.nouvel]\nurl = "${url}"\nheaders = { Authorization = "Bearer {env:OUR_TOKEN}" }\n`,
  );
  const found = await run(cwd, APPLY, { ...bare, OUR_TOKEN: token });
  expect([found.code, found.err]).toEqual([
    2,
    expect.stringContaining('taken only from a file that you name'),
  ]);
  expect(emulator.revocations(keys[0]?.key ?? '')).toBe(0);
  const missing = await run(cwd, [...APPLY, '--config', 'leakward.toml'], bare);
  expect([missing.code, missing.err]).toEqual([2, expect.stringContaining('needs the variable OUR_TOKEN')]);
  const named = await run(cwd, [...APPLY, '--config', 'leakward.toml'], { ...bare, OUR_TOKEN: token });
  expect([named.code, emulator.revocations(keys[0]?.key ?? '')]).toEqual([0, 1]);
});

const WRONG: readonly (readonly [settings: string, expected: RegExp])[] = [
  ['[revoke.nouvel]\nurl = "http://keys.example.com"\n', /revoke\.nouvel”\.url must start with https/],
  ['[revoke.nouvel]\nurl = "https://keys.example.com/{key}"\n', /without \{…\}/],
  [
    '[revoke.nouvel]\nurl = "https://k.example"\nheaders = { Authorization = "Bearer abc" }\n',
    /must be a token by \{env:NAME\}/,
  ],
  ...[
    ['headers = { Cookie = "session=abc" }', /headers: “Cook…” must be a token by/],
    ['headers = { Expect = "100-continue" }', /headers: “Expe…” must be left out/],
    ['headers = { Content-Length = "5" }', /headers: “Cont…” must be left out/],
    ['headers = { Host = "other.example" }', /headers: “Host” must be left out/],
    ['headers = { X-A = "a\\r\\nX-B: c" }', /headers: “X-A” must be one line of ASCII/],
    ['headers = { Authorization = "Bearer {env:A-B}" }', /a token by|without \{env:A-B\}/],
    [`body = '{"token":"{Key}"}'`, /headers and body must be without \{Key\}/],
    [`body = '{"token":"{kye}"}'`, /must be such that they name the key/],
    // The start of a key may be that of another one.
    [`body = '{"start":"{start}"}'`, /must be such that they name the key/],
    ['body = ""', /must be such that they name the key/],
  ].map(
    ([line, expected]) =>
      [`[revoke.nouvel]\nurl = "https://k.example"\n${line}\n`, expected as RegExp] as const,
  ),
  ['[revoke.nouvel]\nurl = "https://k.example"\nmethod = "KILL"\n', /one of GET, POST/],
  ['[revoke.nouvel]\nurl = "https://k.example"\nsucces = [200]\n', /did you mean “success”/],
  ['[revoke.nouvell]\nurl = "https://k.example"\n', /did you mean “nouvel”/],
  ['revoke = "all"\n', /must be a table/],
];

test.each(WRONG)('settings %# are refused', async (settings, expected) => {
  const { cwd, env } = await scanned(['nouvel']);
  const file = join(directoryOf({ 'ours.toml': settings }), 'ours.toml');
  expect(await run(cwd, ['revoke', '--config', file], env)).toMatchObject({
    code: 2,
    err: expect.stringMatching(expected),
  });
});

test('by hand: the dashboard’s steps, whoever it is handed to, and a watch until it is dead', async () => {
  const { cwd, env, keys } = await scanned(['nouvel']);
  const byHand = Object.fromEntries(
    Object.entries(env).filter(([name]) => !name.startsWith('LEAKWARD_REVOKE')),
  );
  const { key = '' } = keys[0] ?? {};
  const first = await run(cwd, APPLY, byHand);
  expect(first.code).toBe(1);
  expect(first.out).toMatch(
    /1\. note the key's name.*\n.*2\. Settings → API Keys → “Create API Key”[\s\S]*5\. delete the old key/,
  );
  expect(first.out).toContain('if 5 exist  1. note');
  expect(first.out).toContain('by hand: handed over to ana@example.com');
  expect((await run(cwd, ['revoke'], byHand)).out).toMatch(/handed over {2}to ana@example\.com at 20/);
  const watching = startLeakward(cwd, ['revoke', '--watch', '--every', '10'], { env: byHand });
  watching.child.stdout.once('data', () => emulator.revoke(key));
  const { code, out } = await watching.done;
  expect([code, out]).toEqual([0, expect.stringMatching(/still lives[\s\S]*dead, proved/)]);
  expect((await run(cwd, ['journal'], byHand)).out).toContain(
    'revoked by hand; then the provider refused it',
  );
  expect((await run(cwd, ['revoke', '--watch'], byHand)).out).toContain('handed over to anybody');
}, 60_000);

test('a key that was seen dead by watching is asked about again: its provider may have been in trouble', async () => {
  const { cwd, env, keys } = await scanned(['nouvel']);
  const byHand = Object.fromEntries(
    Object.entries(env).filter(([name]) => !name.startsWith('LEAKWARD_REVOKE')),
  );
  await run(cwd, APPLY, byHand);
  emulator.fault('nouvel', 'nobody-known');
  const watched = await run(cwd, ['revoke', '--watch'], byHand);
  emulator.fault('nouvel', undefined);
  expect([watched.code, watched.out]).toEqual([0, expect.stringContaining('dead, proved')]);
  const again = await run(cwd, APPLY, byHand);
  expect([again.code, again.out]).toEqual([1, expect.stringContaining('by hand: handed over to')]);
  emulator.revoke(keys[0]?.key ?? '');
  const dead = await run(cwd, APPLY, byHand);
  expect([dead.code, dead.out]).toEqual([1, expect.stringContaining('handed over to')]);
  expect((await run(cwd, ['revoke', '--watch'], byHand)).code).toBe(0);
  expect((await run(cwd, ['revoke'], byHand)).out).toMatch(/last run {2}revoked at .*by hand.*; asked again/);
  const last = await run(cwd, APPLY, byHand);
  expect([last.code, last.out]).toEqual([0, expect.stringContaining('the provider refuses it already')]);
}, 60_000);

test('Ctrl-C lets the call that is under way end, says how to go on, and --resume finishes', async () => {
  const { cwd, env, keys } = await scanned(['nouvel'], ['nouvel']);
  emulator.revokeBehaviour('accepts-late', { delay: 2000 });
  // By the real clock, so that it is still waiting for the key to die.
  const running = startLeakward(cwd, APPLY, { env: { ...env, NODE_OPTIONS: '' } });
  const before = emulator.log.length;
  while (!emulator.log.slice(before).some(({ method, status }) => method === 'POST' && status !== 0))
    await new Promise((done) => setTimeout(done, 10));
  await new Promise((done) => setTimeout(done, 300));
  running.child.kill('SIGINT');
  const { code, err } = await running.done;
  expect([code, err]).toEqual([130, expect.stringContaining('--resume goes on')]);
  emulator.revokeBehaviour('kills');
  await new Promise((done) => setTimeout(done, 2000));
  expect(await run(cwd, ['revoke'], env)).toMatchObject({
    code: 1,
    out: expect.stringContaining('an earlier run left it unfinished'),
  });
  const resumed = await run(cwd, [...APPLY, '--resume'], env);
  expect(resumed.code).toBe(0);
  expect(keys.map(({ key }) => emulator.revocations(key))).toEqual([1, 1]);
}, 90_000);

test('killed for good at every request, then resumed: each key revoked once', async () => {
  for (let at = 1; at <= 5; at++) {
    const { cwd, keys, ...scannedRepository } = await scanned(['nouvel']);
    const {
      LEAKWARD_REVOKE_NOUVEL_URL: url,
      LEAKWARD_REVOKE_NOUVEL_TOKEN: token = '',
      ...bare
    } = scannedRepository.env;
    // How long a call that may have been made is waited for: a minute where nothing is said.
    const settings = join(
      directoryOf({
        'ours.toml': `[revoke.nouvel]\nurl = "${url}"\npropagation = 3\nheaders = { Authorization = "Bearer {env:OURS}" }\n`,
      }),
      'ours.toml',
    );
    const env = { ...bare, OURS: token, LEAKWARD_CONFIG: settings };
    const before = emulator.log.length;
    const running = startLeakward(cwd, APPLY, { env });
    const poll = setInterval(() => {
      if (emulator.log.length - before >= at) running.child.kill('SIGKILL');
    }, 1);
    await running.done;
    clearInterval(poll);
    const { code } = await run(cwd, [...APPLY, '--resume'], env);
    expect([at, code, emulator.revocations(keys[0]?.key ?? '')]).toEqual([at, 0, 1]);
    expect((await run(cwd, ['journal'], env)).code).toBe(0);
  }
}, 120_000);

test('two at once: one revokes, and both end', async () => {
  const { cwd, env, keys } = await scanned(['nouvel'], ['nohuman']);
  const both = await Promise.all([1, 2].map(() => startLeakward(cwd, APPLY, { env }).done));
  expect(keys.map(({ key }) => emulator.revocations(key))).toEqual([1, 1]);
  // Whoever comes second is told so, or finds the keys dead: which of the two depends on the moment.
  for (const { code, err } of both) expect([code, err]).toEqual([expect.toBeOneOf([0, 1]), '']);
});

/** A report of what is in a directory, as a file elsewhere. */
async function reportOf(cwd: string, env: Readonly<Record<string, string>>): Promise<string> {
  const { out } = await run(cwd, ['scan', '--format', 'json'], env);
  const file = join(directoryOf(), 'report.json');
  writeFileSync(file, out);
  return file;
}

/** Runs the program where files cannot grow, or where the journal's directory is on a read-only disk. */
const SHELL = ['bash', '-c'] as const;
const WITHOUT_DISK: readonly (readonly [name: string, through: readonly string[], expected: RegExp])[] = [
  [
    'full',
    [...SHELL, 'trap "" XFSZ; ulimit -f 0; exec "$@"', '-'],
    /cannot be written \(EFBIG\): without it nothing is revoked/,
  ],
  [
    'read-only',
    [
      'unshare',
      '--mount',
      '--map-root-user',
      ...SHELL,
      'mount -t tmpfs -o ro none "$HOME" && exec "$@"',
      '-',
    ],
    /cannot be written \(EROFS\): without it nothing is revoked/,
  ],
];

test.each(WITHOUT_DISK)('on a %s disk nothing is revoked', async (_, through, expected) => {
  const { cwd, env, keys } = await scanned(['nouvel']);
  const args = [...APPLY, await reportOf(cwd, env)];
  const { code, err } = await startLeakward(cwd, args, { env, through: [...through, process.execPath] }).done;
  expect([code, err]).toEqual([2, expect.stringMatching(expected)]);
  expect(emulator.revocations(keys[0]?.key ?? '')).toBe(0);
});

test.each(['/dev/full', 'config-0.yml/journal', '/proc/leakward/journal'])(
  '%s is no journal',
  async (path) => {
    const { cwd, env, keys } = await scanned(['nouvel']);
    const { code, err } = await run(cwd, [...APPLY, '--journal', path], env);
    expect([code, err]).toEqual([2, expect.stringMatching(/the journal .* cannot be (?:read|written)/)]);
    expect(emulator.revocations(keys[0]?.key ?? '')).toBe(0);
  },
);

test('keys on standard input can be revoked if they are known for ours', async () => {
  const { cwd, env, keys } = await scanned(['nouvel']);
  const { key = '' } = keys[0] ?? {};
  rmSync(join(cwd, 'config-0.yml'));
  const { code } = await run(cwd, ['revoke', '-', '--apply', '--yes'], env, key);
  expect([code, emulator.revocations(key)]).toEqual([0, 1]);
});

test('a key that nobody issued is told as inactive already', async () => {
  const { cwd, env } = leakedRepository(emulator, [], { 'a.env': `NOHUMAN_API_KEY=${nohumanKey(901)}\n` });
  await run(cwd, ['keys', 'add', '--label', 'old'], env, nohumanKey(901));
  await run(cwd, ['scan'], env);
  expect(await run(cwd, APPLY, env)).toMatchObject({
    code: 0,
    out: expect.stringContaining('already inactive: the provider refuses it already'),
  });
});

test.each([
  [['revoke', '--yes'], /--yes does nothing without --apply/],
  [['revoke', '--apply', '--watch'], /not both/],
  [['revoke', '--watch', '-f', 'json'], /--watch has no form “json”/],
  [['revoke', '--for', '5'], /--for does nothing without --watch/],
  [['revoke', '--hand-to', 'ana'], /--hand-to does nothing without --apply/],
  [['revoke', '-f', 'sarif'], /a plan has no form “sari…”/],
  [['revoke', '--apply', '--issue', 'nonsense'], /takes owner\/repo/],
  [['revoke', '--apply', '--yes', '--issue', 'a/b'], /needs a token in GITHUB_TOKEN/],
])('%s is a clear error', async (args, expected) => {
  const { cwd, env } = await scanned(['nouvel']);
  const withYes = args.includes('--issue') && !args.includes('--yes') ? [...args, '--yes'] : args;
  expect(await run(cwd, withYes, env)).toMatchObject({ code: 2, err: expect.stringMatching(expected) });
});

test('no providers are asked and no settings needed where there is nothing to revoke', async () => {
  const cwd = directoryOf({ 'a.txt': 'nothing' });
  const env = environmentOf(emulator, directoryOf());
  const report = await run(cwd, ['scan', '.', '-f', 'json'], env);
  expect(await run(cwd, ['revoke', '-'], env, report.out)).toMatchObject({
    code: 0,
    out: expect.stringContaining('0 keys to revoke'),
  });
});
