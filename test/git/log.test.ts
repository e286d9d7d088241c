import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import type { Commit } from '../../src/model/report.ts';
import { directoryOf, git } from '../support/run.ts';
import { workOfAsync } from '../support/work.ts';

const { openRepository } = await import('../../src/git/repository.ts');
const { readLog } = await import('../../src/git/log.ts');

/** A repository with a commit of this subject. */
function committed(subject: string): string {
  const cwd = directoryOf();
  git(cwd, 'init', '-q');
  const size = Buffer.byteLength(subject);
  const head = `commit refs/heads/main\ncommitter a <a@b> 1700000000 +0000\ndata ${size}\n`;
  const input = `${head}${subject}\nM 100644 inline a.txt\ndata 2\nx\n\n`;
  expect(spawnSync('git', ['fast-import', '--quiet'], { cwd, input }).status).toBe(0);
  return cwd;
}

async function commitOf(cwd: string): Promise<Commit> {
  const commits: Commit[] = [];
  const sink = { commit: (one: Commit) => void commits.push(one), put: () => undefined };
  await readLog(await openRepository(cwd, true), ['--all'], sink, { signal: new AbortController().signal });
  const [commit, ...others] = commits;
  expect(others).toEqual([]);
  if (commit === undefined) throw new Error('there is no commit');
  return commit;
}

test('a very long commit subject is read in work that grows with its length, and cut', async () => {
  const [short, long] = [2, 4].map((count) => committed('lorem ipsum '.repeat((count << 20) / 12)));
  const work = await workOfAsync(async () => void (await commitOf(short ?? '')));
  const double = await workOfAsync(async () => {
    const { summary } = await commitOf(long ?? '');
    expect([summary.length < 1100, summary.endsWith('ipsum …')]).toEqual([true, true]);
  });
  expect(double).toBeLessThan(2.3 * work);
});

test('a cut subject does not end inside a word, which may be a key', async () => {
  const { summary } = await commitOf(committed(`${'a '.repeat(490)}${'k'.repeat(60)} rest`));
  expect(summary).toBe(`${'a '.repeat(490)}…`);
});
