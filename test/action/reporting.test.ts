/** What the Action says, where, and what it does where it may not. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  checkout,
  createProject,
  followUpEvent,
  type Project,
  pullEvent,
  pushEvent,
} from '../support/github/project.ts';
import { type EmulatedGitHub, startGitHub } from '../support/github/server.ts';
import type { Fault } from '../support/github/state.ts';
import { nouvelKey } from '../support/keys.ts';
import { directoryOf } from '../support/run.ts';
import { actStep, fileOf, runStep, type Step, type StepOptions } from '../support/runner/runner.ts';

let github: EmulatedGitHub;
beforeAll(async () => {
  github = await startGitHub();
});
afterAll(() => github.close());

let number = 0;

/** A pull request with so many keys, each in its own file. */
function leaking(keys: number, visibility: 'public' | 'private' = 'private'): Project {
  const project = createProject(github, `acme/reporting-${number++}`, { visibility });
  project.branch('feature');
  const files = Array.from({ length: keys }, (_, i) => [
    `src/${i}.js`,
    `\nconst key = '${nouvelKey(50 + i)}';\n`,
  ]);
  project.commit('feature', Object.fromEntries(files));
  project.pull('feature');
  return project;
}

/** @param step in this process; where what is tested is the process, or its way to GitHub, it is `runStep` */
function run(project: Project, options: Partial<StepOptions> = {}, step = actStep): Promise<Step> {
  const pull = project.repository.pulls.get(1);
  if (pull === undefined) throw new Error('there is a pull request');
  return step({
    github,
    repository: project.slug,
    event: 'pull_request',
    payload: pullEvent(project, pull),
    ...options,
  });
}

describe('annotations and summary', () => {
  test('a key is annotated where it stands, and the summary says what to do', async () => {
    const step = await run(leaking(1));
    const [first] = step.annotations;
    expect(first).toMatchObject({ level: 'error', file: 'src/0.js', line: 2, title: 'leakward: leak' });
    expect(step.summary).toContain('### leakward: 1 leaked key in 1 place');
    expect(step.summary).toContain('**Next**');
    expect(step.outputs).toMatchObject({
      findings: '1',
      active: '0',
      revoked: '0',
      incomplete: 'false',
      'exit-code': '1',
    });
  });

  test('ten annotations at most, the rest in the last of them and in the summary', async () => {
    const step = await run(leaking(25));
    expect(step.annotations).toHaveLength(10);
    expect(step.annotations.at(-1)?.message).toMatch(/^and 16 more keys/);
    expect(step.outputs['findings']).toBe('25');
    expect(step.summary.match(/^\| leak /gm)).toHaveLength(25);
  });

  test('keys are masked before anything else is written', async () => {
    const step = await run(leaking(3));
    const isMask = step.raw.split('\n').map((line) => line.startsWith('::add-mask::'));
    // Each key in its encoded forms too.
    expect(isMask.indexOf(false)).toBeGreaterThan(3);
    expect(isMask.lastIndexOf(true)).toBe(isMask.indexOf(false) - 1);
    expect(step.masks).toEqual(expect.arrayContaining([50, 51, 52].map(nouvelKey)));
  });

  test('the report and SARIF are left as files for later steps', async () => {
    const step = await run(leaking(2));
    expect(JSON.parse(fileOf(step, 'report-path'))).toMatchObject({ schemaVersion: 1, status: 'findings' });
    expect(JSON.parse(fileOf(step, 'sarif-path')).runs[0].results).toHaveLength(2);
  });
});

