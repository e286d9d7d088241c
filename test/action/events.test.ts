/** Every event against real repositories: what is scanned, and what is found in it. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sha256 } from '../../src/detect/fingerprint.ts';
import {
  checkout,
  createProject,
  followUpEvent,
  type Project,
  pullEvent,
  pushEvent,
  queueEvent,
} from '../support/github/project.ts';
import { type EmulatedGitHub, startGitHub } from '../support/github/server.ts';
import { nouvelKey } from '../support/keys.ts';
import { git } from '../support/run.ts';
import { actStep, fileOf, runStep, type StepOptions } from '../support/runner/runner.ts';

let github: EmulatedGitHub;
beforeAll(async () => {
  github = await startGitHub();
});
afterAll(() => github.close());

/** An old key that stands on main before each event, and must never be told again. */
const OLD = nouvelKey(1);
const NEW = nouvelKey(2);
const OTHER = nouvelKey(3);

function line(key: string): string {
  return `const key = '${key}';\n`;
}

type Event = Pick<StepOptions, 'event' | 'payload'> & Partial<StepOptions>;

interface Case {
  readonly name: string;
  readonly event: (project: Project) => Event;
  /** Keys that are told. */
  readonly keys: readonly string[];
  readonly code: number;
  /** How many commits and blobs are read; blobs of files only. */
  readonly commits?: number;
  readonly blobs?: number;
  /** `base..head` as the report names them. */
  readonly target?: RegExp;
}

function featured(project: Project): string {
  project.branch('feature');
  return project.commit('feature', { 'src/new.js': line(NEW) });
}

function pulled(project: Project, action = 'synchronize'): Event {
  const pull = project.pull('feature');
  return { event: 'pull_request', payload: pullEvent(project, pull, action) };
}

function pushedTag(project: Project, name: string, before?: string): Event {
  project.run('push', '-q', '--force', project.repository.directory, `refs/tags/${name}`);
  const after = project.run('rev-parse', `refs/tags/${name}`);
  return { event: 'push', payload: pushEvent(project, `refs/tags/${name}`, before, after) };
}

const FORK = { id: 9999, owner: 'stranger' };

