/** Use cases by themselves: a request, a policy as a value, and what is handed in of the world. No command line. */
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { type Change, diff } from '../../src/app/diff.ts';
import { type GuardPolicy, type GuardRequest, guard } from '../../src/app/guard.ts';
import { history } from '../../src/app/history.ts';
import { scanPaths, scanStream } from '../../src/app/scan.ts';
import { where } from '../../src/app/where.ts';
import { ownKeyOf } from '../../src/keys/own-key.ts';
import type { Report } from '../../src/model/report.ts';
import { NOUVEL, nouvelKey } from '../support/keys.ts';
import { directoryOf, git } from '../support/run.ts';
import { depsOf, POLICY } from '../support/use-case.ts';

const KEY = nouvelKey(501);
const TEXT = `NOUVEL_API_KEY=${KEY}\n`;
const FILES = { ...POLICY, ownKeys: async () => [] };

function repository(): string {
  const cwd = directoryOf({ 'old.txt': 'nothing\n' });
  git(cwd, 'init', '-q');
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-q', '-m', 'Begin');
  return cwd;
}

function put(cwd: string, name: string): void {
  const blob = git(cwd, 'hash-object', '-w', `${directoryOf({ name: TEXT })}/name`).trim();
  git(cwd, 'update-index', '--add', '--cacheinfo', `100644,${blob},${name}`);
}

function pathsIn({ results }: Report): string[] {
  return results.map(({ location }) => location.path);
}

test('files: the report, what is read, and own keys by the files that are scanned', async () => {
  const cwd = directoryOf({ 'a.txt': TEXT, 'b.txt': 'nothing\n' });
  const seen: number[] = [];
  const deps = depsOf();
  const report = await scanPaths(
    {
      cwd,
      paths: [],
      target: '.',
      all: false,
      exclude: [],
      maxBytes: undefined,
      threads: 1,
      isWhole: true,
      asking: undefined,
      notes: ['of a test'],
    },
    {
      ...POLICY,
      ownKeys: async (files) => {
        seen.push(files.length);
        return [ownKeyOf(KEY, NOUVEL, { label: 'billing' })];
      },
    },
    deps,
  );
  expect([report.status, pathsIn(report), report.coverage.notes]).toEqual([
    'findings',
    ['a.txt'],
    ['of a test'],
  ]);
  expect(report.results[0]?.finding.own?.label).toBe('billing');
  expect([seen, deps.reported]).toEqual([[2], ['2 files to read, 0 paths left out', 'files']]);
});

test('a stream: the report names it as it is called', async () => {
  const chunks = Readable.from([Buffer.from(TEXT)]);
  const request = { chunks, target: 'pasted', maxBytes: undefined, asking: undefined, notes: [] };
  const report = await scanStream(request, FILES, depsOf());
  expect([report.source, pathsIn(report)]).toEqual([{ kind: 'stdin', target: 'pasted' }, ['pasted']]);
});

test('a history and a change: a key that is committed, staged, or in a patch', async () => {
  const cwd = repository();
  put(cwd, 'new.txt');
  const changed = async (change: Change, target = 'x'): Promise<readonly unknown[]> => {
    const report = await diff({ cwd, change, target, threads: 1, asking: undefined }, POLICY, depsOf());
    return [...pathsIn(report), ...report.coverage.notes];
  };
  expect(await changed({ kind: 'staged' })).toEqual(['new.txt']);
  git(cwd, 'commit', '-q', '-m', 'Add');
  expect(await changed({ kind: 'staged' })).toEqual(['nothing is staged']);
  expect(await changed({ kind: 'range', revisions: 'HEAD~1..HEAD' })).toEqual(['new.txt']);
  expect(await changed({ kind: 'range', revisions: 'HEAD..HEAD' }, 'HEAD..HEAD')).toEqual([
    'there are no commits in HEAD..HEAD',
  ]);
  const patch = `--- /dev/null\n+++ b/p.txt\n@@ -0,0 +1 @@\n+${TEXT}`;
  expect(await changed({ kind: 'patch', chunks: Readable.from([Buffer.from(patch)]), name: 'p' })).toEqual([
    'p.txt',
  ]);
  const whole = {
    cwd,
    directory: cwd,
    target: undefined,
    range: undefined,
    since: undefined,
    reachableOnly: false,
    usesMemory: false,
    recurseSubmodules: false,
    threads: 1,
    asking: undefined,
    notes: [],
  };
  const report = await history(whole, POLICY, depsOf());
  expect([pathsIn(report), report.results[0]?.commit?.summary]).toEqual([['new.txt'], 'Add']);
});

test('a hook: nothing is read of the report’s policy until there is something to report', async () => {
  const cwd = repository();
  const read: string[] = [];
  const policy: GuardPolicy = {
    ruleset: async () => POLICY.ruleset,
    ownKeys: async () => [],
    report: async () => {
      read.push('report');
      return POLICY;
    },
  };
  const request: GuardRequest = {
    cwd,
    hook: 'pre-commit',
    args: [],
    input: () => Promise.reject(new Error('a commit has no input')),
    threads: 1,
  };
  expect([await guard(request, policy, depsOf()), read]).toEqual([undefined, []]);
  put(cwd, 'new.txt');
  const report = await guard(request, policy, depsOf());
  expect([report?.status, report?.source, read]).toEqual([
    'findings',
    { kind: 'guard', target: 'pre-commit' },
    ['report'],
  ]);
});

test('the places of a key: by the key itself, and by digits of its hash', async () => {
  const cwd = repository();
  put(cwd, 'new.txt');
  git(cwd, 'commit', '-q', '-m', 'Add');
  const target = ownKeyOf(KEY, NOUVEL, { label: '' });
  const request = { cwd, root: cwd, machine: undefined, threads: 1 };
  for (const key of [target, target.sha256.slice(0, 12)]) {
    const found = await where({ ...request, key }, POLICY, depsOf());
    expect([found.id, found.places.length > 0, found.isMachine]).toEqual([
      target.sha256.slice(0, 12),
      true,
      false,
    ]);
  }
});
