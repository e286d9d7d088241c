/** What is remembered of a repository: where, for how long, and that nothing in the repository can forge it. */
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { nouvelKey } from '../support/keys.ts';
import { directoryOf, git, leakward } from '../support/run.ts';

const LEAK = `key = '${nouvelKey(1)}';\n`;

function repository(files: Readonly<Record<string, string>>): string {
  const cwd = directoryOf(files);
  git(cwd, 'init', '-q');
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-qm', 'one');
  return cwd;
}

/** A home of the test's own. */
function home() {
  const HOME = directoryOf();
  return {
    env: { HOME },
    cache: join(HOME, '.cache/leakward/history'),
    state: join(HOME, '.local/state/leakward/last'),
  };
}

interface Run {
  readonly code: number | null;
  readonly err: string;
  readonly findings: number;
  readonly notes: string;
  readonly blobs: number;
}

function history(cwd: string, env: Readonly<Record<string, string>>, ...more: readonly string[]): Run {
  const { code, out, err } = leakward(cwd, ['history', '--format', 'json', ...more], { env });
  const { findings, coverage } = JSON.parse(out) as {
    findings: unknown[];
    coverage: { notes: string[]; blobs: number };
  };
  return { code, err, findings: findings.length, notes: coverage.notes.join('\n'), blobs: coverage.blobs };
}

const modeOf = (path: string): number => lstatSync(path).mode & 0o777;
const packsOf = (cwd: string): string => join(cwd, '.git/objects/pack');

test('the survey and the last report are remembered with the user, 0600 in 0700, and not in the repository', () => {
  const cwd = repository({ 'a.js': LEAK });
  const { env, cache, state } = home();
  expect(history(cwd, env)).toMatchObject({ code: 1, notes: '' });
  for (const directory of [cache, state]) {
    const names = readdirSync(directory);
    expect(names).toEqual([expect.stringMatching(/^[0-9a-f]{32}\.json$/)]);
    expect([
      modeOf(directory),
      modeOf(join(directory, '..')),
      modeOf(join(directory, names[0] ?? '')),
    ]).toEqual([0o700, 0o700, 0o600]);
    expect(readFileSync(join(directory, names[0] ?? ''), 'utf8')).not.toContain(nouvelKey(1).slice(8));
  }
  expect(existsSync(join(cwd, '.git/leakward'))).toBe(false);
  expect(leakward(cwd, ['allow', '--last', '--reason', 'test'], { env }).code).toBe(0);
});

test('a report that leans on what is remembered says so, and --no-cache does not lean on it', () => {
  const cwd = repository({ 'a.js': LEAK });
  const { env } = home();
  history(cwd, env);
  git(cwd, 'gc', '-q');
  expect(history(cwd, env).notes).toBe('');
  writeFileSync(join(cwd, 'b.js'), 'b\n');
  // Content that is there already would have git touch the pack.
  git(cwd, 'add', 'b.js');
  git(cwd, 'commit', '-qm', 'two');
  expect(history(cwd, env)).toMatchObject({
    notes: expect.stringMatching(/^1 pack not read again/),
    blobs: 2,
    findings: 1,
  });
  const again = history(cwd, env);
  expect(again).toMatchObject({
    notes: expect.stringMatching(/^1 pack and 3 loose objects not read/),
    blobs: 2,
  });
  expect(history(cwd, env, '--no-cache')).toMatchObject({ notes: '', blobs: 2, findings: 1 });
  expect(leakward(cwd, ['history'], { env }).out).toContain('not read again');
});

test('files of earlier versions in the repository are removed and not read, other files there stay', () => {
  const cwd = repository({ 'a.js': LEAK });
  const { env } = home();
  const old = join(cwd, '.git/leakward');
  mkdirSync(old);
  const clean = { key: '', packs: [], loose: [], suspects: [], pointers: [], blobs: 1, commits: 1, bytes: 1 };
  writeFileSync(join(old, 'history.json'), JSON.stringify(clean));
  writeFileSync(join(old, 'last.json'), '{"findings":[]}');
  writeFileSync(join(old, 'mine.txt'), 'mine');
  expect(history(cwd, env).code).toBe(1);
  expect(readdirSync(old)).toEqual(['mine.txt']);
  rmSync(join(old, 'mine.txt'));
  writeFileSync(join(old, 'last.json'), '{}');
  leakward(cwd, ['scan'], { env });
  expect(existsSync(old)).toBe(false);
});

test('links are not followed: neither in the repository nor on the way to what is remembered', () => {
  const cwd = repository({ 'a.js': LEAK });
  const precious = directoryOf({ 'last.json': 'precious', 'history.json': 'precious' });
  symlinkSync(precious, join(cwd, '.git/leakward'));
  for (const kind of ['history', 'last'] as const) {
    const { env, cache, state } = home();
    const directory = kind === 'history' ? cache : state;
    mkdirSync(join(directory, '../..'), { recursive: true });
    symlinkSync(precious, join(directory, '..'));
    expect(history(cwd, env)).toMatchObject({ code: 1, err: '' });
    rmSync(join(directory, '..'));
    mkdirSync(join(directory, '..'));
    symlinkSync(precious, directory);
    expect(history(cwd, env)).toMatchObject({ code: 1, err: '' });
    rmSync(directory);
    expect(readdirSync(precious).toSorted()).toEqual(['history.json', 'last.json']);
    history(cwd, env);
    const [name = ''] = readdirSync(directory);
    rmSync(join(directory, name));
    symlinkSync(join(precious, `${kind}.json`), join(directory, name));
    history(cwd, env);
    expect(lstatSync(join(directory, name)).isFile()).toBe(true);
  }
  for (const name of ['last.json', 'history.json'])
    expect(readFileSync(join(precious, name), 'utf8')).toBe('precious');
});

