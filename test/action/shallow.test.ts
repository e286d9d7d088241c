/** History that is cut off is never taken for the whole. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTarget } from '../../src/action/objects.ts';
import type { Distance } from '../../src/action/opened.ts';
import { createRemote } from '../../src/action/remote.ts';
import type { Runner } from '../../src/action/runner.ts';
import { isCertain } from '../../src/action/shallow.ts';
import { openRepository } from '../../src/git/repository.ts';
import { checkout, createProject, type Project } from '../support/github/project.ts';
import { type EmulatedGitHub, startGitHub } from '../support/github/server.ts';
import { directoryOf, git } from '../support/run.ts';

let github: EmulatedGitHub;
beforeAll(async () => {
  github = await startGitHub();
});
afterAll(() => github.close());

let number = 0;

/** Main with `main` commits, of which the last `ahead` came after a branch of `feature` commits was made. */
function forked(main: number, ahead: number, feature: number): Project {
  const project = createProject(github, `acme/shallow-${number++}`);
  for (let i = 0; i < main - ahead; i++) project.commit(`main ${i}`, { 'main.txt': `${i}\n` });
  project.branch('feature');
  for (let i = 0; i < feature; i++) project.commit(`feature ${i}`, { 'feature.txt': `${i}\n` });
  project.run('checkout', '-q', 'main');
  for (let i = 0; i < ahead; i++) project.commit(`later ${i}`, { 'main.txt': `later ${i}\n` });
  project.push('main');
  project.push('feature');
  return project;
}

function runnerFor(project: Project, temp: string, serverUrl = github.serverUrl): Runner {
  const [owner = '', name = ''] = project.slug.split('/');
  return {
    eventName: '',
    eventPath: '',
    owner,
    name,
    apiUrl: github.apiUrl,
    serverUrl,
    sha: '',
    ref: '',
    workspace: undefined,
    temp,
    outputFile: undefined,
    summaryFile: undefined,
  };
}

/** Opens the range by fetching, and tells which depths were asked for. */
async function opened(project: Project, distance: Distance | undefined) {
  const temp = directoryOf();
  const runner = runnerFor(project, temp);
  const { signal } = new AbortController();
  const remote = createRemote({ runner, token: 'read-token', env: process.env, signal });
  const depths: (number | undefined)[] = [];
  const watched: typeof remote = {
    ...remote,
    fetch(gitDir, request) {
      depths.push(request.depth);
      return remote.fetch(gitDir, request);
    },
  };
  const oidOf = (branch: string): string => project.run('rev-parse', branch);
  const target = {
    kind: 'range',
    head: { oid: oidOf('feature') },
    base: { oid: oidOf('main') },
    trunk: undefined,
    pull: undefined,
    isIsolated: true,
  } as const;
  const options = {
    remote: async () => watched,
    temp,
    workspace: undefined,
    isSha256: false,
    signal,
    distance: async () => distance,
  };
  return { opened: await openTarget(target, options), depths };
}

test('with GitHub’s counts one fetch is enough, and no deeper than it must be', async () => {
  const project = forked(30, 3, 5);
  const { opened: got, depths } = await opened(project, { ahead: 5, behind: 3 });
  expect(depths).toEqual([6]);
  expect(got.gaps()).toEqual([]);
  const found = git(got.repository.gitDir, 'rev-list', '--count', ...got.revisions).trim();
  expect(found).toBe('5');
});

test('with counts that are wrong it is deepened until the range is certain', async () => {
  const project = forked(40, 20, 12);
  const { opened: got, depths } = await opened(project, { ahead: 1, behind: 1 });
  expect(depths.length).toBeGreaterThan(1);
  expect(got.gaps()).toEqual([]);
  expect(git(got.repository.gitDir, 'rev-list', '--count', ...got.revisions).trim()).toBe('12');
});

test('branches without common history are fetched whole', async () => {
  const project = forked(3, 0, 2);
  project.run('checkout', '-q', '--orphan', 'feature2');
  project.commit('other root', { 'other.txt': 'other\n' });
  project.run('branch', '-f', 'feature', 'HEAD');
  project.push('feature');
  const { opened: got } = await opened(project, undefined);
  expect(got.gaps()).toEqual([]);
});

test('a server that is silent is given up', async () => {
  const project = forked(1, 0, 1);
  const server = createServer(() => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const temp = directoryOf();
  git(temp, 'init', '-q', '--bare', 'bare.git');
  git(join(temp, 'bare.git'), 'config', 'remote.origin.url', `${url}/a/b`);
  const { signal } = new AbortController();
  const runner = runnerFor(project, temp, url);
  const remote = createRemote({ runner, token: 'read-token', env: process.env, signal, silence: 1 });
  await expect(remote.tips(join(temp, 'bare.git'))).rejects.toMatchObject({ code: 'git-failed' });
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

test.each([
  ['cut within the range', 2, undefined, false],
  ['cut at the base, as many commits as expected', 6, 5, true],
])('%s', async (_name, depth, expected, certain) => {
  const project = forked(10, 0, 5);
  const repository = await openRepository(checkout(project, 'refs/heads/feature', depth), true);
  const base = depth > 5 ? project.run('rev-parse', 'main') : undefined;
  expect(await isCertain(repository, project.run('rev-parse', 'feature'), base, expected)).toBe(certain);
});
