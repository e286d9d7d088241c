import { spawn } from 'node:child_process';
import { closeSync, linkSync, mkdirSync, openSync, symlinkSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nohumanKey, nouvelKey } from '../support/keys.ts';
import { leakward } from '../support/resident.ts';
import { leakward as asProcess, BIN, directoryOf, git } from '../support/run.ts';

const KEY = nouvelKey();
const LEAK = `NOUVEL_API_KEY=${KEY}\n`;

function paths(out: string): string[] {
  return (JSON.parse(out) as { findings: { location: { path: string } }[] }).findings.map(
    ({ location }) => location.path,
  );
}

test('finds a leak, masks it, says what to do, and exits with 1', () => {
  const { code, out, err } = leakward(directoryOf({ 'src/a.ts': `const a = 1;\nconst key = "${KEY}";\n` }), [
    'scan',
  ]);
  expect([code, err]).toEqual([1, '']);
  expect(out).toContain('src/a.ts:2:14  leak (high)  Nouvel key nvl_');
  expect(out).toContain('process.env.NOUVEL_API_KEY');
  expect(out).toContain('1 leaked key in 1 place (1 file, ');
  expect(out).not.toContain(KEY);
});

test('is clean without one, and exits with 0', () => {
  const { code, out } = leakward(directoryOf({ 'a.txt': 'nothing' }), ['scan', '.']);
  expect([code, out]).toEqual([0, 'no leaked keys (1 file, 7 B)\n']);
});

test('nothing to read is incomplete, and exits with 3', () => {
  const { code, out } = leakward(directoryOf(), ['scan']);
  expect(code).toBe(3);
  expect(out).toContain('incomplete');
});

test('reads standard input under a given name', () => {
  const { code, out } = leakward(directoryOf(), ['scan', '-', '--stdin-name', 'x/y.env', '-f', 'json'], {
    input: LEAK,
  });
  expect([code, paths(out)]).toEqual([1, ['x/y.env']]);
});

test('takes files, directories and globs, each file once, in order of path', () => {
  const cwd = directoryOf({ 'b/x.txt': LEAK, 'a.txt': LEAK, 'c/d/e.json': LEAK, 'c/d/f.md': LEAK });
  const { out } = leakward(cwd, ['scan', 'c', 'a.txt', 'c/**/*.json', '-f', 'json']);
  expect(paths(out)).toEqual(['a.txt', 'c/d/e.json', 'c/d/f.md']);
});

test('in a work tree reads tracked and untracked files, ignored ones only with --all', () => {
  const cwd = directoryOf({
    'tracked.txt': LEAK,
    'new.txt': LEAK,
    'out/ignored.txt': LEAK,
    '.gitignore': 'out/\n',
  });
  git(cwd, 'init', '-q');
  git(cwd, 'add', 'tracked.txt', '.gitignore');
  expect(paths(leakward(cwd, ['scan', '-f', 'json']).out)).toEqual(['new.txt', 'tracked.txt']);
  expect(paths(leakward(cwd, ['scan', '-a', '-f', 'json']).out)).toEqual([
    'new.txt',
    'out/ignored.txt',
    'tracked.txt',
  ]);
  expect(paths(leakward(cwd, ['scan', 'out/ignored.txt', '-f', 'json']).out)).toEqual(['out/ignored.txt']);
});

test('no file is passed over for its extension or for being binary', () => {
  const names = 'png jpg woff2 pdf exe so dll class wasm lock min.js map svg pyc sqlite mp4 bin'.split(' ');
  const zeros = Buffer.from([0, 1, 0xff, 0xfe, 0, 0x80]);
  const binary = Buffer.concat([zeros, Buffer.from(LEAK), zeros]);
  const files = [
    ...names.map((extension) => `a.${extension}`),
    'node_modules/a/dist/b.js',
    'package-lock.json',
  ];
  const { out } = leakward(directoryOf(Object.fromEntries(files.map((name) => [name, binary]))), [
    'scan',
    '-f',
    'json',
  ]);
  expect(paths(out)).toEqual(files.toSorted());
});

