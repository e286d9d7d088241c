/** The parts of answers that come out of the git repository. */
import { execFileSync } from 'node:child_process';

export function gitIn(directory: string, ...args: string[]): string {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  return execFileSync('git', ['--git-dir', directory, ...args], {
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
}

/** The id of what a name leads to; undefined if it leads nowhere. */
export function idOf(directory: string, name: string): string | undefined {
  try {
    return gitIn(directory, 'rev-parse', '--verify', '--quiet', `${name}^{}`) || undefined;
  } catch {
    return undefined;
  }
}

export function commitOf(directory: string, oid: string) {
  const [sha = '', tree = '', parents = '', name = '', email = '', date = '', message = ''] = gitIn(
    directory,
    'show',
    '-s',
    '--format=%H%x00%T%x00%P%x00%an%x00%ae%x00%aI%x00%B',
    oid,
  ).split('\0');
  const person = { name, email, date };
  return {
    sha,
    tree: { sha: tree },
    parents: parents
      .split(' ')
      .filter((one) => one !== '')
      .map((parent) => ({ sha: parent })),
    author: person,
    committer: person,
    message,
  };
}

/** GitHub tells at most 300 files of a comparison, and drops patches of large ones. */
export function compare(directory: string, base: string, head: string, page: number, perPage: number) {
  const mergeBase = gitIn(directory, 'merge-base', base, head);
  const [behind = '0', ahead = '0'] = gitIn(
    directory,
    'rev-list',
    '--left-right',
    '--count',
    `${base}...${head}`,
  ).split('\t');
  const oids = gitIn(directory, 'rev-list', '--reverse', `${base}..${head}`)
    .split('\n')
    .filter((oid) => oid !== '');
  const status =
    ahead === '0' ? (behind === '0' ? 'identical' : 'behind') : behind === '0' ? 'ahead' : 'diverged';
  return {
    status,
    ahead_by: Number(ahead),
    behind_by: Number(behind),
    total_commits: oids.length,
    merge_base_commit: { sha: mergeBase, commit: commitOf(directory, mergeBase) },
    commits: oids
      .slice((page - 1) * perPage, page * perPage)
      .map((sha) => ({ sha, commit: commitOf(directory, sha) })),
    files: filesOf(directory, mergeBase, head).slice(0, 300),
  };
}

export function filesOf(directory: string, from: string, to: string) {
  return gitIn(directory, 'diff', '--raw', '--no-abbrev', '--no-renames', from, to)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [meta = '', filename = ''] = line.split('\t');
      const [, , , sha = '', status = 'M'] = meta.split(' ');
      return { sha, filename, status: { A: 'added', D: 'removed' }[status] ?? 'modified' };
    });
}