describe('the comment', () => {
  const inputs = { comment: 'true' };

  test('is made once and then renewed, also behind more comments than a page holds', async () => {
    const project = leaking(1);
    const others = Array.from({ length: 130 }, (_, i) => ({
      id: i + 1,
      user: 'someone',
      body: `comment ${i}`,
    }));
    project.repository.comments.set(1, others);
    await run(project, { inputs });
    await run(project, { inputs });
    const all = project.repository.comments.get(1) ?? [];
    expect(all).toHaveLength(131);
    expect(all.at(-1)?.body).toContain('1 leaked key in 1 place');
    project.branch('feature');
    project.pull('feature', { number: 1 });
    await run(project, { inputs });
    expect(project.repository.comments.get(1)).toHaveLength(131);
    expect(project.repository.comments.get(1)?.at(-1)?.body).toContain('no leaked keys');
  });

  test('is renewed also where the token is a person’s', async () => {
    const project = leaking(1);
    github.tokens.set('personal-token', { login: 'maintainer', mayWrite: true });
    for (let i = 0; i < 2; i++) await run(project, { inputs, token: 'personal-token' });
    expect(project.repository.comments.get(1)?.map(({ user }) => user)).toEqual(['maintainer']);
  });

  test('is not made where nothing was found', async () => {
    const project = createProject(github, `acme/reporting-${number++}`);
    project.branch('feature');
    project.commit('fine', { 'a.txt': 'a\n' });
    project.pull('feature');
    expect((await run(project, { inputs })).code).toBe(0);
    expect(project.repository.comments.get(1)).toBeUndefined();
  });

  test('a stranger’s comment with our marker is not taken for ours', async () => {
    const project = leaking(1);
    project.repository.comments.set(1, [
      { id: 1, user: 'stranger', body: '<!-- leakward report -->\nall clean' },
    ]);
    await run(project, { inputs });
    expect(project.repository.comments.get(1)?.map(({ user }) => user)).toEqual([
      'stranger',
      'github-actions[bot]',
    ]);
  });

  test('is refused in a public repository: it would lead to a live key', async () => {
    const project = leaking(1, 'public');
    const step = await run(project, { inputs });
    expect(project.repository.comments.get(1)).toBeUndefined();
    expect(step.log).toContain('in a public repository');
    expect(step.code).toBe(1);
  });

  test('is asked of GitHub each time: a repository that became public meanwhile gets none', async () => {
    const project = leaking(1);
    const pull = project.repository.pulls.get(1);
    const payload = pull === undefined ? {} : pullEvent(project, pull);
    project.repository.visibility = 'public';
    await run(project, { inputs, payload });
    expect(project.repository.comments.get(1)).toBeUndefined();
  });
});

