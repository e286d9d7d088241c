import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { devNull } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { MAX_SETTINGS_BYTES, readGuarded } from '../../src/state/guarded-read.ts';
import { directoryOf, git, leakward } from '../support/run.ts';

/** Longer than any run here takes: one that waits for a pipe is killed then. */
const HANGS = 20_000;

/** What a hostile repository, a tool or a slip may have put where a settings file is looked for. */
const OBSTACLES: Readonly<Record<string, (path: string) => void>> = {
  'a pipe': (path) => execFileSync('mkfifo', [path]),
  'a directory': (path) => mkdirSync(path),
  'a link to itself': (path) => symlinkSync(path, path),
  'a link to an endless device': (path) => symlinkSync('/dev/zero', path),
  'a link to a pipe': (path) => {
    execFileSync('mkfifo', [`${path}.pipe`]);
    symlinkSync(`${path}.pipe`, path);
  },
  'a huge file': (path) => {
    writeFileSync(path, '');
    truncateSync(path, MAX_SETTINGS_BYTES + 1);
  },
};

test.each(Object.keys(OBSTACLES))('%s is refused at once, whether links are followed or not', (kind) => {
  const path = join(directoryOf(), 'settings');
  OBSTACLES[kind]?.(path);
  for (const followsLinks of [false, true]) {
    expect(readGuarded(path, { followsLinks })).toEqual({ kind: 'refused', reason: expect.any(String) });
  }
});

test('a socket is refused', async () => {
  const path = join(directoryOf(), 'settings');
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(path, resolve));
  onTestFinished(() => void server.close());
  expect(readGuarded(path, { followsLinks: true }).kind).toBe('refused');
});

test('a file is read to its end, through a link only where asked, and not past the limit', () => {
  const cwd = directoryOf({ file: 'text', empty: '' });
  symlinkSync('file', join(cwd, 'link'));
  const read = (name: string, followsLinks = false, maxBytes?: number) =>
    readGuarded(join(cwd, name), { followsLinks, ...(maxBytes === undefined ? {} : { maxBytes }) });
  expect(read('file')).toEqual({ kind: 'read', bytes: Buffer.from('text') });
  expect(read('empty')).toEqual({ kind: 'read', bytes: Buffer.alloc(0) });
  expect(read('link', true)).toEqual({ kind: 'read', bytes: Buffer.from('text') });
  expect(read('link')).toEqual({ kind: 'refused', reason: 'a symbolic link' });
  expect(read('file', false, 4).kind).toBe('read');
  expect(read('file', false, 3)).toEqual({ kind: 'refused', reason: 'larger than 3 bytes' });
  expect([read('none'), read('file/none')]).toEqual([{ kind: 'absent' }, { kind: 'absent' }]);
  expect(readGuarded(devNull, { followsLinks: true })).toEqual({ kind: 'read', bytes: Buffer.alloc(0) });
});

test.runIf(process.platform === 'linux')('a file of /proc, whose size is 0, is read to its end', () => {
  const read = readGuarded('/proc/kallsyms', { followsLinks: false });
  expect(read.kind === 'read' && read.bytes.length).toBe(readFileSync('/proc/kallsyms').length);
  expect(readGuarded('/proc/kallsyms', { followsLinks: false, maxBytes: 1000 }).kind).toBe('refused');
});

/** Settings files by the command that reads them, and what it makes of one that cannot be read. */
const DISCOVERED = [
  ['leakward.toml', ['scan'], 2],
  ['.leakwardignore', ['scan'], 2],
  ['.leakward-baseline', ['scan'], 2],
  ['leakward.keys', ['scan'], 2],
  ['.leakwardignore', ['history'], 2],
  ['leakward.keys', ['guard', 'pre-commit'], 2],
  ['leakward.toml', ['guard', 'pre-commit'], 2],
  // Tools serve .env files through pipes: no settings of ours, and no reason to stop.
  ['.env', ['guard', 'pre-commit'], 0],
  ['.env', ['history'], 0],
  ['package.json', ['doctor'], 1],
  ['.gitattributes', ['doctor'], 1],
  ['.pre-commit-config.yaml', ['doctor'], 1],
  ['lefthook.yml', ['doctor'], 1],
  ['.git/hooks/pre-commit', ['doctor'], 1],
  ['.husky/pre-commit', ['doctor'], 1],
  ['.git/hooks/pre-commit', ['init', '--manager', 'plain', '--dry-run'], 2],
  ['package.json', ['init', '--manager', 'husky', '--dry-run'], 2],
  ['.pre-commit-config.yaml', ['init', '--manager', 'pre-commit', '--dry-run'], 2],
  ['lefthook.yml', ['init', '--manager', 'lefthook', '--dry-run'], 2],
] as const;

function repository(): string {
  const cwd = directoryOf({ 'a.txt': 'text\n' });
  git(cwd, 'init', '-q');
  git(cwd, 'add', 'a.txt');
  git(cwd, 'commit', '-qm', 'one');
  return cwd;
}

test.each(DISCOVERED)('%s that is no file does not hang %j: exit %i', (name, args, code) => {
  const cwd = repository();
  const path = join(cwd, name);
  mkdirSync(dirname(path), { recursive: true });
  for (const kind of ['a pipe', 'a link to a pipe']) {
    OBSTACLES[kind]?.(path);
    const ran = leakward(cwd, args, { timeout: HANGS });
    expect([kind, ran.code]).toEqual([kind, code]);
    if (code === 2) expect(ran.err).toContain(name);
    rmSync(path);
  }
});

test.each(['--config', '--rules', '--keys', '--baseline'])('a pipe named by %s is an error', (flag) => {
  const cwd = repository();
  execFileSync('mkfifo', [join(cwd, 'pipe')]);
  const { code, err } = leakward(cwd, ['scan', flag, 'pipe'], { timeout: HANGS });
  expect([code, err]).toEqual([2, expect.stringContaining('a pipe, not a regular file')]);
});

test('a hook that cannot be read is never overwritten, and no link leads init out of the repository', () => {
  const cwd = repository();
  const outside = join(directoryOf({ 'package.json': '{}\n' }), 'package.json');
  symlinkSync(outside, join(cwd, 'package.json'));
  expect(leakward(cwd, ['init', '--manager', 'husky'], { timeout: HANGS }).code).toBe(2);
  expect(readFileSync(outside, 'utf8')).toBe('{}\n');
});

test('a setting that names the null device has none', () => {
  const cwd = repository();
  const args = ['scan', '--config', devNull, '--keys', devNull, '--baseline', devNull];
  expect(leakward(cwd, args, { timeout: HANGS })).toMatchObject({ code: 0, err: '' });
});
