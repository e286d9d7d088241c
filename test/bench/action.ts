/**
 * `npm run bench -- action <repository> [rounds]`: the Action start to finish on a pull request of 20 commits, under
 * Node 24, against git reading the same objects and nothing else.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { node24 } from '../support/runner/node24.ts';
import { type Contestant, measure, tell } from './measure.ts';

const ACTION = new URL('../../dist/action.js', import.meta.url).pathname;
const COMMITS = 20;
const [repository = '.', rounds = '9'] = process.argv.slice(2);

function git(cwd: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd, encoding: 'utf8', maxBuffer: 1 << 28 }).trim();
}

/** The ends of the latest branch of so many commits that was merged. */
function pullOf(cwd: string): { base: string; head: string } {
  for (const merge of git(cwd, 'rev-list', '--merges', '--first-parent', '-n', '4000', 'HEAD').split('\n')) {
    if (git(cwd, 'rev-list', '--count', `${merge}^1..${merge}^2`) !== String(COMMITS)) continue;
    return { base: git(cwd, 'rev-parse', `${merge}^1`), head: git(cwd, 'rev-parse', `${merge}^2`) };
  }
  throw new Error(`no branch of ${COMMITS} commits was merged here`);
}

const room = mkdtempSync(join(tmpdir(), 'leakward-bench-'));
const workspace = join(room, 'work');
git(room, 'clone', '-q', '--no-checkout', repository, workspace);
// A copy of a partial clone would be fetched anew, and it is the reading that is measured.
const packs = join(workspace, '.git/objects/pack');
for (const name of readdirSync(packs)) if (name.endsWith('.promisor')) rmSync(join(packs, name));
const { base, head } = pullOf(workspace);
git(workspace, 'update-ref', '--no-deref', 'HEAD', head);
mkdirSync(join(room, 'temp'));
const event = {
  number: 1,
  repository: { id: 1, visibility: 'private' },
  pull_request: { number: 1, commits: COMMITS, base: { sha: base }, head: { sha: head, repo: { id: 1 } } },
};
writeFileSync(join(room, 'event.json'), JSON.stringify(event));
Object.assign(process.env, {
  GITHUB_EVENT_NAME: 'pull_request',
  GITHUB_EVENT_PATH: join(room, 'event.json'),
  GITHUB_REPOSITORY: 'owner/name',
  GITHUB_API_URL: 'http://127.0.0.1:1',
  GITHUB_SERVER_URL: 'http://127.0.0.1:1',
  GITHUB_WORKSPACE: workspace,
  RUNNER_TEMP: join(room, 'temp'),
});

const node = node24();
const read = `git rev-list --objects --no-object-names ${base}..${head} | git cat-file --batch > /dev/null`;
const contestants: Contestant[] = [
  { name: 'the action', command: [node, ACTION] },
  { name: 'git rev-list | git cat-file; node -e 0', command: ['sh', '-c', `${read}; ${node} -e 0`] },
  { name: 'node -e 0', command: [node, '-e', '0'] },
];
tell(`pull request of ${COMMITS} commits`, measure(contestants, workspace, Number(rounds), 2));