test('names what it leaves out: submodules, nested repositories, special files, too large, excluded', () => {
  const cwd = directoryOf({
    'big.bin': 'x'.repeat(5000),
    'a/skip.txt': LEAK,
    'nested/f.txt': LEAK,
    'z.txt': 'z',
  });
  git(cwd, 'init', '-q');
  git(join(cwd, 'nested'), 'init', '-q');
  const { code, out } = leakward(cwd, ['scan', '--max-bytes', '1000', '--exclude', 'a', '-f', 'json']);
  const { coverage } = JSON.parse(out) as {
    coverage: { skipped: { kind: string; path: string; reason: string }[] };
  };
  expect(code).toBe(0);
  expect(coverage.skipped.map(({ kind, path }) => `${kind} ${path}`).sort()).toEqual([
    'excluded a/skip.txt',
    'excluded big.bin',
    'excluded nested',
  ]);
});

test('a link is read as the text of its target and never followed; a loop does no harm', () => {
  const cwd = directoryOf({ 'real/a.txt': 'x' });
  symlinkSync('..', join(cwd, 'real/loop'));
  symlinkSync(KEY, join(cwd, 'link'));
  symlinkSync('/etc', join(cwd, 'outside'));
  const { out } = leakward(cwd, ['scan', '-f', 'json']);
  expect(paths(out)).toEqual(['link']);
});

test('a key in two hard links is in two places', () => {
  const cwd = directoryOf({ 'a.txt': LEAK });
  linkSync(join(cwd, 'a.txt'), join(cwd, 'b.txt'));
  expect(paths(leakward(cwd, ['scan', '-f', 'json']).out)).toEqual(['a.txt', 'b.txt']);
});

test('what cannot be read is told, and the scan is incomplete', () => {
  const cwd = directoryOf({ 'a.txt': 'x' });
  // Opening a terminal that is not there fails for everybody, root too.
  const { code, out } = leakward(cwd, ['scan', 'a.txt', '/dev/tty', '-f', 'json']);
  expect(code).toBe(3);
  expect(JSON.parse(out)).toMatchObject({
    status: 'incomplete',
    coverage: { skipped: [{ kind: 'unread', reason: 'ENXIO' }] },
  });
});

test('a name may hold a newline, a quote, a leading dash, or bytes that are no UTF-8', () => {
  const cwd = directoryOf({ 'a\nb.txt': LEAK, 'q"\'.txt': LEAK, '-rf': LEAK });
  writeFileSync(
    Buffer.concat([Buffer.from(`${cwd}/`), Buffer.from([0x6c, 0xe9]), Buffer.from('.txt')]),
    LEAK,
  );
  for (const isRepository of [false, true]) {
    if (isRepository) git(cwd, 'init', '-q');
    expect(paths(leakward(cwd, ['scan', '-f', 'json']).out)).toEqual([
      '-rf',
      'a\nb.txt',
      'l\\xe9.txt',
      'q"\'.txt',
    ]);
    expect(leakward(cwd, ['scan']).out).not.toMatch(/a\nb\.txt/);
  }
  expect(leakward(cwd, ['scan', '--', '-rf']).code).toBe(1);
});

test('a file of 0 bytes is read', () => {
  expect(leakward(directoryOf({ empty: '' }), ['scan']).out).toBe('no leaked keys (1 file, 0 B)\n');
});

test('takes paths from a list that ends lines with NUL', () => {
  const cwd = directoryOf({ 'a b.txt': LEAK, 'c.txt': LEAK, list: 'a b.txt\0c.txt\0' });
  expect(paths(leakward(cwd, ['scan', '--files-from', 'list', '-0', '-f', 'json']).out)).toEqual([
    'a b.txt',
    'c.txt',
  ]);
  expect(paths(leakward(cwd, ['scan', '--files-from', '-', '-f', 'json'], { input: 'c.txt\n' }).out)).toEqual(
    ['c.txt'],
  );
});

test('one line of 200 MB is scanned in bounded memory', () => {
  const cwd = directoryOf();
  const file = openSync(join(cwd, 'line'), 'w');
  const block = Buffer.alloc(10 << 20, 'y');
  for (let i = 0; i < 20; i++) writeSync(file, block);
  writeSync(file, `"${nohumanKey(3)}"`);
  closeSync(file);
  const { code, out } = asProcess(cwd, ['scan', '-f', 'json'], {
    env: { NODE_OPTIONS: '--max-old-space-size=64' },
  });
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    findings: [{ location: { startLine: 1, startColumn: 20 * (10 << 20) + 2 } }],
  });
});

