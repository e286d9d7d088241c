import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nouvelKey } from '../support/keys.ts';
import { leakward } from '../support/resident.ts';
import { directoryOf, git } from '../support/run.ts';

/** Many versions of a file in a pack, and for a key a loose object that nothing touches. */
function build(cwd: string, hasKey: boolean): void {
  git(cwd, 'init', '-q');
  const versions = Array.from({ length: 30 }, (_, i) => {
    const lines = Array.from({ length: 200 }, (__, j) => `${j === i ? 'changed' : 'line'} ${j * 31}`).join(
      '\n',
    );
    const blob = `M 100644 inline a.txt\ndata ${lines.length}\n${lines}\n`;
    return `commit refs/heads/main\ncommitter T <t@example.invalid> ${1_000_000 + i} +0000\ndata 1\nc\n${blob}`;
  });
  execFileSync('git', ['fast-import', '--quiet'], { cwd, input: versions.join('') });
  git(cwd, 'reset', '-q', '--hard');
  git(cwd, 'repack', '-adfq');
  if (!hasKey) return;
  writeFileSync(join(cwd, 'b.js'), `const key = '${nouvelKey(1)}';\n`);
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-qm', 'key');
}

let room: string;

beforeAll(() => {
  room = mkdtempSync(join(tmpdir(), 'leakward-damage-'));
  for (const name of ['with', 'without']) {
    mkdirSync(join(room, name));
    build(join(room, name), name === 'with');
  }
});
afterAll(() => rmSync(room, { recursive: true, force: true }));

/** A copy, so that it can be harmed. */
function repository({ hasKey = true } = {}): string {
  const cwd = directoryOf();
  cpSync(join(room, hasKey ? 'with' : 'without'), cwd, { recursive: true });
  return cwd;
}

/** 30 versions of the file, and the one with the key. */
const BLOBS = 30;

type Harm = (bytes: Buffer) => Buffer;

const HARMS: Readonly<Record<string, Harm>> = {
  'cut in half': (bytes) => bytes.subarray(0, bytes.length >> 1),
  empty: () => Buffer.alloc(0),
  'cut by a byte': (bytes) => bytes.subarray(0, -1),
  'full of zeros': (bytes) => Buffer.alloc(bytes.length),
  'zeros in the middle': (bytes) => {
    const harmed = Buffer.from(bytes);
    harmed.fill(0, bytes.length >> 2, bytes.length >> 1);
    return harmed;
  },
  ...Object.fromEntries(
    Array.from({ length: 12 }, (_, seed) => [
      `a flipped bit (${seed})`,
      (bytes: Buffer) => {
        const harmed = Buffer.from(bytes);
        const at = 12 + ((seed * 7919 + 13) % Math.max(1, bytes.length - 40));
        harmed[at] = (harmed[at] ?? 0) ^ (1 << (seed % 8));
        return harmed;
      },
    ]),
  ),
};

function harm(file: string, by: Harm): void {
  chmodSync(file, 0o600);
  writeFileSync(file, by(readFileSync(file)));
}

function packFile(cwd: string, ending: string): string {
  const directory = join(cwd, '.git/objects/pack');
  const name = readdirSync(directory).find((one) => one.endsWith(ending));
  if (name === undefined) throw new Error(`no ${ending}`);
  return join(directory, name);
}

interface Told {
  readonly findings: readonly unknown[];
  readonly coverage: { readonly blobs: number; readonly skipped: readonly { readonly kind: string }[] };
}

/** The scan's answer; it may neither crash nor hang. */
function scan(cwd: string): Told & { readonly code: number | null } {
  const { code, out, err } = leakward(cwd, ['history', '--format', 'json', '--no-cache']);
  expect([code, err]).toEqual([expect.any(Number), expect.not.stringContaining('internal error')]);
  if (code === 2) throw new Error(err);
  return { ...(JSON.parse(out) as Told), code };
}

test.each(
  ['.pack', '.idx', '.rev'].flatMap((ending) => Object.keys(HARMS).map((name) => [ending, name] as const)),
)('a %s that is harmed (%s): the key elsewhere is found, and what is not read is told', (ending, name) => {
  const cwd = repository();
  if (ending === '.rev') git(cwd, '-c', 'pack.writeReverseIndex=true', 'repack', '-adfq');
  harm(packFile(cwd, ending), HARMS[name] ?? ((bytes) => bytes));
  const { findings, coverage, code } = scan(cwd);
  expect([findings.length, code]).toEqual([1, 1]);
  const isTold = coverage.skipped.some(({ kind }) => kind === 'unread');
  expect(isTold || coverage.blobs === BLOBS + 1).toBe(true);
});

