/** What the verifying and the revoking stage are given, and what becomes of what they say. */
import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { StageContext, Stages } from '../../src/action/stages.ts';
import { formatKeyList } from '../../src/keys/key-list.ts';
import { ownKeyOf } from '../../src/keys/own-key.ts';
import { UserError } from '../../src/model/error.ts';
import type { Result } from '../../src/model/report.ts';
import type { Verdict } from '../../src/model/verdict.ts';
import {
  checkout,
  createProject,
  followUpEvent,
  type Project,
  pullEvent,
  pushEvent,
} from '../support/github/project.ts';
import { type EmulatedGitHub, startGitHub } from '../support/github/server.ts';
import { NOUVEL, nouvelKey } from '../support/keys.ts';
import { directoryOf } from '../support/run.ts';
import { actStep, fileOf, type Step, type StepOptions } from '../support/runner/runner.ts';

let github: EmulatedGitHub;
beforeAll(async () => {
  github = await startGitHub();
});
afterAll(() => github.close());

const OWN = nouvelKey(301);
const STRANGER = nouvelKey(302);
const GUARDED = nouvelKey(303);
const DEAD = nouvelKey(304);
const ALL = [OWN, STRANGER, GUARDED, DEAD];
const FORK = { id: 9, owner: 'stranger' };

type RevokeContext = StageContext & { readonly isDryRun: boolean; readonly most: number };

/** What the stages were called with. */
const called: { verified: string[][]; revoked: string[][]; contexts: RevokeContext[] } = {
  verified: [],
  revoked: [],
  contexts: [],
};
beforeEach(() => {
  called.verified = [];
  called.revoked = [];
  called.contexts = [];
});

function keysOf(results: readonly Result[]): string[] {
  return results.map(({ finding }) => finding.secret.reveal()).sort();
}

function verdictOf(key: string): Verdict {
  const state = key === DEAD ? 'inactive' : 'active';
  return { ...NO_VERDICT, state };
}

const NO_VERDICT: Verdict = {
  state: 'unknown',
  reason: 'unexpected',
  detail: 'asked by the test',
  permissions: [],
  undetermined: [],
  checkedAt: '2026-01-01T00:00:00Z',
};

const STAGES: Stages = {
  async verify(results) {
    called.verified.push(keysOf(results));
    return results.map((result) => ({ ...result, verdict: verdictOf(result.finding.secret.reveal()) }));
  },
  async revoke(results, context) {
    called.revoked.push(keysOf(results));
    called.contexts.push(context);
    const revocation = { state: 'revoked', reason: 'by the test', at: '2026-01-01T00:00:00Z' } as const;
    const after = context.isDryRun ? results : results.map((result) => ({ ...result, revocation }));
    return { results: after, notes: [] };
  },
};

let number = 0;

function leaking(visibility: 'public' | 'private' = 'private'): Project {
  const keys = [
    ownKeyOf(OWN, NOUVEL, { label: 'billing' }),
    ownKeyOf(GUARDED, NOUVEL, { label: 'shop', protect: true }),
  ];
  const project = createProject(github, `acme/stages-${number++}`, {
    visibility,
    files: { 'leakward.keys': formatKeyList(keys) },
  });
  project.branch('feature');
  project.commit('feature', Object.fromEntries(ALL.map((key, i) => [`${i}.js`, `const key = '${key}';\n`])));
  return project;
}

function onPull(
  project: Project,
  options: Partial<StepOptions> & { readonly isFork?: boolean } = {},
): Promise<Step> {
  const pull = project.pull('feature', options.isFork === true ? { headRepo: FORK } : {});
  return actStep(
    {
      github,
      repository: project.slug,
      event: 'pull_request',
      payload: pullEvent(project, pull),
      ...options,
    },
    STAGES,
  );
}

function onFollowUp(project: Project, options: Partial<StepOptions> = {}): Promise<Step> {
  const { head } = project.pull('feature', { headRepo: FORK });
  const payload = followUpEvent(project, {
    event: 'pull_request',
    head: head.sha,
    branch: 'feature',
    ...FORK,
  });
  return actStep({ github, repository: project.slug, event: 'workflow_run', payload, ...options }, STAGES);
}

describe('verify', () => {
  const inputs = { verify: 'true' };

  test('is off unless asked for', async () => {
    await onPull(leaking());
    expect(called.verified).toEqual([]);
  });

  test('adds verdicts: a dead key is a notice', async () => {
    const step = await onPull(leaking(), { inputs });
    expect(called.verified).toEqual([ALL.toSorted()]);
    expect(step.outputs).toMatchObject({ findings: '3', active: '3' });
    expect(step.annotations.map(({ level }) => level).toSorted()).toEqual([
      'error',
      'error',
      'error',
      'notice',
    ]);
  });

  test('is off for forks, unless asked for again', async () => {
    const project = leaking();
    await onPull(project, { inputs, isFork: true });
    expect(called.verified).toEqual([]);
    await onPull(project, { inputs: { ...inputs, 'verify-forks': 'true' }, isFork: true });
    expect(called.verified).toHaveLength(1);
  });

  test('tells nobody in a public repository which key is live', async () => {
    const step = await onPull(leaking('public'), { inputs: { ...inputs, 'sarif-upload': 'true' } });
    const everything = [step.raw, step.summary, fileOf(step, 'report-path'), fileOf(step, 'sarif-path')].join(
      '\n',
    );
    expect(everything).not.toMatch(/\bactive\b/);
    expect(everything).toContain('inactive');
    expect(step.code).toBe(1);
  });
});

