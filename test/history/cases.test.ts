import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sha256 } from '../../src/detect/fingerprint.ts';
import { buildHistoryRepo, type HistoryRepo } from '../support/history-repo.ts';
import { nohumanKey, nouvelKey } from '../support/keys.ts';
import { leakward } from '../support/resident.ts';
import { directoryOf, git } from '../support/run.ts';

interface Found {
  readonly fingerprint: string;
  readonly location: { readonly path: string };
  readonly commit?: { readonly sha: string };
  readonly reachable: boolean;
  readonly inHead: boolean;
  readonly occurrences: readonly { readonly location: { readonly path: string } }[];
}

function history(cwd: string, ...args: string[]) {
  const ran = leakward(cwd, ['history', '--format', 'json', ...args]);
  const report = JSON.parse(ran.out) as {
    status: string;
    findings: Found[];
    coverage: { skipped: { kind: string; path: string; reason: string }[]; notes: string[] };
  };
  return { ...ran, report };
}

interface Copy {
  readonly commands: readonly (readonly string[])[];
  /** Whether the copy is what its name says. */
  readonly isMade: (packs: readonly string[], directory: string) => boolean;
}

const GC: Copy = {
  commands: [['gc', '--aggressive', '--quiet', '--no-prune']],
  isMade: (packs) => packs.some((name) => name.endsWith('.pack')),
};

const COPIES: Readonly<Record<string, Copy>> = {
  fresh: { commands: [], isMade: (packs) => packs.length === 0 },
  'gc --aggressive': GC,
  'repack --depth=250': {
    commands: [['repack', '-adfkq', '--depth=250', '--window=50']],
    isMade: GC.isMade,
  },
  'cruft pack': {
    commands: [['repack', '--cruft', '-dq']],
    isMade: (packs) => packs.some((name) => name.endsWith('.mtimes')),
  },
  'REF_DELTA, several packs and a multi-pack-index': {
    commands: [
      ['config', 'repack.useDeltaBaseOffset', 'false'],
      ['config', 'pack.packSizeLimit', '1m'],
      ['repack', '-adfkq'],
      ['multi-pack-index', 'write'],
    ],
    isMade: (packs, directory) =>
      packs.includes('multi-pack-index') && packs.some((name) => hasRefDelta(directory, name)),
  },
};

const FORMATS = ['sha1', 'sha256'] as const;
const KINDS = FORMATS.flatMap((format) =>
  Object.entries(COPIES).map(([name, copy]) => [format, name, copy] as const),
);

/** Lines of `git verify-pack -v` that tell a delta: id, type, size, size in the pack, offset, depth, base. */
function deltasIn(directory: string, pack: string): string[][] {
  const lines = pack.endsWith('.idx') ? git(directory, 'verify-pack', '-v', pack).split('\n') : [];
  return lines.map((line) => line.split(/ +/)).filter((fields) => fields.length === 7);
}

const REF_DELTA = 7;

function hasRefDelta(directory: string, index: string): boolean {
  const [, , , , offset] = deltasIn(directory, index)[0] ?? [];
  if (offset === undefined) return false;
  const pack = readFileSync(join(directory, index.replace(/idx$/, 'pack')));
  return (((pack[Number(offset)] ?? 0) >> 4) & 7) === REF_DELTA;
}

let room: string;
const built = new Map<string, HistoryRepo>();

beforeAll(() => {
  room = mkdtempSync(join(tmpdir(), 'leakward-history-'));
  for (const format of FORMATS) built.set(format, buildHistoryRepo(join(room, format), format));
}, 240_000);
afterAll(() => execFileSync('rm', ['-rf', room]));