const CASES: readonly Case[] = [
  {
    name: 'a file named after a key',
    event: (project) => {
      project.branch('feature');
      project.commit('named', { [`backup ${NEW}.txt`]: 'x\n' });
      return pulled(project);
    },
    keys: [NEW],
    code: 1,
  },
  {
    name: 'a pull request from a branch that is named after a key',
    event: (project) => {
      project.branch(`fix/${NEW}`);
      project.commit('clean', { 'a.txt': 'x\n' });
      const pull = project.pull(`fix/${NEW}`);
      return { event: 'pull_request', payload: pullEvent(project, pull) };
    },
    keys: [NEW],
    code: 1,
  },
  {
    name: 'push of a new tag that is named after a key',
    event: (project) => {
      const after = project.run('rev-parse', 'main');
      project.run('tag', `t/${NEW}`);
      project.run('push', '-q', project.repository.directory, `t/${NEW}`);
      return { event: 'push', payload: pushEvent(project, `refs/tags/t/${NEW}`, undefined, after) };
    },
    keys: [NEW],
    code: 1,
  },
  {
    name: 'workflow_run behind a push to such a branch',
    event: (project) => {
      const branch = `fix/${NEW}`;
      project.branch(branch);
      const head = project.commit('clean', { 'a.txt': 'x\n' });
      project.push(branch);
      return { event: 'workflow_run', payload: followUpEvent(project, { event: 'push', head, branch }) };
    },
    keys: [NEW],
    code: 1,
  },
  {
    name: 'pull_request, opened, with no checkout at all',
    event: (project) => {
      featured(project);
      return pulled(project, 'opened');
    },
    keys: [NEW],
    code: 1,
    commits: 1,
    blobs: 1,
    target: /^pull request 1: [0-9a-f]{12}\.\.[0-9a-f]{12}$/,
  },
  {
    name: 'pull_request, synchronize: the whole of it again, not only what was pushed last',
    event: (project) => {
      featured(project);
      project.pull('feature');
      project.commit('more', { 'src/more.js': 'export {};\n' });
      return pulled(project);
    },
    keys: [NEW],
    code: 1,
    commits: 2,
    blobs: 2,
  },
  {
    name: 'pull_request without a key: old ones in the files that it changes are not told',
    event: (project) => {
      project.branch('feature');
      project.commit('edit', { 'src/old.js': `// changed\n${line(OLD)}` });
      return pulled(project);
    },
    keys: [],
    code: 0,
    commits: 1,
    blobs: 1,
  },
  {
    name: 'pull_request that moves a file with an old key',
    event: (project) => {
      project.branch('feature');
      project.commit('move', { 'src/old.js': null, 'lib/old.js': line(OLD) });
      return pulled(project);
    },
    keys: [],
    code: 0,
  },
  {
    name: 'key added, then removed within the pull request',
    event: (project) => {
      featured(project);
      project.commit('take it out', { 'src/new.js': 'const key = process.env.KEY;\n' });
      return pulled(project);
    },
    keys: [NEW],
    code: 1,
    commits: 2,
  },
  {
    name: 'key in a merge commit only',
    event: (project) => {
      project.branch('feature');
      project.commit('one', { 'a.txt': 'one\n' });
      project.branch('side');
      project.commit('two', { 'b.txt': 'two\n' });
      project.run('checkout', '-q', 'feature');
      project.commit('three', { 'c.txt': 'three\n' });
      project.run('merge', '-q', '--no-ff', '--no-commit', 'side');
      project.commit('merge', { 'a.txt': line(NEW) });
      return pulled(project);
    },
    keys: [NEW],
    code: 1,
    commits: 4,
  },
  {
    name: 'key on a side branch that is merged into the pull request',
    event: (project) => {
      project.branch('side');
      project.commit('side', { 'side.js': line(NEW) });
      project.commit('side, cleaned', { 'side.js': 'clean\n' });
      project.branch('feature');
      project.commit('own', { 'own.js': 'own\n' });
      project.run('merge', '-q', '--no-ff', '-m', 'merge side', 'side');
      return pulled(project);
    },
    keys: [NEW],
    code: 1,
    commits: 4,
  },
  {
    name: 'key in a commit message only',
    event: (project) => {
      project.branch('feature');
      project.commit(`try\n\nkey: ${NEW}`, { 'a.txt': 'a\n' });
      return pulled(project);
    },
    keys: [NEW],
    code: 1,
  },
  {
    name: 'base moved on, with a key of its own that is not the pull request’s',
    event: (project) => {
      featured(project);
      project.run('checkout', '-q', 'main');
      for (let i = 0; i < 5; i++) project.commit(`main ${i}`, { [`main-${i}.txt`]: `${i}\n` });
      project.commit('main with key', { 'main.js': line(OTHER) });
      project.push('main');
      return pulled(project);
    },
    keys: [NEW],
    code: 1,
    commits: 1,
  },
  {
    name: 'main merged into the pull request: what came from there is not told',
    event: (project) => {
      featured(project);
      project.run('checkout', '-q', 'main');
      project.commit('main with key', { 'main.js': line(OTHER) });
      project.push('main');
      project.run('checkout', '-q', 'feature');
      project.run('merge', '-q', '--no-ff', '-m', 'merge main', 'main');
      return pulled(project);
    },
    keys: [NEW],
    code: 1,
    commits: 2,
  },
  {
    name: 'head force-pushed: the commit of the event is scanned, though no ref leads to it',
    event: (project) => {
      featured(project);
      const event = pulled(project);
      project.branch('feature');
      project.commit('rewritten', { 'clean.js': 'clean\n' });
      project.pull('feature', { number: 1 });
      return event;
    },
    keys: [NEW],
    code: 1,
  },
  {
    name: 'fetch-depth: 1, the default of actions/checkout',
    event: (project) => {
      featured(project);
      project.commit('take it out', { 'src/new.js': 'clean\n' });
      const event = pulled(project);
      return { ...event, workspace: checkout(project, 'refs/pull/1/head', 1) };
    },
    keys: [NEW],
    code: 1,
    commits: 2,
  },
  {
    name: 'fetch-depth: 0: nothing is fetched',
    event: (project) => {
      featured(project);
      const event = pulled(project);
      return { ...event, workspace: checkout(project, 'refs/pull/1/head', 0), token: 'no-such-token' };
    },
    keys: [NEW],
    code: 1,
    commits: 1,
  },
  {
    name: 'a checkout with tags and branches of odd names',
    event: (project) => {
      featured(project);
      const event = pulled(project);
      const workspace = checkout(project, 'refs/pull/1/head', 0);
      for (const name of ['missing', 'HEAD', 'none', '0', 'base', '0'.repeat(39)]) {
        git(workspace, 'update-ref', `refs/tags/${name}`, 'HEAD');
        git(workspace, 'update-ref', `refs/heads/${name}`, 'HEAD');
      }
      return { ...event, workspace, token: 'no-such-token' };
    },
    keys: [NEW],
    code: 1,
    commits: 1,
  },
  {
    name: 'fork, with a token that may only read',
    event: (project) => {
      featured(project);
      const pull = project.pull('feature', { headRepo: FORK, author: 'stranger' });
      const inputs = { comment: 'true', 'sarif-upload': 'true' };
      return { event: 'pull_request', payload: pullEvent(project, pull), token: 'read-token', inputs };
    },
    keys: [NEW],
    code: 1,
    commits: 1,
  },
  {
    name: 'a fork that is gone',
    event: (project) => {
      featured(project);
      const pull = project.pull('feature', { headRepo: null, author: 'ghost' });
      return { event: 'pull_request', payload: pullEvent(project, pull), token: 'read-token' };
    },
    keys: [NEW],
    code: 1,
  },
  {
    name: 'Dependabot: a branch of the repository, a token that may only read',
    event: (project) => {
      project.branch('dependabot/npm');
      project.commit('bump', { 'package-lock.json': `{"k":"${NEW}"}\n` });
      const pull = project.pull('dependabot/npm', { author: 'dependabot[bot]' });
      return { event: 'pull_request', payload: pullEvent(project, pull), token: 'read-token' };
    },
    keys: [NEW],
    code: 1,
  },
  {
    name: 'pull_request, closed',
    event: (project) => {
      featured(project);
      return pulled(project, 'closed');
    },
    keys: [NEW],
    code: 1,
  },
  {
    name: 'pull_request, edited, of which only the title changed: judged in full, never green for that',
    event: (project) => {
      featured(project);
      project.pull('feature');
      project.commit('take it out', { 'src/new.js': 'clean\n' });
      const pull = project.pull('feature', { number: 1 });
      const changes = { title: { from: 'before' } };
      return { event: 'pull_request', payload: pullEvent(project, pull, 'edited', { changes }) };
    },
    keys: [NEW],
    code: 1,
    commits: 2,
    target: /^pull request 1: /,
  },
  {
    name: 'pull_request, edited, from a base with the key to one without: the key comes in',
    event: (project) => {
      featured(project);
      project.push('feature');
      project.branch('stacked', 'feature');
      project.commit('on top', { 'src/top.js': 'clean\n' });
      // Against `feature` there was nothing to find; the payload has the new base, and the old one in `changes`.
      const pull = project.pull('stacked');
      const changes = {
        base: { ref: { from: 'feature' }, sha: { from: project.run('rev-parse', 'feature') } },
      };
      return { event: 'pull_request', payload: pullEvent(project, pull, 'edited', { changes }) };
    },
    keys: [NEW],
    code: 1,
    commits: 2,
    target: /^pull request 1: /,
  },
  {
    name: 'pull_request, edited, to a base that has the key already',
    event: (project) => {
      const base = { ref: 'feature', sha: featured(project) };
      project.push('feature');
      project.branch('stacked', 'feature');
      project.commit('on top', { 'src/top.js': 'clean\n' });
      const pull = { ...project.pull('stacked'), base };
      const changes = { base: { ref: { from: 'main' }, sha: { from: project.run('rev-parse', 'main') } } };
      return { event: 'pull_request', payload: pullEvent(project, pull, 'edited', { changes }) };
    },
    keys: [],
    code: 0,
    commits: 1,
  },
  {
    name: 'a payload without the parts of the pull request',
    event: (project) => {
      featured(project);
      const pull = project.pull('feature');
      const { repository } = pullEvent(project, pull);
      return { event: 'pull_request', payload: { number: pull.number, repository, pull_request: {} } };
    },
    keys: [NEW],
    code: 1,
  },
  {
    name: 'pull_request_target: fetched as data, what is checked out is not looked at',
    event: (project) => {
      featured(project);
      const pull = project.pull('feature', { headRepo: FORK, author: 'stranger' });
      const workspace = checkout(project, 'refs/heads/main', 0);
      return { event: 'pull_request_target', payload: pullEvent(project, pull), workspace };
    },
    keys: [NEW],
    code: 1,
    commits: 1,
  },
  {
    name: 'more than 300 files',
    event: (project) => {
      project.branch('feature');
      const files = Array.from({ length: 340 }, (_, i) => [`many/${i}.txt`, `${i}\n`]);
      project.commit('many', { ...Object.fromEntries(files), 'many/zzz.js': line(NEW) });
      return pulled(project);
    },
    keys: [NEW],
    code: 1,
    commits: 1,
    blobs: 341,
  },
  {
    name: 'more than 250 commits, the key in the first',
    event: (project) => {
      featured(project);
      project.commit('take it out', { 'src/new.js': 'clean\n' });
      grow(project, 'feature', 270);
      return pulled(project);
    },
    keys: [NEW],
    code: 1,
    commits: 272,
  },
  {
    name: 'push',
    event: (project) => {
      const before = project.run('rev-parse', 'main');
      const after = project.commit('on main', { 'src/new.js': line(NEW) });
      project.push('main');
      return { event: 'push', payload: pushEvent(project, 'refs/heads/main', before, after) };
    },
    keys: [NEW],
    code: 1,
    commits: 1,
    target: /^[0-9a-f]{12}\.\.[0-9a-f]{12}$/,
  },
  {
    name: 'push of more than 2,048 commits',
    event: (project) => {
      const before = project.run('rev-parse', 'main');
      project.commit('key', { 'src/new.js': line(NEW) });
      project.commit('no key', { 'src/new.js': 'clean\n' });
      grow(project, 'main', 2100);
      project.push('main');
      const after = project.run('rev-parse', 'main');
      return { event: 'push', payload: pushEvent(project, 'refs/heads/main', before, after) };
    },
    keys: [NEW],
    code: 1,
    commits: 2102,
  },
  {
    name: 'push of a new branch: what it has over the default branch',
    event: (project) => {
      const after = featured(project);
      project.push('feature');
      return { event: 'push', payload: pushEvent(project, 'refs/heads/feature', undefined, after) };
    },
    keys: [NEW],
    code: 1,
    commits: 1,
  },
  {
    name: 'first push of all: zeros before, no other branch',
    event: (project) => {
      const after = project.run('rev-parse', 'main');
      return { event: 'push', payload: pushEvent(project, 'refs/heads/main', undefined, after) };
    },
    keys: [OLD],
    code: 1,
    commits: 2,
  },
  {
    name: 'forced push, the commit before is there',
    event: (project) => {
      project.branch('feature');
      const before = project.commit('first try', { 'a.txt': 'a\n' });
      project.push('feature');
      const after = featured(project);
      project.push('feature');
      const payload = pushEvent(project, 'refs/heads/feature', before, after, { forced: true });
      return { event: 'push', payload };
    },
    keys: [NEW],
    code: 1,
    commits: 1,
  },
  {
    name: 'forced push, the commit before is gone',
    event: (project) => {
      const after = featured(project);
      project.push('feature');
      const payload = pushEvent(project, 'refs/heads/feature', 'ab'.repeat(20), after, { forced: true });
      return { event: 'push', payload };
    },
    keys: [NEW],
    code: 1,
    commits: 1,
  },
  {
    name: 'push of a branch that has taken main over: main’s keys are not its own',
    event: (project) => {
      project.branch('feature');
      const before = project.commit('start', { 'a.txt': 'a\n' });
      project.run('checkout', '-q', 'main');
      project.commit('main with key', { 'main.js': line(OTHER) });
      project.push('main');
      project.run('checkout', '-q', 'feature');
      project.run('merge', '-q', '--no-ff', '-m', 'merge main', 'main');
      const after = project.commit('own', { 'own.js': line(NEW) });
      project.push('feature');
      return { event: 'push', payload: pushEvent(project, 'refs/heads/feature', before, after) };
    },
    keys: [NEW],
    code: 1,
    commits: 2,
  },
  {
    name: 'push of an annotated tag with a key in its message',
    event: (project) => {
      project.run('tag', '-a', 'v1', '-m', `release ${NEW}`);
      project.run('push', '-q', project.repository.directory, 'v1');
      const after = project.run('rev-parse', 'refs/tags/v1');
      return { event: 'push', payload: pushEvent(project, 'refs/tags/v1', undefined, after) };
    },
    keys: [NEW],
    code: 1,
    commits: 0,
  },
  {
    name: 'push of a tag of a tag, with a key in the message of the inner one',
    event: (project) => {
      project.run('tag', '-a', 'inner', '-m', `release ${NEW}`);
      project.run('tag', '-a', 'outer', 'inner', '-m', 'signed off');
      return pushedTag(project, 'outer');
    },
    keys: [NEW],
    code: 1,
    commits: 0,
  },
  {
    name: 'push of a tag of a blob',
    event: (project) => {
      writeFileSync(join(project.work, 'blob'), line(NEW));
      project.run('tag', '-a', 'public-key', project.run('hash-object', '-w', 'blob'), '-m', 'our key');
      return pushedTag(project, 'public-key');
    },
    keys: [NEW],
    code: 1,
    commits: 0,
    blobs: 1,
  },
  {
    name: 'push of a light tag of a tree',
    event: (project) => {
      featured(project);
      project.run('tag', 'files', 'HEAD^{tree}');
      return pushedTag(project, 'files');
    },
    keys: [OLD, NEW],
    code: 1,
    commits: 0,
    blobs: 3,
  },
  {
    name: 'push of a tag that named another blob before',
    event: (project) => {
      writeFileSync(join(project.work, 'blob'), 'before\n');
      const before = project.run('hash-object', '-w', 'blob');
      project.run('push', '-q', project.repository.directory, `${before}:refs/tags/file`);
      writeFileSync(join(project.work, 'blob'), line(NEW));
      project.run('tag', 'file', project.run('hash-object', '-w', 'blob'));
      return pushedTag(project, 'file', before);
    },
    keys: [NEW],
    code: 1,
    commits: 0,
    blobs: 1,
  },
  {
    name: 'push of a tag on a commit that no branch has',
    event: (project) => {
      const after = featured(project);
      project.run('tag', 'v1');
      project.run('push', '-q', project.repository.directory, 'v1');
      return { event: 'push', payload: pushEvent(project, 'refs/tags/v1', undefined, after) };
    },
    keys: [NEW],
    code: 1,
    commits: 1,
  },
  {
    name: 'push that deletes a branch',
    event: (project) => {
      const before = project.run('rev-parse', 'main');
      return { event: 'push', payload: pushEvent(project, 'refs/heads/gone', before, undefined) };
    },
    keys: [],
    code: 0,
  },
  {
    name: 'merge_group',
    event: (project) => {
      const base = project.run('rev-parse', 'main');
      const head = featured(project);
      project.run(
        'push',
        '-q',
        project.repository.directory,
        'feature:refs/heads/gh-readonly-queue/main/pr-1',
      );
      return { event: 'merge_group', payload: queueEvent(project, base, head) };
    },
    keys: [NEW],
    code: 1,
    commits: 1,
  },
  {
    name: 'schedule: the whole history, also what was taken out long ago; its payload has no repository',
    event: (project) => {
      project.commit('key', { 'src/new.js': line(NEW) });
      const sha = project.commit('no key', { 'src/new.js': 'clean\n' });
      project.push('main');
      return { event: 'schedule', payload: { schedule: '0 4 * * *' }, sha };
    },
    keys: [OLD, NEW],
    code: 1,
    commits: 4,
    target: /^everything, at /,
  },
  {
    name: 'schedule with a shallow checkout: fetched whole',
    event: (project) => {
      project.commit('key', { 'src/new.js': line(NEW) });
      const sha = project.commit('no key', { 'src/new.js': 'clean\n' });
      project.push('main');
      return { event: 'schedule', payload: {}, sha, workspace: checkout(project, 'refs/heads/main', 1) };
    },
    keys: [OLD, NEW],
    code: 1,
    commits: 4,
  },
  {
    name: 'schedule with a checkout as deep as one branch: the others are fetched',
    event: (project) => {
      const sha = project.run('rev-parse', 'main');
      featured(project);
      project.push('feature');
      return { event: 'schedule', payload: {}, sha, workspace: checkout(project, 'refs/heads/main', 100) };
    },
    keys: [OLD, NEW],
    code: 1,
    commits: 3,
  },
  {
    name: 'schedule with a checkout of everything: it is read',
    event: (project) => {
      const sha = project.run('rev-parse', 'main');
      featured(project);
      project.push('feature');
      const workspace = checkout(project, 'refs/heads/main', 0);
      git(workspace, 'config', 'remote.origin.url', 'http://127.0.0.1:1/nowhere');
      return { event: 'schedule', payload: {}, sha, workspace };
    },
    keys: [OLD, NEW],
    code: 1,
    commits: 3,
  },
  {
    name: 'schedule with a checkout of which nobody can say whether it is everything: incomplete, never green',
    event: (project) => {
      project.run('reset', '-q', '--hard', 'HEAD~1');
      project.push('main');
      const workspace = checkout(project, 'refs/heads/main', 0);
      const sha = project.run('rev-parse', 'main');
      return { event: 'schedule', payload: {}, sha, workspace, token: 'no-such-token' };
    },
    keys: [],
    code: 3,
    commits: 1,
  },
  {
    name: 'workflow_dispatch with base and head',
    event: (project) => {
      featured(project);
      project.push('feature');
      const inputs = { base: 'main', head: 'feature' };
      const sha = project.run('rev-parse', 'main');
      return {
        event: 'workflow_dispatch',
        payload: pushEvent(project, 'x', undefined, undefined),
        inputs,
        sha,
      };
    },
    keys: [NEW],
    code: 1,
    commits: 1,
  },
  {
    name: 'workflow_dispatch with the names of tags',
    event: (project) => {
      const sha = project.run('rev-parse', 'main');
      project.run('tag', 'v1');
      featured(project);
      project.run('tag', '-a', 'v2', '-m', 'two');
      project.run('push', '-q', project.repository.directory, 'v1', 'v2');
      return { event: 'workflow_dispatch', payload: {}, inputs: { base: 'v1', head: 'v2' }, sha };
    },
    keys: [NEW],
    code: 1,
    commits: 1,
  },
  {
    name: 'workflow_dispatch with names, and a checkout whose own branches are elsewhere',
    event: (project) => {
      featured(project);
      project.push('feature');
      const workspace = checkout(project, 'refs/heads/main', 0);
      git(workspace, 'branch', 'feature', 'HEAD');
      const inputs = { base: 'main', head: 'feature' };
      return { event: 'workflow_dispatch', payload: {}, inputs, sha: 'ab'.repeat(20), workspace };
    },
    keys: [NEW],
    code: 1,
    commits: 1,
  },
  {
    name: 'workflow_dispatch with a base that there is not: incomplete, and not everything as new',
    event: (project) => {
      const sha = project.run('rev-parse', 'main');
      return { event: 'workflow_dispatch', payload: {}, inputs: { base: 'mian' }, sha };
    },
    keys: [],
    code: 3,
  },
  {
    name: 'workflow_run behind a pull request from a fork',
    event: (project) => {
      const head = featured(project);
      project.pull('feature', { headRepo: FORK, author: 'stranger' });
      const { id, owner } = FORK;
      const payload = followUpEvent(project, { event: 'pull_request', head, branch: 'feature', owner, id });
      return { event: 'workflow_run', payload };
    },
    keys: [NEW],
    code: 1,
    commits: 1,
    target: /^pull request 1: /,
  },
  {
    name: 'workflow_run behind a pull request that was force-pushed since: what the run was of is scanned',
    event: (project) => {
      const head = featured(project);
      project.pull('feature', { headRepo: FORK, author: 'stranger' });
      project.run('reset', '-q', '--hard', 'main');
      project.commit('clean', { 'src/new.js': 'clean\n' });
      project.pull('feature', { headRepo: FORK, author: 'stranger', number: 1 });
      const { id, owner } = FORK;
      const payload = followUpEvent(project, { event: 'pull_request', head, branch: 'feature', owner, id });
      return { event: 'workflow_run', payload };
    },
    keys: [NEW],
    code: 1,
    commits: 1,
    target: /^pull request 1: /,
  },
  {
    name: 'workflow_run behind one of two pull requests of a commit: what either brings in',
    event: (project) => {
      const head = featured(project);
      const first = project.pull('feature');
      project.run('push', '-q', project.repository.directory, 'feature:refs/heads/other');
      const into = { ref: 'other', sha: head };
      project.repository.pulls.clear();
      project.repository.pulls.set(2, { ...first, number: 2, base: into }).set(1, first);
      const payload = followUpEvent(project, { event: 'pull_request', head, branch: 'feature' });
      return { event: 'workflow_run', payload };
    },
    keys: [NEW],
    code: 1,
    commits: 1,
    target: /^pull request 1: /,
  },
  {
    name: 'workflow_run behind a pull request that its base has taken over since: never green',
    event: (project) => {
      const head = featured(project);
      const pull = project.pull('feature');
      project.run('push', '-q', project.repository.directory, 'feature:main');
      pull.base = { ref: 'main', sha: head };
      const payload = followUpEvent(project, { event: 'pull_request', head, branch: 'feature' });
      return { event: 'workflow_run', payload };
    },
    keys: [NEW],
    code: 1,
    commits: 1,
    target: /^pull request 1: /,
  },
  {
    name: 'workflow_run behind a push that main has taken over since',
    event: (project) => {
      const before = project.run('rev-parse', 'main');
      const head = featured(project);
      project.run('push', '-q', project.repository.directory, 'feature', 'feature:main');
      project.repository.activities.push({ ref: 'refs/heads/feature', before, after: head });
      const payload = followUpEvent(project, { event: 'push', head, branch: 'feature' });
      return { event: 'workflow_run', payload };
    },
    keys: [NEW],
    code: 1,
    commits: 1,
  },
  {
    name: 'workflow_run behind a new branch that main has taken over since: never green',
    event: (project) => {
      const head = featured(project);
      project.run('push', '-q', project.repository.directory, 'feature', 'feature:main');
      const payload = followUpEvent(project, { event: 'push', head, branch: 'feature' });
      return { event: 'workflow_run', payload };
    },
    keys: [NEW],
    code: 1,
    commits: 1,
  },
  {
    name: 'workflow_run behind a tag with a key in its message',
    event: (project) => {
      featured(project);
      project.run('tag', '-a', 'inner', '-m', `release ${OTHER}`);
      project.run('tag', '-a', 'v1', 'inner', '-m', 'signed');
      project.run('push', '-q', project.repository.directory, 'v1');
      const head = project.run('rev-parse', 'feature');
      const payload = followUpEvent(project, { event: 'push', head, branch: 'v1' });
      return { event: 'workflow_run', payload };
    },
    keys: [NEW, OTHER],
    code: 1,
    commits: 1,
  },
  {
    name: 'workflow_run behind a new branch without a commit of main',
    event: (project) => {
      project.run('checkout', '-q', '--orphan', 'pages');
      const head = project.commit('pages', { 'index.html': line(NEW), 'src/old.js': null });
      project.push('pages');
      return {
        event: 'workflow_run',
        payload: followUpEvent(project, { event: 'push', head, branch: 'pages' }),
      };
    },
    keys: [NEW],
    code: 1,
    commits: 1,
  },
  {
    name: 'workflow_run behind a tag of a commit that main has',
    event: (project) => {
      project.commit('key', { 'src/new.js': line(NEW) });
      project.push('main');
      project.run('tag', '-a', 'v1', '-m', 'release');
      project.run('push', '-q', project.repository.directory, 'v1');
      const head = project.run('rev-parse', 'main');
      return {
        event: 'workflow_run',
        payload: followUpEvent(project, { event: 'push', head, branch: 'v1' }),
      };
    },
    keys: [],
    code: 0,
    commits: 0,
  },
  {
    name: 'workflow_run behind a push to main',
    event: (project) => {
      const before = project.run('rev-parse', 'main');
      project.commit('key', { 'src/new.js': line(NEW) });
      const after = project.commit('no key', { 'src/new.js': 'clean\n' });
      project.push('main');
      project.repository.activities.push({ ref: 'refs/heads/main', before, after });
      const payload = followUpEvent(project, { event: 'push', head: after, branch: 'main' });
      return { event: 'workflow_run', payload };
    },
    keys: [NEW],
    code: 1,
    commits: 2,
  },
  {
    name: 'a head that the server does not have: incomplete, never green',
    event: (project) => {
      const pull = project.pull('main');
      const payload = pullEvent(project, pull);
      const lost = { ...payload.pull_request, head: { ...pull.head, sha: 'ab'.repeat(20) } };
      return { event: 'push', payload: pushEvent(project, 'refs/heads/none', undefined, lost.head.sha) };
    },
    keys: [],
    code: 3,
  },
];

