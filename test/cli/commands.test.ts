import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { COMMAND_LIST, optionsOf } from '../../src/commands/table.ts';
import { nohumanKey, nouvelKey } from '../support/keys.ts';
import { leakward } from '../support/resident.ts';
import { directoryOf, git } from '../support/run.ts';

const KEY = nouvelKey(21);

test('keys add files keys by hash; scan names the owner', () => {
  const cwd = directoryOf({ 'a.ts': `x("${KEY}")` });
  const added = leakward(
    cwd,
    ['keys', 'add', '--label', 'prod', '--owner', 'ana@example.invalid', '--protect'],
    { input: `${KEY}\n` },
  );
  expect(added.out).toBe(`${KEY.slice(0, 8)}…(${KEY.length})  filed as “prod” in leakward.keys\n`);
  expect(readFileSync(join(cwd, 'leakward.keys'), 'utf8')).not.toContain(KEY);
  expect(leakward(cwd, ['keys', 'list']).out).toContain('prod  ana@example.invalid  protected');
  expect(leakward(cwd, ['keys', 'check'], { input: `${KEY}\n${nouvelKey(22)}\n` })).toMatchObject({
    code: 1,
  });
  const { out } = leakward(cwd, ['scan', '-f', 'json']);
  expect(JSON.parse(out)).toMatchObject({
    findings: [{ attribution: 'own', own: { label: 'prod', owner: 'ana@example.invalid' } }],
  });
});

test.each(['2026-13-45', '2026-02-30', 'soon"', '26-01-01'])('%s is no day on which a key expires', (day) => {
  const cwd = directoryOf();
  const { code, err } = leakward(cwd, ['keys', 'add', '--label', 'l', '--expires', day], { input: KEY });
  expect([code, err]).toEqual([2, expect.stringContaining('--expires takes a day, YYYY-MM-DD')]);
  expect(leakward(cwd, ['keys', 'list'])).toMatchObject({ code: 0, out: 'no keys of your own are known\n' });
});

test.each([
  ['keys', 'add', '--label', KEY],
  ['keys', 'add', '--label', 'l', '--owner', `ana ${KEY}`],
  ['allow', '01234567', '--reason', KEY],
  ['allow', '01234567', '--reason', 'r', '--path', `a/${KEY}`],
  ['revoke', '-', '--apply', '--yes', '--hand-to', KEY],
])('what would be written down may hold no key (%#)', (...args) => {
  const cwd = directoryOf();
  const { code, err } = leakward(cwd, args, { input: KEY });
  expect([code, err]).toEqual([2, expect.stringMatching(/--\S+ holds a key, and would be written down/)]);
  expect(readdirSync(cwd)).toEqual([]);
});

test('keys of the environment and of untracked .env files are ours', () => {
  const other = nohumanKey(23);
  const odd = ['tok', 'en-without-a-prefix-1'].join('');
  const cwd = directoryOf({
    'a.ts': `x("${KEY}", "${other}", "${odd}")`,
    '.gitignore': '.env\n',
    '.env': `NOHUMAN_KEY='${odd}'\n`,
  });
  git(cwd, 'init', '-q');
  git(cwd, 'add', '.');
  const { out } = leakward(cwd, ['scan', '-f', 'json'], { env: { ANYTHING: KEY } });
  const { findings } = JSON.parse(out) as { findings: { attribution: string; own?: { label: string } }[] };
  expect(findings.map(({ attribution, own }) => [attribution, own?.label])).toEqual([
    ['own', 'environment variable ANYTHING'],
    ['none', undefined],
    ['own', 'NOHUMAN_KEY in .env:1'],
  ]);
  expect(leakward(cwd, ['scan', '--no-env-keys']).out).not.toContain('environment variable');
});

test('a tracked .env file is a leak and no source of keys', () => {
  const cwd = directoryOf({ '.env': `NOUVEL_API_KEY=${KEY}\n` });
  git(cwd, 'init', '-q');
  git(cwd, 'add', '-f', '.env');
  const { out } = leakward(cwd, ['scan', '-f', 'json']);
  expect(JSON.parse(out)).toMatchObject({
    findings: [{ attribution: 'shape', exposure: ['tracked-env-file'] }],
  });
});

test('example makes the same keys for the same seed, and scan only counts them', () => {
  const cwd = directoryOf();
  const first = leakward(cwd, ['example', 'nouvel', '-n', '3', '--seed', '7']).out;
  expect(first).toBe(leakward(cwd, ['example', 'nouvel', '-n', '3', '--seed', '7']).out);
  writeFileSync(join(cwd, 'fixtures.txt'), first);
  expect(leakward(cwd, ['scan'])).toMatchObject({ code: 0, out: expect.stringContaining('3 sample keys') });
});

test('explain tells every part of a score, and why a candidate was rejected', () => {
  const found = leakward(directoryOf(), ['explain', `NOUVEL_API_KEY=${KEY}`]);
  expect(found.out).toContain('100/100, high, shape');
  expect(found.out).toContain('base58 of 16 bytes, as Nouvel issues them');
  expect(found.out).not.toContain(KEY);
  const text = leakward(directoryOf(), ['explain', '-'], {
    input: 'nh_composite_ecmp_select_by_rflow nh_id',
  }).out;
  expect(text).toContain('rejected');
  expect(text).toContain('a name, by');
  expect(text).toContain('too few characters follow for a key');
});

