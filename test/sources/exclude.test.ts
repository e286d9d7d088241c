import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { planFiles } from '../../src/sources/files.ts';
import { leakward } from '../support/resident.ts';
import { directoryOf } from '../support/run.ts';

const plan = (cwd: string, exclude: readonly string[]) =>
  planFiles({ cwd, paths: [], all: true, exclude, signal: new AbortController().signal });

test('what matches a glob is left out and named; a glob that matched nothing is told', async () => {
  const cwd = directoryOf({ 'a.txt': 'a', 'dist/a.js': 'a', 'test/b.snap': 'a' });
  const { units, skipped, notes } = await plan(cwd, ['dist', '*.{snap,map}', 'tset/**', '[xy].txt']);
  expect(units.map(({ name }) => name)).toEqual(['a.txt']);
  expect(skipped).toEqual(
    ['dist/a.js', 'test/b.snap'].map((path) => ({ kind: 'excluded', path, reason: 'matches --exclude' })),
  );
  expect(notes).toEqual(['--exclude matched nothing: tset/**, [xy].txt']);
  const { code, out } = leakward(cwd, ['scan', '--exclude', 'tset/**']);
  expect([code, out]).toEqual([0, expect.stringContaining('--exclude matched nothing: tset/**')]);
});

test('what would be passed by for another reason is left out too', async () => {
  const cwd = directoryOf({ 'a.txt': 'a' });
  execFileSync('mkfifo', [join(cwd, 'pipe')]);
  const { skipped, notes } = await plan(cwd, ['pipe']);
  expect([skipped.map(({ reason }) => reason), notes]).toEqual([['matches --exclude'], []]);
});

test('globs that would stall a scan: too many are an error, hostile ones match in time', async () => {
  const long = `${'a'.repeat(60)}b`;
  const cwd = directoryOf({ [long]: 'a' });
  expect((await plan(cwd, [`${'*a'.repeat(9)}*c`, `${'{a,aa,a*}'.repeat(20)}c`])).units).toHaveLength(1);
  await expect(
    plan(
      cwd,
      Array.from({ length: 1001 }, () => 'x'),
    ),
  ).rejects.toThrow('--exclude: 1001 globs');
});