test('25,000 files are scanned, on threads and without', () => {
  const cwd = directoryOf();
  for (let d = 0; d < 25; d++) {
    mkdirSync(join(cwd, `${d}`));
    for (let f = 0; f < 1000; f++) writeFileSync(join(cwd, `${d}/${f}`), d === 24 && f === 999 ? LEAK : '');
  }
  const { code, out } = leakward(cwd, ['scan']);
  expect(code).toBe(1);
  expect(out).toContain('25,000 files');
  expect(leakward(cwd, ['scan', '--threads', '1']).out).toBe(out);
}, 180_000);

test.each([
  ['a missing path', ['scan', 'scr'], 'no such file or directory: scr', 'did you mean src?'],
  ['a glob that matches nothing', ['scan', '**/*.nope'], 'no file matches **/*.nope', ''],
  ['an unknown option', ['scan', '--formt', 'json'], 'unknown option “--form…”', 'Did you mean --format?'],
  ['an unknown command', ['scna'], 'unknown command “scna”', 'Did you mean scan?'],
  ['an unknown format', ['scan', '-f', 'yaml'], '--format knows no “yaml”', 'one of pretty, json'],
  [
    'an unknown confidence',
    ['scan', '--min-confidence', 'most'],
    'argument “most” is invalid',
    'Allowed choices are',
  ],
  ['a size in words', ['scan', '--max-bytes', 'much'], '--max-bytes takes a whole number', ''],
  [
    'standard input and paths',
    ['scan', '-', 'src'],
    'standard input and paths cannot be scanned together',
    'two runs',
  ],
  ['a missing rule file', ['scan', '--rules', 'no.toml'], 'no.toml', ''],
  ['a rule file that is no TOML', ['scan', '--rules', 'bad.toml'], 'bad.toml:1:', ''],
  ['a rule with a wrong pattern', ['scan', '--rules', 'regex.toml'], 'regex.toml: acme-key: “regex”', ''],
  ['a settings file that is no TOML', ['scan', '--config', 'bad.toml'], 'bad.toml:1:', ''],
  ['a missing settings file', ['scan', '--config', 'no.toml'], 'no.toml cannot be read', ''],
  ['a missing key list', ['scan', '--keys', 'no.keys'], 'no key list at', 'leakward keys add'],
])('%s is an error with a hint, and exits with 2', (_, args, message, hint) => {
  const cwd = directoryOf({
    'src/a.ts': '',
    'bad.toml': 'id = = 1',
    'regex.toml': 'id = "acme-key"\nregex = "acme_[a-z"\n',
  });
  const { code, err, out } = leakward(cwd, args);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(`leakward: `);
  expect(err).toContain(message);
  expect(err).toContain(hint);
  expect(err).not.toContain('    at ');
});

test('a reader that closes the pipe early is no error', async () => {
  const cwd = directoryOf(Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`${i}.txt`, LEAK])));
  const child = spawn(process.execPath, [BIN, 'scan'], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.once('data', () => child.stdout.destroy());
  let err = '';
  child.stderr.on('data', (chunk) => (err += chunk));
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect([code, err]).toEqual([1, '']);
});

test('Ctrl-C in the middle ends it with 130 and no report', async () => {
  const cwd = directoryOf();
  const file = openSync(join(cwd, 'big'), 'w');
  for (let i = 0; i < 60; i++) writeSync(file, Buffer.alloc(10 << 20, 'y'));
  closeSync(file);
  const child = spawn(process.execPath, [BIN, 'scan', '-v'], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  child.stdout.on('data', (chunk) => (out += chunk));
  child.stderr.once('data', () => child.kill('SIGINT'));
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect([code, out]).toEqual([130, '']);
});

test('the same scan prints the same bytes', () => {
  const cwd = directoryOf(Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`${i}/f.txt`, LEAK])));
  expect(leakward(cwd, ['scan']).out).toBe(leakward(cwd, ['scan']).out);
});

test('a key in the name of a file or directory is a leak, too, and the name is not repeated', () => {
  const key = nouvelKey(77);
  const cwd = directoryOf({ [`old ${key}.txt`]: 'x', [`${key}/a.txt`]: 'x', 'b.txt': 'x' });
  const { code, out } = leakward(cwd, ['scan', '-f', 'csv', '.']);
  expect(code).toBe(1);
  expect(out.match(/nvl_....…\(26\)/g)?.length).toBeGreaterThanOrEqual(2);
  expect(out).not.toContain(key.slice(8));
});
