/** What a pull request may allow for itself, and who must stand behind it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { judgeSuppressions } from '../../src/action/trust.ts';
import { fingerprintOf } from '../../src/detect/fingerprint.ts';
import { formatKeyList } from '../../src/keys/key-list.ts';
import { ownKeyOf } from '../../src/keys/own-key.ts';
import {
  CONTRIBUTOR,
  createProject,
  MAINTAINER,
  nextTime,
  type Project,
  pullEvent,
  pushEvent,
} from '../support/github/project.ts';
import { type EmulatedGitHub, startGitHub } from '../support/github/server.ts';
import type { EmulatedIssueEvent, EmulatedPull } from '../support/github/state.ts';
import { NOUVEL, nouvelKey } from '../support/keys.ts';
import { findingOf, resultOf } from '../support/report.ts';
import { actStep, type Step } from '../support/runner/runner.ts';

let github: EmulatedGitHub;
beforeAll(async () => {
  github = await startGitHub();
});
afterAll(() => github.close());

const KEY = nouvelKey(71);
const FINGERPRINT = fingerprintOf(NOUVEL.id, KEY);
const LABEL = 'leakward-reviewed';

const ALLOWS = {
  'a comment': { 'a.js': `const key = '${KEY}'; // leakward:allow reason="rotated"\n` },
  'the ignore file': { 'a.js': `const key = '${KEY}';\n`, '.leakwardignore': `${FINGERPRINT} # rotated\n` },
  'the baseline': { 'a.js': `const key = '${KEY}';\n`, '.leakward-baseline': `${FINGERPRINT}\n` },
} as const;

let number = 0;

interface Setting {
  readonly project: Project;
  readonly pull: EmulatedPull;
}

function allowing(
  files: Readonly<Record<string, string>> = ALLOWS['a comment'],
  base: Readonly<Record<string, string>> = {},
  isFork = false,
): Setting {
  const project = createProject(github, `acme/trust-${number++}`, { files: base });
  project.branch('feature');
  project.commit('feature', files);
  const pull = project.pull('feature', isFork ? { headRepo: { id: 1, owner: 'stranger' } } : {});
  return { project, pull };
}

function run(
  { project, pull }: Setting,
  inputs: Readonly<Record<string, string>> = {},
  more: object = {},
  action = 'synchronize',
): Promise<Step> {
  const payload = pullEvent(project, pull, action, more);
  return actStep({
    github,
    repository: project.slug,
    event: 'pull_request',
    payload,
    token: 'read-token',
    inputs,
  });
}

function review(
  { project, pull }: Setting,
  user: string,
  state: 'APPROVED' | 'DISMISSED' | 'CHANGES_REQUESTED' | 'COMMENTED',
  commitId = pull.head.sha,
): void {
  const all = project.repository.reviews.get(1) ?? [];
  project.repository.reviews.set(1, [...all, { user, state, commitId }]);
}

function label(setting: Setting, actor: string, createdAt = nextTime()): void {
  setting.pull.labels = [LABEL];
  happened(setting, { event: 'labeled', actor, label: LABEL, createdAt });
}

function happened({ project: { repository } }: Setting, event: EmulatedIssueEvent): void {
  repository.issueEvents.set(1, [...(repository.issueEvents.get(1) ?? []), event]);
}

describe('reviewed, which is the default', () => {
  test.each(Object.entries(ALLOWS))(
    'what %s of a pull request allows waits for a review, and says so',
    async (_name, files) => {
      const setting = allowing(files);
      const before = await run(setting);
      expect(before.code).toBe(1);
      expect(before.log).toContain('does not count: someone with write access must approve the head commit');
      review(setting, MAINTAINER, 'APPROVED');
      const after = await run(setting);
      expect({ code: after.code, log: after.log }).toEqual({ code: 0, log: after.log });
      expect(after.log).toContain('1 allowed');
    },
  );

  test('it counts for a fork that was reviewed, too', async () => {
    const setting = allowing(ALLOWS['a comment'], {}, true);
    expect((await run(setting)).code).toBe(1);
    review(setting, MAINTAINER, 'APPROVED');
    expect((await run(setting)).code).toBe(0);
  });

  const APPROVALS: readonly (readonly [string, number, (setting: Setting) => void])[] = [
    ['an approval by someone who may only read', 1, (setting) => review(setting, 'reader', 'APPROVED')],
    ['an approval that was dismissed', 1, (setting) => review(setting, MAINTAINER, 'DISMISSED')],
    [
      'an approval of an older commit',
      1,
      (setting) => review(setting, MAINTAINER, 'APPROVED', setting.pull.base.sha),
    ],
    ['a review that only comments', 1, (setting) => review(setting, MAINTAINER, 'COMMENTED')],
    [
      'an approval taken back by the same person',
      1,
      (setting) => {
        review(setting, MAINTAINER, 'APPROVED');
        review(setting, MAINTAINER, 'CHANGES_REQUESTED');
      },
    ],
    [
      'an approval with a later comment',
      0,
      (setting) => {
        review(setting, MAINTAINER, 'APPROVED');
        review(setting, MAINTAINER, 'COMMENTED');
      },
    ],
    [
      'the author’s own approval, though the author may write',
      1,
      (setting) => {
        setting.project.repository.permissions.set(CONTRIBUTOR, 'write');
        review(setting, CONTRIBUTOR, 'APPROVED');
      },
    ],
    [
      'an approval behind a page of others',
      0,
      (setting) => {
        for (let i = 0; i < 120; i++) review(setting, `reader-${i % 3}`, 'COMMENTED');
        review(setting, MAINTAINER, 'APPROVED');
      },
    ],
    [
      'an app’s approval before that of someone with write access',
      0,
      (setting) => {
        review(setting, 'renovate-approve[bot]', 'APPROVED');
        review(setting, MAINTAINER, 'APPROVED');
      },
    ],
    ['an app’s approval alone', 1, (setting) => review(setting, 'renovate-approve[bot]', 'APPROVED')],
    ['a label set after the head came', 0, (setting) => label(setting, MAINTAINER)],
    ['a label older than the head', 1, (setting) => label(setting, MAINTAINER, '2025-01-01T00:00:00Z')],
    ['a label set by someone who may only read', 1, (setting) => label(setting, 'reader')],
    [
      'a label set by the author, though the author may write',
      1,
      (setting) => {
        setting.project.repository.permissions.set(CONTRIBUTOR, 'write');
        label(setting, CONTRIBUTOR);
      },
    ],
    [
      'a label set for another head, from which force led back to the one of the run',
      1,
      (setting) => {
        label(setting, MAINTAINER);
        happened(setting, { event: 'head_ref_force_pushed', actor: CONTRIBUTOR, createdAt: nextTime() });
      },
    ],
    [
      'a label set after force led to the head',
      0,
      (setting) => {
        happened(setting, { event: 'head_ref_force_pushed', actor: CONTRIBUTOR, createdAt: nextTime() });
        label(setting, MAINTAINER);
      },
    ],
    [
      'a label that was taken off again',
      1,
      (setting) => {
        label(setting, MAINTAINER);
        setting.pull.labels = [];
      },
    ],
  ];

  test.each(APPROVALS)('%s: exit code %i', async (_name, code, prepare) => {
    const setting = allowing();
    prepare(setting);
    expect((await run(setting)).code).toBe(code);
  });

  test('a label counts in the event that tells of it', async () => {
    const setting = allowing();
    label(setting, MAINTAINER, '2025-01-01T00:00:00Z');
    const more = { label: { name: LABEL }, sender: { login: MAINTAINER } };
    expect((await run(setting, {}, more, 'labeled')).code).toBe(0);
    const byAuthor = { label: { name: LABEL }, sender: { login: CONTRIBUTOR } };
    expect((await run(setting, {}, byAuthor, 'labeled')).code).toBe(1);
  });

  test('a label does not cover commits that came while it was set', async () => {
    const setting = allowing();
    label(setting, MAINTAINER);
    const { project } = setting;
    project.run('checkout', '-q', 'feature');
    project.commit('more', { 'b.js': `const key = '${nouvelKey(72)}'; // leakward:allow reason="a"\n` });
    const pull = project.pull('feature', { number: 1 });
    pull.labels = [LABEL];
    expect((await run({ project, pull })).code).toBe(1);
  });

  test('an author whom the payload does not name is asked for: their own label does not count', async () => {
    const setting = allowing();
    setting.project.repository.permissions.set(CONTRIBUTOR, 'write');
    label(setting, CONTRIBUTOR);
    const { pull_request: told } = pullEvent(setting.project, setting.pull);
    const { user: _user, ...unnamed } = told;
    expect((await run(setting, {}, { pull_request: unnamed })).code).toBe(1);
    label(setting, MAINTAINER);
    expect((await run(setting, {}, { pull_request: unnamed })).code).toBe(0);
  });

  test('a review counts where the payload comes without the commits', async () => {
    const setting = allowing();
    review(setting, MAINTAINER, 'APPROVED');
    expect((await run(setting, {}, { pull_request: { number: 1 } })).code).toBe(0);
  });

  test('what cannot be asked does not count', async () => {
    const setting = allowing();
    review(setting, MAINTAINER, 'APPROVED');
    github.faults.push(({ path }) =>
      path.endsWith('/permission') ? { status: 403, body: { message: 'no' } } : undefined,
    );
    const step = await run(setting);
    github.faults.length = 0;
    expect(step.code).toBe(1);
    expect(step.log).toContain('GitHub answered 403');
  });
});

describe('otherwise', () => {
  test('honour: it counts, if it gives its reason', async () => {
    expect((await run(allowing(), { 'pr-suppressions': 'honour' })).code).toBe(0);
    const without = allowing({ 'a.js': `const key = '${KEY}'; // leakward:allow\n` });
    const step = await run(without, { 'pr-suppressions': 'honour' });
    expect(step.code).toBe(1);
    expect(step.log).toContain('it gives no reason');
  });

  test('honour: what comes from a fork is reviewed all the same', async () => {
    const setting = allowing(ALLOWS['a comment'], {}, true);
    const honour = { 'pr-suppressions': 'honour' };
    expect((await run(setting, honour)).code).toBe(1);
    review(setting, MAINTAINER, 'APPROVED');
    expect((await run(setting, honour)).code).toBe(0);
  });

  test('inert: it never counts', async () => {
    const setting = allowing();
    review(setting, MAINTAINER, 'APPROVED');
    expect((await run(setting, { 'pr-suppressions': 'inert' })).code).toBe(1);
  });

  test('never for one of our own keys', async () => {
    const keys = formatKeyList([ownKeyOf(KEY, NOUVEL, { label: 'billing' })]);
    const step = await run(allowing(ALLOWS['a comment'], { 'leakward.keys': keys }), {
      'pr-suppressions': 'honour',
    });
    expect(step.code).toBe(1);
    expect(step.log).toContain('it is one of your own keys');
  });

  test('never for an active key', async () => {
    const finding = findingOf(KEY, 'a.js', {
      allowedInline: { kind: 'inline', reason: 'r', where: 'a.js:1' },
    });
    const verdict = {
      state: 'active',
      reason: 'accepted',
      detail: '',
      permissions: [],
      undetermined: [],
      checkedAt: '',
    } as const;
    const none = { ignored: [], baseline: new Map<string, string>(), today: '2026-01-01' };
    const counts = async () => ({ counts: true }) as const;
    for (const tellsLife of [true, false]) {
      const options = { standing: counts, tellsLife };
      const judged = await judgeSuppressions([resultOf(finding, { verdict })], none, none, options);
      expect(judged.results[0]?.allowedInline).toBeUndefined();
      expect(judged.refused.join().includes('the key is active')).toBe(tellsLife);
      const [unknown] = (await judgeSuppressions([resultOf(finding)], none, none, options)).results;
      expect(unknown?.allowedInline).toBeDefined();
    }
  });

  test('what the base commit allows counts as it is', async () => {
    const base = { '.leakwardignore': `${FINGERPRINT}\n` };
    expect((await run(allowing({ 'a.js': `const key = '${KEY}';\n` }, base))).code).toBe(0);
  });

  test('a push is by someone who may write', async () => {
    const { project, pull } = allowing();
    const payload = pushEvent(project, 'refs/heads/feature', pull.base.sha, pull.head.sha);
    expect((await actStep({ github, repository: project.slug, event: 'push', payload })).code).toBe(0);
  });
});

describe('the files of the base commit', () => {
  const keys = formatKeyList([ownKeyOf(KEY, NOUVEL, { label: 'billing' })]);
  const leak = { 'a.js': `const key = '${KEY}';\n` };

  test.each([
    ['an input', { 'ci/own.keys': keys }, { keys: './ci/own.keys' }],
    ['leakward.toml', { 'ci/own.keys': keys, 'leakward.toml': 'keys = "./ci/own.keys"\n' }, {}],
    [
      'a settings file that an input names',
      { 'ci/own.keys': keys, 'ci/leakward.toml': 'keys = "ci//own.keys"\n' },
      { config: './ci/leakward.toml' },
    ],
  ])('are found by a path that %s gives in another form', async (_name, base, inputs) => {
    const step = await run(allowing(leak, base), inputs);
    expect([step.code, step.log]).toEqual([1, expect.stringContaining('one of your Nouvel keys')]);
  });

  test('a list of keys that leakward.toml names, and that is not there, is an error', async () => {
    const step = await run(allowing(leak, { 'leakward.toml': 'keys = "own.keys"\n' }));
    expect([step.code, step.log]).toEqual([
      2,
      expect.stringContaining('no file own.keys in the base commit'),
    ]);
  });

  test('where nothing can be fetched, that is told, and not that a file is missing', async () => {
    const { project, pull } = allowing(leak);
    const payload = pullEvent(project, pull);
    const step = await actStep({
      github,
      repository: project.slug,
      event: 'pull_request',
      payload,
      token: 'no-such-token',
      inputs: { config: 'ci/leakward.toml' },
    });
    expect([step.code, step.log]).toEqual([3, expect.stringContaining('git fetch failed')]);
  });

  test.each(['../own.keys', '/etc/passwd', 'a/../../b'])('%s is none of them', async (path) => {
    const step = await run(allowing(leak), { keys: path });
    expect([step.code, step.log]).toEqual([2, expect.stringContaining('is no path in the repository')]);
  });
});