describe.each(KINDS)('a %s repository, %s', (format, name, { commands, isMade }) => {
  let repo: HistoryRepo;
  let found: Map<string, Found>;
  let code: number | null;
  beforeAll(() => {
    repo = built.get(format) as HistoryRepo;
    const copy = join(room, `${format}-${name.replace(/\W+/g, '-')}`);
    // Node's own copy knows no names that are not UTF-8.
    execFileSync('cp', ['-a', repo.directory, copy]);
    for (const command of commands) git(copy, ...command);
    const directory = join(copy, '.git/objects/pack');
    const packs = readdirSync(directory);
    expect(isMade(packs, directory)).toBe(true);
    if (commands.length > 0) {
      const deltas = packs.flatMap((pack) => deltasIn(directory, pack));
      for (const { blob, base } of repo.deltas)
        expect(deltas.find(([oid]) => oid === blob)?.at(-1)).toBe(base);
    }
    const ran = history(copy);
    code = ran.code;
    expect(new Set(ran.report.findings.map(({ fingerprint }) => fingerprint)).size).toBe(
      ran.report.findings.length,
    );
    found = new Map(ran.report.findings.map((finding) => [finding.fingerprint, finding]));
    execFileSync('rm', ['-rf', copy]);
  }, 120_000);

  test('each key is reported once, where it came in', () => {
    const shown = repo.expected.map(({ name: of, key }) => {
      const one = found.get(`nouvel-api-key:${sha256(key)}`);
      return [of, one?.location.path, one?.commit?.sha, one?.reachable];
    });
    const wanted = repo.expected.map(({ name: of, path, key, sha, reachable }) => [
      of,
      path.replaceAll(key, `${key.slice(0, 8)}…(${key.length})`),
      sha,
      reachable,
    ]);
    expect(shown).toEqual(wanted);
    expect(code).toBe(1);
  });

  test('nothing else is reported', () => {
    expect(found.size).toBe(repo.expected.length);
  });

  test('whether a key still stands in HEAD is told', () => {
    const inHead = (name: string): boolean | undefined => {
      const key = repo.expected.find((one) => one.name === name)?.key ?? '';
      return found.get(`nouvel-api-key:${sha256(key)}`)?.inHead;
    };
    expect([inHead('plain commit'), inHead('octopus merge'), inHead('UTF-16 file')]).toEqual([
      true,
      true,
      true,
    ]);
    expect([inHead('added then removed'), inHead('stash'), inHead('dangling blob')]).toEqual([
      false,
      false,
      false,
    ]);
  });
});

test('a second scan says the same, and a new commit, gc and force-push change it at once', () => {
  const cwd = directoryOf({ 'a.js': `const key = '${nouvelKey(1)}';\n` });
  git(cwd, 'init', '-q');
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-qm', 'one');
  const paths = (): string[] => history(cwd).report.findings.map(({ location }) => location.path);
  expect(paths()).toEqual(['a.js']);
  expect(paths()).toEqual(['a.js']);
  writeFileSync(join(cwd, 'b.js'), `const key = '${nouvelKey(2)}';\n`);
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-qm', 'two');
  expect(paths().sort()).toEqual(['a.js', 'b.js']);
  git(cwd, 'gc', '-q', '--prune=now');
  expect(paths().sort()).toEqual(['a.js', 'b.js']);
  git(cwd, 'reset', '-q', '--hard', 'HEAD~1');
  git(cwd, 'reflog', 'expire', '--expire=now', '--all');
  git(cwd, 'gc', '-q', '--prune=now');
  expect(paths()).toEqual(['a.js']);
});

test('what one rule set or key list settled is asked again under another', () => {
  const body = nohumanKey(7).slice('nh_'.length);
  const cwd = directoryOf({ 'a.txt': `token: ${body}\n` });
  git(cwd, 'init', '-q');
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-qm', 'one');
  const codeWith = (env: Record<string, string>, ...args: string[]): number | null =>
    leakward(cwd, ['history', ...args], { env }).code;
  expect([codeWith({}), codeWith({})]).toEqual([0, 0]);
  expect(codeWith({ NOHUMAN_API_KEY: body })).toBe(1);
  expect(codeWith({})).toBe(0);
});

test('range, since and reachable-only limit what is told', () => {
  const cwd = directoryOf({ 'a.js': `const key = '${nouvelKey(1)}';\n` });
  git(cwd, 'init', '-q');
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-qm', 'one', '--date=2020-01-01T00:00:00Z');
  writeFileSync(join(cwd, 'b.js'), `const key = '${nouvelKey(2)}';\n`);
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-qm', 'two');
  const blob = git(cwd, 'hash-object', '-w', 'b.js');
  expect(blob.trim()).toHaveLength(40);
  const paths = (...args: string[]): string[] =>
    history(cwd, ...args).report.findings.map((one) => one.location.path);
  expect(paths('--range', 'HEAD~1..HEAD')).toEqual(['b.js']);
  git(cwd, 'reset', '-q', '--hard', 'HEAD~1');
  expect(paths().sort()).toEqual(['a.js', 'b.js']);
  expect(paths('--reachable-only')).toEqual(['a.js']);
  expect(paths('--since', '2000-01-01')).toEqual(['a.js']);
});

