/** A project on the emulated GitHub, with a clone to work in; and the events that GitHub would send of it. */
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { directoryOf, git } from '../run.ts';
import type { EmulatedGitHub } from './server.ts';
import type { EmulatedPull, EmulatedRepository } from './state.ts';

export type Files = Readonly<Record<string, string | Uint8Array | null>>;

export interface Project {
  readonly repository: EmulatedRepository;
  /** `owner/name`. */
  readonly slug: string;
  /** The clone. */
  readonly work: string;
  run(...args: string[]): string;
  /** Writes files (null takes one away) and commits everything; gives the commit's id. */
  commit(message: string, files?: Files): string;
  /** Checks out a new branch at a commit or branch. */
  branch(name: string, from?: string): void;
  /** Sends a branch to GitHub, by force. */
  push(name: string): void;
  /** Opens or renews a pull request: the branch is pushed, `refs/pull/N/head` follows. */
  pull(
    branch: string,
    options?: Partial<Pick<EmulatedPull, 'headRepo' | 'author'>> & { readonly number?: number },
  ): EmulatedPull;
}

export const MAINTAINER = 'maintainer';
export const CONTRIBUTOR = 'contributor';

let lastTime = Date.parse('2026-01-01T00:00:00Z');

/** A later time with each call, as GitHub's own clock. */
export function nextTime(): string {
  lastTime += 60_000;
  return new Date(lastTime).toISOString().replace('.000Z', 'Z');
}

/** A repository with one commit on `main`. */
export function createProject(
  github: EmulatedGitHub,
  slug: string,
  options: { readonly visibility?: EmulatedRepository['visibility']; readonly files?: Files } = {},
): Project {
  const [owner = '', name = ''] = slug.split('/');
  const repository = github.createRepository(owner, name, options.visibility);
  repository.permissions.set(MAINTAINER, 'write').set(CONTRIBUTOR, 'read');
  const work = directoryOf();
  const run = (...args: string[]): string => git(work, ...args).trim();
  run('init', '-q');
  appendFileSync(join(work, '.git/config'), '[user]\n\tname = Test\n\temail = test@example.invalid\n');
  // GitHub hands out any object by its id. That it has those of the clone from the start saves the sending of them.
  writeFileSync(join(repository.directory, 'objects/info/alternates'), `${join(work, '.git/objects')}\n`);
  const project: Project = {
    repository,
    slug,
    work,
    run,
    commit(message, files = {}) {
      for (const [path, content] of Object.entries(files)) {
        if (content === null) rmSync(join(work, path));
        else {
          mkdirSync(dirname(join(work, path)), { recursive: true });
          writeFileSync(join(work, path), content);
        }
      }
      run('add', '-A');
      run('commit', '-q', '--allow-empty', '-m', message);
      return run('rev-parse', 'HEAD');
    },
    branch: (branch, from = 'main') => void run('checkout', '-q', '-B', branch, from),
    push: (branch) => setRef(repository, `refs/heads/${branch}`, run('rev-parse', branch)),
    pull(branch, { headRepo, author = CONTRIBUTOR, number = repository.pulls.size + 1 } = {}) {
      const isFork = headRepo !== undefined && headRepo?.id !== repository.id;
      const sha = run('rev-parse', branch);
      if (!isFork) setRef(repository, `refs/heads/${branch}`, sha);
      setRef(repository, `refs/pull/${number}/head`, sha);
      const known = repository.pulls.get(number);
      const pull: EmulatedPull = {
        number,
        state: 'open',
        base: { ref: 'main', sha: git(repository.directory, 'rev-parse', 'refs/heads/main').trim() },
        head: { ref: branch, sha },
        headRepo: headRepo === undefined ? { id: repository.id, owner: repository.owner } : headRepo,
        author: known?.author ?? author,
        labels: known?.labels ?? [],
        updatedAt: nextTime(),
      };
      repository.pulls.set(number, pull);
      return pull;
    },
  };
  project.commit('start', { 'README.md': 'a project\n', ...options.files });
  project.push('main');
  return project;
}

/** What a push of the ref leaves on GitHub, where the objects are already. */
function setRef({ directory }: EmulatedRepository, name: string, sha: string): void {
  const file = join(directory, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${sha}\n`);
}

function repositoryOf({ id, owner, name, visibility, defaultBranch }: EmulatedRepository) {
  return {
    id,
    full_name: `${owner}/${name}`,
    private: visibility !== 'public',
    visibility,
    default_branch: defaultBranch,
  };
}

/** The payload of `pull_request` and `pull_request_target`. */
export function pullEvent(
  { repository, work }: Project,
  pull: EmulatedPull,
  action = 'synchronize',
  more: object = {},
) {
  const commits = Number(git(work, 'rev-list', '--count', `${pull.base.sha}..${pull.head.sha}`).trim());
  return {
    action,
    number: pull.number,
    repository: repositoryOf(repository),
    sender: { login: pull.author },
    pull_request: {
      number: pull.number,
      user: { login: pull.author },
      commits,
      updated_at: pull.updatedAt,
      base: { ...pull.base, repo: { id: repository.id } },
      head: { ...pull.head, repo: pull.headRepo },
    },
    ...more,
  };
}

const NOTHING = '0'.repeat(40);

export function pushEvent(
  { repository }: Project,
  ref: string,
  before: string | undefined,
  after: string | undefined,
  more: object = {},
) {
  return {
    ref,
    before: before ?? NOTHING,
    after: after ?? NOTHING,
    created: before === undefined,
    deleted: after === undefined,
    forced: false,
    repository: repositoryOf(repository),
    sender: { login: MAINTAINER },
    ...more,
  };
}

export function queueEvent({ repository }: Project, base: string, head: string) {
  return {
    action: 'checks_requested',
    merge_group: { base_sha: base, head_sha: head, base_ref: 'refs/heads/main' },
    repository: repositoryOf(repository),
  };
}

/** The payload of `workflow_run` behind a run of another workflow. */
export function followUpEvent(
  { repository }: Project,
  behind: {
    readonly event: string;
    readonly head: string;
    readonly branch: string;
    readonly owner?: string;
    readonly id?: number;
  },
) {
  return {
    action: 'completed',
    repository: repositoryOf(repository),
    workflow_run: {
      id: 7,
      event: behind.event,
      head_sha: behind.head,
      head_branch: behind.branch,
      head_repository: { id: behind.id ?? repository.id, owner: { login: behind.owner ?? repository.owner } },
      pull_requests: [],
    },
  };
}

/** What actions/checkout would leave for these options: `depth` 0 is everything. @param at a ref on GitHub */
export function checkout({ repository }: Project, at: string, depth: number): string {
  const directory = directoryOf();
  git(directory, 'init', '-q');
  git(directory, 'remote', 'add', 'origin', `file://${repository.directory}`);
  const limits = depth === 0 ? ['+refs/heads/*:refs/remotes/origin/*'] : [`--depth=${depth}`];
  git(
    directory,
    'fetch',
    '-q',
    '--no-tags',
    'origin',
    ...limits.filter((one) => one.startsWith('-')),
    `+${at}:refs/remotes/pull/checkout`,
  );
  if (depth === 0) git(directory, 'fetch', '-q', 'origin', ...limits);
  git(directory, 'checkout', '-q', '--force', 'refs/remotes/pull/checkout');
  return directory;
}