/** Empty commits by one git: thousands of them would take minutes otherwise. */
function grow({ work, run }: Project, branch: string, count: number): void {
  const commits = Array.from({ length: count }, (_, i) => {
    const from = i === 0 ? `from ${run('rev-parse', branch)}\n` : '';
    const text = `commit ${i}`;
    return `commit refs/heads/${branch}\ncommitter Test <test@example.invalid> ${1_800_000_000 + i} +0000\ndata ${text.length}\n${text}\n${from}\n`;
  });
  execFileSync('git', ['fast-import', '--quiet', '--force'], { cwd: work, input: commits.join('') });
}

interface ReportDocument {
  readonly status: string;
  readonly source: { readonly target: string };
  readonly coverage: {
    readonly blobs: number;
    readonly commits: number;
    readonly skipped: readonly unknown[];
  };
  readonly findings: readonly { readonly fingerprint: string }[];
}

let number = 0;

/** Ids as the first words of their commits, which are the same every time. */
function named(text: string, project: Project): string {
  const commits = project.run('log', '--all', '--reflog', '--format=%h %s', '--abbrev=12').split('\n');
  const subjects = new Map(commits.map((commit) => [commit.slice(0, 12), commit.slice(13)]));
  return text.replace(/[0-9a-f]{12}/g, (id) => `“${subjects.get(id) ?? 'elsewhere'}”`);
}