test('a shallow clone is incomplete, never clean', () => {
  const cwd = directoryOf({ 'a.js': 'one\n' });
  git(cwd, 'init', '-q');
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-qm', 'one');
  git(cwd, 'commit', '-qm', 'two', '--allow-empty');
  const clone = join(directoryOf(), 'clone');
  git(cwd, 'clone', '-q', '--depth=1', `file://${cwd}`, clone);
  const { code, report } = history(clone);
  expect([code, report.status]).toEqual([3, 'incomplete']);
  expect(report.coverage.skipped.map(({ reason }) => reason).join()).toContain('shallow clone');
});

test.each([
  ['history', '--range', 'HEAD'],
  ['history', '--since', '2000-01-01'],
  ['diff', 'HEAD~1..HEAD'],
])('a range that reaches the end of a shallow clone is incomplete: %j', (...args) => {
  const cwd = directoryOf({ 'a.js': 'one\n' });
  git(cwd, 'init', '-q');
  git(cwd, 'add', '.');
  for (const name of ['one', 'two', 'three']) git(cwd, 'commit', '-qm', name, '--allow-empty');
  const clone = join(directoryOf(), 'clone');
  git(cwd, 'clone', '-q', '--depth=2', `file://${cwd}`, clone);
  const reachesEnd = args[0] === 'history';
  expect(leakward(clone, args)).toMatchObject({
    code: reachesEnd ? 3 : 0,
    out: reachesEnd ? expect.stringContaining('shallow clone') : expect.not.stringContaining('shallow'),
  });
});

test.each(['HEAD:a.js', 'HEAD^{tree}', 'HEAD~1'])('a lost object (%s) makes the scan incomplete', (name) => {
  const cwd = directoryOf({ 'a.js': 'one\n' });
  git(cwd, 'init', '-q');
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-qm', 'one');
  git(cwd, 'commit', '-qm', 'two', '--allow-empty');
  const oid = git(cwd, 'rev-parse', name).trim();
  execFileSync('rm', ['-f', join(cwd, '.git/objects', oid.slice(0, 2), oid.slice(2))]);
  const { code, report } = history(cwd);
  expect([code, report.status]).toEqual([3, 'incomplete']);
});

test('a lost blob makes the scan incomplete in a repository of more than 20,000 objects, too', () => {
  const cwd = directoryOf();
  git(cwd, 'init', '-q');
  const blobs = Array.from({ length: 20_500 }, (_, i) => `blob\nmark :${i + 1}\ndata 6\n${100_000 + i}\n`);
  const files = blobs.map((_, i) => `M 644 :${i + 1} d${i % 100}/f${i}\n`);
  const commit = `commit refs/heads/main\ncommitter T <t@e> 1 +0000\ndata 1\nx\n${files.join('')}`;
  spawnSync('git', ['fast-import', '--quiet'], { cwd, input: `${blobs.join('')}${commit}` });
  const write = (args: readonly string[], input: string): string =>
    execFileSync('git', args, { cwd, input, encoding: 'utf8' }).trim();
  const lost = write(['hash-object', '-w', '--stdin'], 'lost\n');
  const tree = write(['mktree'], `100644 blob ${lost}\tlost.txt\n`);
  git(cwd, 'update-ref', 'refs/heads/main', git(cwd, 'commit-tree', '-p', 'main', '-m', 'lost', tree).trim());
  expect(history(cwd)).toMatchObject({ code: 0 });
  rmSync(join(cwd, '.git/objects', lost.slice(0, 2), lost.slice(2)));
  for (const args of [[], ['--no-cache']]) {
    const { code, report } = history(cwd, ...args);
    expect([code, report.status]).toEqual([3, 'incomplete']);
    expect(report.coverage.skipped).toMatchObject([
      { kind: 'unread', reason: expect.stringMatching(/^1 object that commits need is missing/) },
    ]);
  }
});

test('a partial clone is incomplete', () => {
  const cwd = directoryOf({ 'a.js': 'one\n' });
  git(cwd, 'init', '-q');
  git(cwd, 'config', 'uploadpack.allowFilter', 'true');
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-qm', 'one');
  writeFileSync(join(cwd, 'a.js'), 'two\n');
  git(cwd, 'commit', '-qam', 'two');
  const clone = join(directoryOf(), 'clone');
  git(cwd, 'clone', '-q', '--filter=blob:none', `file://${cwd}`, clone);
  const { code, report } = history(clone);
  expect(code).toBe(3);
  expect(report.coverage.skipped.map(({ reason }) => reason).join()).toContain('partial clone: 1 object is');
});

