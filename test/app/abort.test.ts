/** Use cases that are aborted before they begin: the work is too little to notice, and still no report comes back. */
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import type { Deps } from '../../src/app/deps.ts';
import { diff } from '../../src/app/diff.ts';
import { guard } from '../../src/app/guard.ts';
import { history } from '../../src/app/history.ts';
import { namedKeys } from '../../src/app/named-keys.ts';
import { scanPaths, scanStream } from '../../src/app/scan.ts';
import { verify } from '../../src/app/verify.ts';
import { where } from '../../src/app/where.ts';
import { ownKeyOf } from '../../src/keys/own-key.ts';
import { NOUVEL, nouvelKey } from '../support/keys.ts';
import { directoryOf, git } from '../support/run.ts';
import { depsOf, POLICY } from '../support/use-case.ts';

const KEY = nouvelKey(601);
const TEXT = `NOUVEL_API_KEY=${KEY}\n`;
const FILES = { ...POLICY, ownKeys: async () => [] };
const GUARD = {
  ruleset: async () => POLICY.ruleset,
  ownKeys: async () => [],
  report: async () => POLICY,
};
const COMMON = { maxBytes: undefined, asking: undefined, notes: [], threads: 1 };

function repository(): string {
  const cwd = directoryOf({ 'a.txt': TEXT });
  git(cwd, 'init', '-q');
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-q', '-m', 'Begin');
  return cwd;
}

function streamOf(text: string): AsyncIterable<Buffer> {
  return Readable.from([Buffer.from(text)]);
}

const CASES: Readonly<Record<string, (cwd: string, deps: Deps) => Promise<unknown>>> = {
  files: (cwd, deps) =>
    scanPaths(
      { ...COMMON, cwd, paths: ['a.txt'], target: 'a.txt', all: false, exclude: [], isWhole: false },
      FILES,
      deps,
    ),
  'a stream': (_cwd, deps) => scanStream({ ...COMMON, chunks: streamOf(TEXT), target: 'stdin' }, FILES, deps),
  'the index': (cwd, deps) =>
    diff({ ...COMMON, cwd, change: { kind: 'staged' }, target: '--staged' }, POLICY, deps),
  'a range': (cwd, deps) =>
    diff(
      { ...COMMON, cwd, change: { kind: 'range', revisions: 'HEAD..HEAD' }, target: 'HEAD..HEAD' },
      POLICY,
      deps,
    ),
  'a patch': (cwd, deps) =>
    diff(
      { ...COMMON, cwd, change: { kind: 'patch', chunks: streamOf(''), name: 'p' }, target: 'p' },
      POLICY,
      deps,
    ),
  'a history': (cwd, deps) =>
    history(
      {
        ...COMMON,
        cwd,
        directory: cwd,
        target: undefined,
        range: undefined,
        since: undefined,
        reachableOnly: false,
        usesMemory: false,
        recurseSubmodules: false,
      },
      POLICY,
      deps,
    ),
  'the hook of a commit': (cwd, deps) =>
    guard({ cwd, hook: 'pre-commit', args: [], input: async () => '', threads: 1 }, GUARD, deps),
  'the hook of a push of nothing': (cwd, deps) =>
    guard({ cwd, hook: 'pre-push', args: ['origin'], input: async () => '', threads: 1 }, GUARD, deps),
  'the places of a key': (cwd, deps) =>
    where(
      { cwd, root: cwd, key: ownKeyOf(KEY, NOUVEL, { label: '' }), machine: undefined, threads: 1 },
      POLICY,
      deps,
    ),
  'keys as they are given': (cwd, deps) =>
    namedKeys({ cwd, root: cwd, named: { text: `${KEY}\n`, file: undefined } }, POLICY, deps),
  'verdicts of no keys': (_cwd, deps) =>
    verify(
      { target: 'x', isGiven: true, results: [], skipped: [] },
      POLICY,
      { scope: 'all', bases: () => new Map() },
      deps,
    ),
};

test.each(Object.entries(CASES))('%s: nothing comes back from a run that is aborted', async (_name, use) => {
  const cwd = repository();
  const reason = new Error('interrupted');
  await expect(use(cwd, depsOf(AbortSignal.abort(reason)))).rejects.toBe(reason);
});
