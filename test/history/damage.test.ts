import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nouvelKey } from '../support/keys.ts';
import { directoryOf, git, leakward } from '../support/run.ts';

/** A key in a loose object that nothing touches, and many versions of a file in a pack. */
function repository(): string {
  const cwd = directoryOf();
  git(cwd, 'init', '-q');
  for (let i = 0; i < 30; i++) {
    writeFileSync(
      join(cwd, 'a.txt'),
      Array.from({ length: 200 }, (_, j) => `${j === i ? 'changed' : 'line'} ${j * 31}`).join('\n'),
    );
    git(cwd, 'add', '.');
    git(cwd, 'commit', '-qm', `version ${i}`);
  }
  git(cwd, 'gc', '-q');
  writeFileSync(join(cwd, 'b.js'), `const key = '${nouvelKey(1)}';\n`);
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-qm', 'key');
  return cwd;
}

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

test.each(['.pack', '.idx'].flatMap((ending) => Object.keys(HARMS).map((name) => [ending, name] as const)))(
  'a %s that is harmed (%s) hides nothing elsewhere and is no clean scan',
  (ending, name) => {
    const cwd = repository();
    const by = HARMS[name] ?? ((bytes) => bytes);
    harm(packFile(cwd, ending), by);
    const { code, out, err } = leakward(cwd, ['history', '--format', 'json', '--no-cache']);
    expect(err).not.toContain('internal error');
    if (code === 2) throw new Error(err);
    const report = JSON.parse(out) as { findings: unknown[]; coverage: { skipped: { kind: string }[] } };
    expect([report.findings.length, code]).toEqual([1, 1]);
    rmSync(join(cwd, 'b.js'));
  },
);

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