test('submodules are named, and scanned when asked', () => {
  const inner = directoryOf({ 'secret.js': `const key = '${nouvelKey(3)}';\n` });
  git(inner, 'init', '-q');
  git(inner, 'add', '.');
  git(inner, 'commit', '-qm', 'inner');
  const outer = directoryOf({ 'a.js': 'one\n' });
  git(outer, 'init', '-q');
  git(outer, 'submodule', '--quiet', 'add', inner, 'sub');
  git(outer, 'add', '.');
  git(outer, 'commit', '-qm', 'outer');
  const plain = history(outer);
  expect([plain.code, plain.report.coverage.skipped.map(({ kind, path }) => [kind, path])]).toEqual([
    0,
    [['excluded', 'sub']],
  ]);
  const deep = history(outer, '--recurse-submodules');
  expect(deep.report.findings.map(({ location }) => location.path)).toEqual(['sub/secret.js']);
});

test('a submodule is found from below the root, and one that is not checked out is told', () => {
  const inner = directoryOf({ 'secret.js': `const key = '${nouvelKey(3)}';\n` });
  git(inner, 'init', '-q');
  git(inner, 'add', '.');
  git(inner, 'commit', '-qm', 'inner');
  const outer = directoryOf({ 'below/a.js': `const key = '${nouvelKey(5)}';\n` });
  git(outer, 'init', '-q');
  git(outer, 'submodule', '--quiet', 'add', inner, 'sub');
  git(outer, 'add', '.');
  git(outer, 'commit', '-qm', 'outer');
  const paths = (cwd: string): string[] =>
    history(cwd, '--recurse-submodules').report.findings.map(({ location }) => location.path);
  expect(paths(join(outer, 'below'))).toEqual(['below/a.js', 'sub/secret.js']);
  const clone = join(directoryOf(), 'clone');
  git(outer, 'clone', '-q', outer, clone);
  expect(paths(clone)).toEqual(['below/a.js']);
  const { skipped } = history(clone, '--recurse-submodules').report.coverage;
  expect(skipped.map(({ kind, path }) => [kind, path])).toEqual([['unread', 'sub']]);
});

test('the content of an LFS pointer is read from the local store, or told to be missing', () => {
  const key = nouvelKey(4);
  const content = `const key = '${key}';\n`;
  const oid = sha256(content);
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${content.length}\n`;
  const cwd = directoryOf({ 'big.bin': pointer });
  git(cwd, 'init', '-q');
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-qm', 'pointer');
  const without = history(cwd);
  expect([without.code, without.report.coverage.skipped.map(({ path }) => path)]).toEqual([0, ['Git LFS']]);
  const store = join(cwd, '.git/lfs/objects', oid.slice(0, 2), oid.slice(2, 4));
  git(cwd, 'init', '-q');
  cpSync(join(directoryOf({ [oid]: content }), oid), join(store, oid));
  expect(history(cwd).report.findings.map(({ location }) => location.path)).toEqual(['big.bin']);
});

test.each(['absolute', 'relative'])('an LFS store that %s lfs.storage names is read', (kind) => {
  const content = `const key = '${nouvelKey(4)}';\n`;
  const oid = sha256(content);
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${content.length}\n`;
  const cwd = directoryOf({ 'big.bin': pointer });
  git(cwd, 'init', '-q');
  const storage = kind === 'absolute' ? directoryOf() : join(cwd, '.git', 'shared');
  git(cwd, 'config', 'lfs.storage', kind === 'absolute' ? storage : 'shared');
  const file = join(storage, 'objects', oid.slice(0, 2), oid.slice(2, 4), oid);
  cpSync(join(directoryOf({ [oid]: content }), oid), file);
  git(cwd, 'add', '.');
  expect(leakward(cwd, ['guard', 'pre-commit']).code).toBe(1);
  git(cwd, 'commit', '-qm', 'pointer');
  expect(history(cwd).report.findings.map(({ location }) => location.path)).toEqual(['big.bin']);
});

test('a repository of another user is not read, and the error says how it could be', () => {
  const cwd = directoryOf({ 'a.js': 'one\n' });
  git(cwd, 'init', '-q');
  const ran = leakward(cwd, ['history'], { env: { GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' } });
  expect([ran.code, ran.err]).toEqual([2, expect.stringContaining('safe.directory')]);
});

test('outside of a repository the error says so', () => {
  const ran = leakward(directoryOf(), ['history']);
  expect([ran.code, ran.err]).toEqual([2, expect.stringContaining('not a git repository')]);
});