test.each(['.pack', '.idx'].flatMap((ending) => Object.keys(HARMS).map((name) => [ending, name] as const)))(
  'with no key elsewhere, a %s that is harmed (%s) is exit 3, or nothing was lost by it',
  (ending, name) => {
    const cwd = repository({ hasKey: false });
    const { blobs } = scan(cwd).coverage;
    harm(packFile(cwd, ending), HARMS[name] ?? ((bytes) => bytes));
    const { coverage, code } = scan(cwd);
    expect([code, coverage.blobs === blobs]).toEqual(code === 0 ? [0, true] : [3, expect.any(Boolean)]);
  },
);

test('of a pack of which a part is lost, the rest is read', () => {
  const cwd = directoryOf({ 'a.js': `const key = '${nouvelKey(1)}';\n`, 'b.bin': randomBytes(100_000) });
  git(cwd, 'init', '-q');
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-qm', 'one');
  git(cwd, 'gc', '-q');
  const pack = packFile(cwd, '.pack');
  harm(pack, (bytes) => {
    const harmed = Buffer.from(bytes);
    harmed.fill(0, harmed.length - 50_000, harmed.length - 1000);
    return harmed;
  });
  const { findings, coverage, code } = scan(cwd);
  expect([findings.length, code]).toEqual([1, 1]);
  expect(coverage.skipped).toContainEqual(expect.objectContaining({ kind: 'unread' }));
});

test('without findings, damage is incomplete: exit 3', () => {
  const cwd = directoryOf({ 'a.txt': 'text\n' });
  git(cwd, 'init', '-q');
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-qm', 'one');
  const oid = git(cwd, 'rev-parse', 'HEAD:a.txt').trim();
  const file = join(cwd, '.git/objects', oid.slice(0, 2), oid.slice(2));
  for (const by of Object.values(HARMS)) {
    const before = readFileSync(file);
    harm(file, by);
    const { code, out } = leakward(cwd, ['history', '--no-cache']);
    expect([code, out]).toEqual([3, expect.stringContaining('incomplete scan')]);
    writeFileSync(file, before);
  }
});

test('an object that is damaged after a scan has remembered it costs no finding elsewhere', () => {
  const cwd = directoryOf({
    'a.js': `const key = '${nouvelKey(1)}';\n`,
    'b.js': `const key = '${nouvelKey(2)}';\n`,
  });
  git(cwd, 'init', '-q');
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-qm', 'one');
  expect(leakward(cwd, ['history']).code).toBe(1);
  const oid = git(cwd, 'rev-parse', 'HEAD:a.js').trim();
  const file = join(cwd, '.git/objects', oid.slice(0, 2), oid.slice(2));
  const before = readFileSync(file);
  for (const by of Object.values(HARMS)) {
    harm(file, by);
    const { code, out } = leakward(cwd, ['history', '--format', 'json']);
    const { findings, coverage } = JSON.parse(out) as {
      findings: { location: { path: string } }[];
      coverage: { skipped: { kind: string; path: string }[] };
    };
    expect([code, findings.map(({ location }) => location.path)]).toEqual([1, ['b.js']]);
    expect(coverage.skipped).toContainEqual(
      expect.objectContaining({ kind: 'unread', path: `object ${oid}` }),
    );
    writeFileSync(file, before);
  }
});

test('a key in a pack that git refuses whole is not passed over in silence', () => {
  const cwd = directoryOf({ 'a.js': `const key = '${nouvelKey(1)}';\n` });
  git(cwd, 'init', '-q');
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-qm', 'one');
  const oid = git(cwd, 'rev-parse', 'HEAD:a.js').trim();
  git(cwd, 'gc', '-q');
  harm(packFile(cwd, '.pack'), (bytes) => Buffer.concat([bytes.subarray(0, -1), Buffer.from([1])]));
  expect(leakward(cwd, ['history'])).toMatchObject({
    code: 3,
    out: expect.stringContaining(`not read: object ${oid}`),
  });
});