describe('revoke', () => {
  const inputs = { verify: 'true', 'verify-forks': 'true', revoke: 'apply' };

  test('gets own keys only, none that is guarded or dead, and reads the commits again itself', async () => {
    const step = await onFollowUp(leaking(), { inputs });
    expect(called.revoked).toEqual([[OWN]]);
    expect(called.contexts[0]).toMatchObject({ isDryRun: false, most: 10 });
    expect(step.outputs).toMatchObject({ revoked: '1' });
  });

  test('tells in a public repository that a key was revoked', async () => {
    const step = await onFollowUp(leaking('public'), { inputs });
    expect(step.summary).toContain('revoked');
  });

  test('takes addresses and caps from inputs only', async () => {
    const env = { LEAKWARD_NOUVEL_URL: 'http://127.0.0.1:1', LEAKWARD_REVOKE_MAX: '1000' };
    const given = { ...inputs, 'provider-urls': 'nouvel=http://127.0.0.1:2', 'revoke-max': '2' };
    await onFollowUp(leaking(), { inputs: given, env });
    expect(called.contexts[0]?.inputs).toMatchObject({
      providerUrls: ['nouvel=http://127.0.0.1:2'],
      revokeMax: 2,
    });
    expect(called.contexts[0]?.most).toBe(2);
  });

  test('is only planned in a job that may run the code of a pull request', async () => {
    const step = await onPull(leaking(), { inputs });
    expect(called.contexts[0]?.isDryRun).toBe(true);
    expect(step.log).toContain('only planned, as this job may run the code of a pull request');
  });

  test('is only planned where something is checked out beside a pull request', async () => {
    const project = leaking();
    project.pull('feature');
    const step = await onFollowUp(project, { inputs, workspace: checkout(project, 'refs/pull/1/head', 1) });
    expect(called.contexts[0]?.isDryRun).toBe(true);
    expect(step.outputs).toMatchObject({ revoked: '0' });
  });

  test.each(['a directory of its own', 'files beside it'])('… also in %s', async (where) => {
    const project = leaking();
    project.pull('feature');
    const workspace = directoryOf(where === 'files beside it' ? { 'artifact.zip': '' } : {});
    if (where !== 'files beside it')
      renameSync(checkout(project, 'refs/pull/1/head', 1), join(workspace, 'head'));
    await onFollowUp(project, { inputs, workspace });
    expect(called.contexts[0]?.isDryRun).toBe(true);
  });

  test('an empty workspace is no checkout', async () => {
    const workspace = directoryOf();
    mkdirSync(join(workspace, 'sub'));
    await onFollowUp(leaking(), { inputs, workspace });
    expect(called.contexts[0]?.isDryRun).toBe(false);
  });

  test.each(['public', 'private'] as const)(
    'in a %s repository an error in its settings is told beside the report',
    async (visibility) => {
      const project = leaking(visibility);
      const { head } = project.pull('feature', { headRepo: FORK });
      const payload = followUpEvent(project, {
        event: 'pull_request',
        head: head.sha,
        branch: 'feature',
        ...FORK,
      });
      const wrong: Stages = {
        ...STAGES,
        revoke: async () => {
          throw new UserError('bad-config', 'the call that revokes needs the variable X');
        },
      };
      const step = await actStep(
        { github, repository: project.slug, event: 'workflow_run', payload, inputs },
        wrong,
      );
      expect([step.code, step.outputs['revoked']]).toEqual([1, '0']);
      expect(step.log).toContain('revoke: ended by an error: the call that revokes needs the variable X');
      expect(step.annotations.some(({ level }) => level === 'error')).toBe(true);
    },
  );

  test('is carried out for a push: whoever pushes may write', async () => {
    const project = leaking();
    project.push('feature');
    const after = project.run('rev-parse', 'feature');
    const payload = pushEvent(project, 'refs/heads/feature', undefined, after);
    await actStep({ github, repository: project.slug, event: 'push', payload, inputs }, STAGES);
    expect(called.contexts[0]?.isDryRun).toBe(false);
  });

  test('asks about no key of a fork without verify-forks, and so revokes none', async () => {
    const step = await onFollowUp(leaking(), { inputs: { ...inputs, 'verify-forks': 'false' } });
    expect([called.verified, called.revoked]).toEqual([[], []]);
    expect(step.log).toContain('nothing is revoked for a fork');
  });

  test('leaves what an event did not bring in', async () => {
    const project = leaking();
    project.run('push', '-q', project.repository.directory, 'feature:main');
    const sha = project.run('rev-parse', 'feature');
    const step = await actStep(
      { github, repository: project.slug, event: 'schedule', payload: {}, sha, inputs },
      STAGES,
    );
    expect(called.revoked).toEqual([]);
    expect(step.log).toContain('only keys that an event brings in are revoked');
  });

  test('dry-run is never more', async () => {
    await onFollowUp(leaking(), { inputs: { ...inputs, revoke: 'dry-run' } });
    expect(called.contexts[0]?.isDryRun).toBe(true);
  });

  test('own keys are those of the base commit, not of the pull request', async () => {
    const project = leaking();
    project.commit('claim', {
      'leakward.keys': formatKeyList([ownKeyOf(STRANGER, NOUVEL, { label: 'mine now' })]),
    });
    await onFollowUp(project, { inputs });
    expect(called.revoked).toEqual([[OWN]]);
  });
});
