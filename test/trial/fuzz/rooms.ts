/** Directories for the fuzz trial: a key is planted in each, and one file is damaged at a time. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { nouvelKey } from '../../support/keys.ts';

/** The key that every run must find, or say why it could not. */
export const PLANTED = nouvelKey(4001);
/** A key that is in the damaged file itself. */
export const GIVEN = nouvelKey(4002);

const GIT_ENV = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Test',
  GIT_AUTHOR_EMAIL: 'test@example.invalid',
  GIT_COMMITTER_NAME: 'Test',
  GIT_COMMITTER_EMAIL: 'test@example.invalid',
};

export function git(cwd: string, args: readonly string[], input = ''): string {
  const env = { ...process.env, ...GIT_ENV };
  return execFileSync('git', args, { cwd, env, input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] });
}

export function write(directory: string, path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(directory, path)), { recursive: true });
  writeFileSync(join(directory, path), content);
}

function newRoom(): string {
  return mkdtempSync(join(tmpdir(), 'leakward-fuzz-'));
}

const LEAK = `const key = '${PLANTED}';\n`;

/** A work tree with the key in a file that is not committed. */
export function workTree(): string {
  const room = newRoom();
  git(room, ['init', '-q']);
  write(room, 'src/leak.js', LEAK);
  write(room, 'README.md', 'text\n');
  return room;
}

/** The key is staged, nothing is committed yet. */
export function staged(): string {
  const room = workTree();
  git(room, ['add', '.']);
  return room;
}

const VERSIONS = 24;

/** A packed history of a file, the key in the middle of it as a delta; then removed. */
export function history(): string {
  const room = newRoom();
  git(room, ['init', '-q', '-b', 'main']);
  const versions = Array.from({ length: VERSIONS }, (_, i) => {
    const lines = Array.from({ length: 120 }, (__, j) => `${j === i ? 'changed' : 'line'} ${j * 31}`);
    const text = `${lines.join('\n')}\n${i === VERSIONS >> 1 ? LEAK : ''}`;
    const blob = `M 100644 inline a.txt\ndata ${text.length}\n${text}\n`;
    return `commit refs/heads/main\ncommitter T <t@example.invalid> ${1_000_000 + i} +0000\ndata 1\nc\n${blob}`;
  });
  git(room, ['fast-import', '--quiet'], versions.join(''));
  git(room, ['reset', '-q', '--hard']);
  git(room, ['-c', 'pack.writeReverseIndex=true', 'repack', '-adfq']);
  git(room, ['pack-refs', '--all']);
  return room;
}

/** The same with the data that git derives: a commit-graph and a multi-pack-index. */
export function derivedHistory(): string {
  const room = history();
  git(room, ['commit-graph', 'write', '--reachable']);
  git(room, ['multi-pack-index', 'write']);
  return room;
}