test('explain finds a finding by its fingerprint', () => {
  const cwd = directoryOf({ 'a.txt': `k=${KEY}` });
  const [, id = ''] = /leakward allow ([0-9a-f]{12})/.exec(leakward(cwd, ['scan']).out) ?? [];
  expect(leakward(cwd, ['explain', id]).out).toContain('a.txt:1');
});

test('rules of users find their own keys', () => {
  const acme = ['acme', '_', 'sk9Fj2LqPz7Rt4Wx8Yb3Nd6M'].join('');
  const cwd = directoryOf({
    'acme.toml':
      'id = "acme-key"\nregex = "acme_[A-Za-z0-9]{20,40}"\nexamples = ["ACME_API_KEY=acme_{base62:24}"]\n[shape]\nalphabet = "base62"\nminLength = 20\nmaxLength = 40\n',
    'a.txt': `ACME_API_KEY=${acme}`,
  });
  expect(leakward(cwd, ['rules', 'check', 'acme.toml']).out).toBe('acme-key: right\n');
  expect(leakward(cwd, ['rules', 'test', 'acme.toml'])).toMatchObject({ code: 0 });
  expect(leakward(cwd, ['rules', 'list', '--rules', 'acme.toml']).out).toContain('acme-key  acme_{20-40}');
  expect(leakward(cwd, ['scan', '--rules', 'acme.toml']).out).toContain('acme key acme_sk9F…(29)');
});

test('leakward.toml is found above, checked, and outranked by flag and environment', () => {
  const cwd = directoryOf({
    'leakward.toml': 'format = ["json"]\nmin-confidence = "low"\n',
    'sub/a.txt': 'x',
  });
  git(cwd, 'init', '-q');
  const sub = join(cwd, 'sub');
  expect(leakward(sub, ['scan']).out).toMatch(/^\{/);
  expect(leakward(sub, ['scan'], { env: { LEAKWARD_FORMAT: 'markdown' } }).out).toMatch(/^###/);
  expect(leakward(sub, ['scan', '-f', 'pretty'], { env: { LEAKWARD_FORMAT: 'markdown' } }).out).toMatch(
    /^no leaked/,
  );
  writeFileSync(join(cwd, 'leakward.toml'), 'min-confidance = "low"\n');
  expect(leakward(sub, ['scan']).err).toContain(
    'unknown setting “min-…”\nhint: did you mean “min-confidence”?',
  );
  writeFileSync(join(cwd, 'leakward.toml'), 'min-confidence = "most"\n');
  expect(leakward(sub, ['scan']).err).toContain('knows no “most”');
});

test('leakward.toml above the root of the repository is not read', () => {
  const cwd = directoryOf({ 'leakward.toml': 'format = ["json"]\n', 'repository/a.txt': 'x' });
  const root = join(cwd, 'repository');
  git(root, 'init', '-q');
  expect(leakward(cwd, ['scan']).out).toMatch(/^\{/);
  expect(leakward(root, ['scan']).out).toMatch(/^no leaked/);
});

test('colour follows NO_COLOR, FORCE_COLOR and the terminal', () => {
  const cwd = directoryOf({ a: 'x' });
  const isColoured = (env: Readonly<Record<string, string>>, args: readonly string[] = []): boolean =>
    leakward(cwd, ['scan', ...args], { env }).out.includes('\u001b[');
  expect(isColoured({})).toBe(false);
  expect(isColoured({ CI: '1' })).toBe(false);
  expect(isColoured({ FORCE_COLOR: '1' })).toBe(true);
  expect(isColoured({ FORCE_COLOR: '0' })).toBe(false);
  expect(isColoured({ FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(false);
  expect(isColoured({ FORCE_COLOR: '1' }, ['--no-color'])).toBe(false);
});

test('every command has help that names each of its options', () => {
  for (const { name } of COMMAND_LIST) {
    const { code, out } = leakward(directoryOf(), [...name.split(' '), '--help']);
    expect(code).toBe(0);
    for (const { flag } of optionsOf(name)) expect(out).toContain(`--${flag}`);
  }
});

test.each(['bash', 'zsh', 'fish'])('completion for %s names commands and options', (shell) => {
  const { code, out } = leakward(directoryOf(), ['completion', shell]);
  expect(code).toBe(0);
  for (const word of ['scan', 'baseline', 'min-confidence', 'trufflehog']) expect(out).toContain(word);
});

test('rules export writes one rule for a tool that reads one, and refuses more', () => {
  const cwd = directoryOf();
  const many = leakward(cwd, ['rules', 'export', '--to', 'titus']);
  expect(many).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringContaining('titus reads one rule per file'),
  });
  const one = leakward(cwd, ['rules', 'export', '--to', 'titus', '--rule', 'nouvel-api-key']);
  expect([one.code, one.out.match(/ id: '(.*)'/g)]).toEqual([0, [" id: 'leakward.nouvel-api-key'"]]);
  const unknown = leakward(cwd, ['rules', 'export', '--to', 'gitleaks', '--rule', KEY]);
  expect(unknown).toMatchObject({
    code: 2,
    err: expect.stringContaining('one of nohuman-api-key, nouvel-api-key'),
  });
  expect(unknown.err).not.toContain(KEY.slice(8));
});