test('what is remembered through a link, or written by another run half, is not believed', () => {
  const cwd = repository({ 'a.js': LEAK });
  const { env, cache, state } = home();
  history(cwd, env);
  for (const directory of [cache, state]) {
    const [name = ''] = readdirSync(directory);
    const file = join(directory, name);
    const text = readFileSync(file, 'utf8');
    for (const wrong of [
      '{',
      'null',
      '[]',
      '',
      text.slice(0, -20),
      text.replace(/"packs"|"findings"/, '"x"'),
      text.replace('"objects":[', '"objects":[5,'),
      text.replace(/"objects":\[.*\]\]/, '"objects":7'),
      text.replace(/"(?:suspects|findings)":\[/, '$&5,'),
    ]) {
      writeFileSync(file, wrong);
      expect(history(cwd, env)).toMatchObject({ code: 1, findings: 1 });
    }
    const clean = JSON.parse(text) as { loose?: { suspects: string[] }[]; findings?: unknown[] };
    for (const loose of clean.loose ?? []) loose.suspects = [];
    const forged = join(directoryOf({ f: JSON.stringify(clean) }), 'f');
    rmSync(file);
    symlinkSync(forged, file);
    expect(history(cwd, env)).toMatchObject({ code: 1, findings: 1 });
  }
});

test('without a home that can be written to, nothing is remembered and nothing fails', () => {
  const cwd = repository({ 'a.js': LEAK });
  const closed = join(directoryOf({ file: '' }), 'file/home');
  for (const env of [{ HOME: '' }, { HOME: closed }, { HOME: 'relative' }]) {
    for (let i = 0; i < 2; i++) expect(history(cwd, env)).toMatchObject({ code: 1, err: '', notes: '' });
    expect(leakward(cwd, ['allow', '--last', '--reason', 'test'], { env }).code).toBe(2);
  }
  expect(existsSync(join(cwd, 'relative'))).toBe(false);
});

test('another repository at the same path, or the same one elsewhere, is read from the start', () => {
  const room = directoryOf({ 'a/x.txt': 'x\n', 'b/y.js': LEAK });
  const { env } = home();
  for (const name of ['a', 'b']) {
    git(join(room, name), 'init', '-q');
    git(join(room, name), 'add', '.');
    git(join(room, name), 'commit', '-qm', name);
  }
  expect(history(join(room, 'a'), env).code).toBe(0);
  rmSync(join(room, 'a'), { recursive: true });
  git(room, 'clone', '-q', 'b', 'a');
  expect(history(join(room, 'a'), env)).toMatchObject({ code: 1, notes: '' });
});

test('a pack that is overwritten under its name, size and time of change is read again', () => {
  const cwd = repository({ 'a.js': 'x'.repeat(LEAK.length) });
  const other = repository({ 'a.js': LEAK });
  const { env } = home();
  for (const one of [cwd, other]) git(one, '-c', 'core.compression=0', 'repack', '-adq');
  const find = (one: string, ending: string): string => {
    const name = readdirSync(packsOf(one)).find((each) => each.endsWith(ending));
    return join(packsOf(one), name ?? '');
  };
  expect(history(cwd, env).code).toBe(0);
  for (const ending of ['.pack', '.idx']) {
    const file = find(cwd, ending);
    const { atime, mtime, size } = statSync(file);
    const bytes = readFileSync(find(other, ending));
    expect(bytes.length).toBe(size);
    chmodSync(file, 0o600);
    writeFileSync(file, bytes);
    utimesSync(file, atime, mtime);
  }
  expect(history(cwd, env)).toMatchObject({ code: 1, findings: 1 });
});

test('a loose object that is overwritten under its id is read again', () => {
  const cwd = repository({ 'a.js': 'x\n' });
  const { env } = home();
  expect(history(cwd, env).code).toBe(0);
  const oid = git(cwd, 'rev-parse', 'HEAD:a.js').trim();
  const file = join(cwd, '.git/objects', oid.slice(0, 2), oid.slice(2));
  chmodSync(file, 0o600);
  writeFileSync(file, deflateSync(`blob ${LEAK.length}\0${LEAK}`));
  expect(history(cwd, env).code).toBe(3);
});

test('an object that is gone since it was remembered is missed', () => {
  const cwd = repository({ 'a.js': 'x\n', 'b.js': 'y\n' });
  const { env } = home();
  expect(history(cwd, env).code).toBe(0);
  const oid = git(cwd, 'rev-parse', 'HEAD:a.js').trim();
  rmSync(join(cwd, '.git/objects', oid.slice(0, 2), oid.slice(2)));
  for (let i = 0; i < 2; i++) expect(history(cwd, env).code).toBe(3);
  git(cwd, 'hash-object', '-w', 'a.js');
  for (let i = 0; i < 2; i++) expect(history(cwd, env).code).toBe(0);
});