const seen = new Set<string>();

/** The first of each event as the runner starts it, under Node 24; the others in this process. */
async function runEvent(options: StepOptions) {
  const isFirst = !seen.has(options.event);
  seen.add(options.event);
  return await (isFirst ? runStep(options) : actStep(options));
}

test.each(CASES)('$name', async ({ event, keys, code, commits, blobs, target }) => {
  const project = createProject(github, `acme/project-${number++}`);
  project.commit('old', { 'src/old.js': line(OLD) });
  project.push('main');
  const step = await runEvent({ github, repository: project.slug, ...event(project) });
  expect(step.err).toBe('');
  expect({ code: step.code, log: step.log }).toEqual({ code, log: step.log });
  expect(step.outputs['exit-code']).toBe(String(code));
  expect(step.outputs['findings']).toBe(String(keys.length));
  for (const key of keys) expect(step.masks).toContain(key);
  if (step.outputs['report-path'] === '') return;
  const report = JSON.parse(fileOf(step, 'report-path')) as ReportDocument;
  const hashes = report.findings.map(({ fingerprint }) => fingerprint.split(':')[1]);
  expect(hashes.toSorted()).toEqual(keys.map(sha256).toSorted());
  if (commits !== undefined) expect(report.coverage.commits).toBe(commits);
  if (blobs !== undefined) expect(report.coverage.blobs).toBe(blobs);
  if (target !== undefined) expect(report.source.target).toMatch(target);
  // Base, head, objects and findings of each: read the snapshot.
  expect({
    scanned: named(report.source.target, project),
    commits: report.coverage.commits,
    blobs: report.coverage.blobs,
    findings: report.findings.length,
    unread: report.coverage.skipped.length,
  }).toMatchSnapshot();
  expect(step.annotations.filter(({ level }) => level === 'error')).toHaveLength(keys.length);
});

test('workflow_run behind pull_request_target, whose commit is of no pull request: an error, never green', async () => {
  const project = createProject(github, `acme/project-${number++}`);
  featured(project);
  project.pull('feature', { headRepo: FORK, author: 'stranger' });
  const head = project.run('rev-parse', 'main');
  const { id, owner } = FORK;
  const payload = followUpEvent(project, {
    event: 'pull_request_target',
    head,
    branch: 'feature',
    owner,
    id,
  });
  const step = await actStep({ github, repository: project.slug, event: 'workflow_run', payload });
  expect([step.code, step.log]).toEqual([2, expect.stringContaining('was not found')]);
});

test.each([
  ['without', undefined],
  ['with a name for', 'HEAD'],
])('a push %s the commit after it: an error, never green', async (_name, after) => {
  const project = createProject(github, `acme/project-${number++}`);
  const { after: _after, ...payload } = pushEvent(project, 'refs/heads/main', undefined, undefined);
  const step = await actStep({
    github,
    repository: project.slug,
    event: 'push',
    payload: { ...payload, after, deleted: false },
  });
  expect([step.code, step.log]).toEqual([2, expect.stringContaining('the event has no after')]);
});