describe('what is left out is listed in the summary', () => {
  test('files that Git LFS keeps elsewhere', async () => {
    const project = createProject(github, `acme/reporting-${number++}`);
    project.branch('feature');
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'ab'.repeat(32)}\nsize 12345\n`;
    project.commit('large', { 'a.bin': pointer });
    project.pull('feature');
    const step = await run(project);
    expect(step.code).toBe(0);
    expect(step.summary).toMatch(/\*\*Left out\*\*\n\n- Git LFS/);
  });

  test('submodules, where everything is scanned', async () => {
    const project = createProject(github, `acme/reporting-${number++}`);
    project.run('update-index', '--add', '--cacheinfo', `160000,${'ab'.repeat(20)},vendor/sub`);
    project.run('commit', '-qm', 'submodule');
    project.push('main');
    const sha = project.run('rev-parse', 'main');
    const options = { github, repository: project.slug, event: 'schedule', payload: {}, sha };
    const step = await actStep(options);
    expect([step.code, step.summary]).toEqual([0, expect.stringContaining('- vendor/sub&#58; submodule')]);
  });
});

test('a run that is cancelled says so, and does not call it a bug', async () => {
  const project = leaking(1);
  const payload = pullEvent(project, project.pull('feature', { number: 1 }));
  const options = { github, repository: project.slug, event: 'pull_request', payload };
  const step = await actStep(options, undefined, AbortSignal.abort());
  expect([step.code, step.log.trim()]).toEqual([2, '##[error]the run was cancelled']);
});

describe('a runner whose files cannot be written', () => {
  test.each([
    ['GITHUB_OUTPUT', 'the outputs could not be written (EISDIR)'],
    ['GITHUB_STEP_SUMMARY', 'the summary could not be written (EISDIR)'],
  ])('%s is a directory: what was found is told all the same', async (name, words) => {
    const step = await run(leaking(1), { runner: { [name]: directoryOf() } }, runStep);
    expect([step.code, step.err]).toEqual([1, '']);
    expect(step.log).toContain(words);
    expect(step.annotations.filter(({ level }) => level === 'error')).toHaveLength(1);
  });

  test('an error before the scan ends with code 2 there too', async () => {
    const runner = { GITHUB_OUTPUT: directoryOf() };
    const step = await run(leaking(1), { runner, inputs: { verify: 'perhaps' } }, runStep);
    expect([step.code, step.err]).toEqual([2, '']);
  });

  test('the directory for what is temporary is not there', async () => {
    const project = leaking(1);
    const runner = { RUNNER_TEMP: '/nowhere/at/all' };
    const fetched = await run(project, { runner });
    expect([fetched.code, fetched.log]).toEqual([
      2,
      expect.stringContaining('the repository to fetch into could not be written (ENOENT)'),
    ]);
    const there = await run(project, { runner, workspace: checkout(project, 'refs/pull/1/head', 0) });
    expect([there.code, there.log]).toEqual([1, expect.stringContaining('the report could not be written')]);
  });
});

describe('code scanning', () => {
  test('gets the findings for the head of the pull request', async () => {
    const project = leaking(2);
    await run(project, { inputs: { 'sarif-upload': 'true' } });
    const [sarif] = project.repository.sarifs;
    expect(sarif).toMatchObject({ ref: 'refs/pull/1/head', commit: project.run('rev-parse', 'feature') });
    expect(JSON.parse(sarif?.text ?? '').runs[0].results).toHaveLength(2);
  });

  test('does not take the next push for the cure of the one before', async () => {
    const project = leaking(1);
    const [main, head] = [project.run('rev-parse', 'main'), project.run('rev-parse', 'feature')];
    const push = async (before: string, after: string): Promise<void> => {
      const payload = pushEvent(project, 'refs/heads/feature', before, after);
      await run(project, { event: 'push', payload, inputs: { 'sarif-upload': 'true' } });
    };
    project.push('feature');
    await push(main, head);
    project.run('checkout', '-q', 'feature');
    const next = project.commit('clean', { 'clean.txt': 'nothing\n' });
    project.push('feature');
    await push(head, next);
    const idOf = (text: string): string => JSON.parse(text).runs[0].automationDetails.id;
    expect(project.repository.sarifs.map(({ text }) => idOf(text))).toEqual([
      `leakward/${head.slice(0, 12)}/`,
    ]);
  });

  test('gets them for the branch of a schedule, whose payload names none', async () => {
    const project = leaking(1);
    const sha = project.run('rev-parse', 'main');
    const schedule = { event: 'schedule', payload: {}, sha, ref: 'refs/heads/main' };
    await run(project, { ...schedule, inputs: { 'sarif-upload': 'true' } });
    expect(project.repository.sarifs[0]).toMatchObject({ ref: 'refs/heads/main', commit: sha });
  });

  test('gets them for the head that a workflow names, not for the branch that runs', async () => {
    const project = leaking(1);
    project.push('feature');
    const sha = project.run('rev-parse', 'main');
    const inputs = { base: 'main', head: 'feature', 'sarif-upload': 'true' };
    await run(project, { event: 'workflow_dispatch', payload: {}, sha, ref: 'refs/heads/main', inputs });
    expect(project.repository.sarifs[0]).toMatchObject({ ref: 'refs/heads/feature' });
  });

  test('gets them for the branch that the workflow before ran on', async () => {
    const project = leaking(1);
    project.push('feature');
    const head = project.run('rev-parse', 'feature');
    const { id, owner } = project.repository;
    const payload = followUpEvent(project, { event: 'push', head, branch: 'feature', id, owner });
    const followUp = { event: 'workflow_run', payload, ref: 'refs/heads/main' };
    await run(project, { ...followUp, inputs: { 'sarif-upload': 'true' } });
    expect(project.repository.sarifs[0]).toMatchObject({ ref: 'refs/heads/feature', commit: head });
  });
});

describe('what may not be done is told, and changes nothing', () => {
  const inputs = { comment: 'true', 'sarif-upload': 'true' };
  const FAULTS: readonly (readonly [string, Partial<StepOptions>, Fault | undefined, RegExp])[] = [
    [
      'a token that may only read',
      { token: 'read-token' },
      undefined,
      /403: Resource not accessible by integration/,
    ],
    ['404', {}, failing(/comments|sarifs/, 404, { message: 'Not Found' }), /404/],
    ['422', {}, failing(/comments|sarifs/, 422, { message: 'Validation Failed' }), /422/],
    ['500', {}, failing(/comments|sarifs/, 500, { message: 'Server Error' }), /500/],
    [
      'a limit that ends too late',
      {},
      failing(/comments|sarifs/, 429, { message: 'secondary rate limit' }, { 'retry-after': '7200' }),
      /429/,
    ],
  ];

  test.each(FAULTS)('%s', async (_name, options, fault, words) => {
    const project = leaking(1);
    if (fault !== undefined) github.faults.push(fault);
    const step = await run(project, { inputs, ...options });
    github.faults.length = 0;
    expect(step.code).toBe(1);
    expect(step.annotations.filter(({ level }) => level === 'error')).toHaveLength(1);
    expect(step.log).toMatch(words);
    expect(project.repository.comments.get(1)).toBeUndefined();
    expect(project.repository.sarifs).toEqual([]);
  });

  test('a secondary limit that ends soon is waited for', async () => {
    const project = leaking(1);
    let refused = 0;
    github.faults.push(({ path }) =>
      path.endsWith('/comments') && refused++ < 1
        ? {
            status: 403,
            headers: { 'retry-after': '1' },
            body: { message: 'You have exceeded a secondary rate limit' },
          }
        : undefined,
    );
    await run(project, { inputs: { comment: 'true' } }, runStep);
    github.faults.length = 0;
    expect(project.repository.comments.get(1)).toHaveLength(1);
  });

  test('the primary limit, spent but for a second, is waited for', async () => {
    const project = leaking(1);
    github.remaining = 0;
    github.reset = Math.floor(Date.now() / 1000) + 2;
    await run(project, { inputs: { comment: 'true' } });
    expect(project.repository.comments.get(1)).toHaveLength(1);
    github.remaining = 5000;
  });

  test('a list without an end is left', async () => {
    const project = leaking(1);
    let pages = 0;
    github.faults.push(({ path }) => {
      if (!path.endsWith('/comments')) return undefined;
      const next = `${github.apiUrl}${path}?page=${++pages + 1}`;
      return { status: 200, headers: { link: `<${next}>; rel="next"` }, body: [{ id: pages, body: 'x' }] };
    });
    const step = await run(project, { inputs: { comment: 'true' } });
    github.faults.length = 0;
    expect([step.code, pages < 200]).toEqual([1, true]);
    expect(step.log).toContain('no comment could be made');
    expect(project.repository.comments.get(1)).toBeUndefined();
  });

  const NONSENSE = ['<html>', {}, [], null, [null], { message: 'sign in' }];
  const EVENTS = [
    'pull_request',
    'workflow_run behind a pull request',
    'workflow_run behind a push',
  ] as const;
  const ASKING = EVENTS.flatMap((event) => NONSENSE.map((body) => ({ event, body })));

  test.each(ASKING)(
    '$event, whose question is answered with $body: no bug of ours, never green',
    async ({ event, body }) => {
      const project = leaking(1);
      const head = project.run('rev-parse', 'feature');
      const { repository } = pullEvent(project, project.pull('feature', { number: 1 }));
      const behind = event.endsWith('a push') ? 'push' : 'pull_request';
      const payload =
        event === 'pull_request'
          ? { number: 1, repository, pull_request: {} }
          : followUpEvent(project, { event: behind, head, branch: 'feature' });
      github.faults.push(() => ({ status: 200, body }));
      const step = await run(project, { event: event.split(' ')[0] ?? '', payload });
      github.faults.length = 0;
      expect(step.code).toBeGreaterThan(0);
      expect(step.log).not.toContain('internal error');
    },
  );

  test('an interface that nobody answers at is no bug of ours', async () => {
    const project = leaking(1);
    const { repository } = pullEvent(project, project.pull('feature', { number: 1 }));
    const payload = { number: 1, repository, pull_request: {} };
    const nobody = { ...github, apiUrl: 'http://127.0.0.1:1/api/v3' };
    const step = await run(project, { payload, github: nobody }, runStep);
    expect([step.code, step.log]).toEqual([2, expect.stringContaining('GitHub did not answer')]);
  });

  test('an interface that is down costs the counts of commits, not the scan', async () => {
    const project = leaking(1);
    github.faults.push(({ path }) => (path.includes('/compare/') ? { status: 502, body: {} } : undefined));
    const step = await run(project, {}, runStep);
    github.faults.length = 0;
    expect(step.code).toBe(1);
  });
});

function failing(path: RegExp, status: number, body: unknown, headers: Record<string, string> = {}): Fault {
  return (call) => (path.test(call.path) ? { status, body, headers } : undefined);
}
