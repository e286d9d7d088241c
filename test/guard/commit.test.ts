import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nohumanKey, nouvelKey } from '../support/keys.ts';
import { leakward } from '../support/resident.ts';
import { BIN, directoryOf, environment, git } from '../support/run.ts';

const line = (n: number): string => `const key = '${nouvelKey(n)}';\n`;
const LONG = Array.from({ length: 60 }, (_, i) => `line ${i} of a file`).join('\n');

const HOOKS = ['pre-commit', 'pre-merge-commit', 'pre-push'] as const;

/** A repository with our hooks and one commit. */
function guarded(files: Record<string, string> = { 'a.txt': 'one\n' }): string {
  const cwd = directoryOf(files);
  git(cwd, 'init', '-q');
  git(cwd, 'config', 'user.name', 'Test');
  git(cwd, 'config', 'user.email', 'test@example.invalid');
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-qm', 'start');
  const hooks = join(cwd, '.git/hooks');
  mkdirSync(hooks, { recursive: true });
  for (const hook of HOOKS) {
    writeFileSync(join(hooks, hook), `#!/bin/sh\nexec "${process.execPath}" "${BIN}" guard ${hook} "$@"\n`);
    chmodSync(join(hooks, hook), 0o755);
  }
  return cwd;
}

interface Tried {
  readonly ok: boolean;
  readonly text: string;
}

/** Runs git and says whether it went through. */
function attempt(
  cwd: string,
  args: readonly string[],
  options: { input?: string; env?: Record<string, string> } = {},
): Tried {
  const plain = {
    ...environment(),
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_EDITOR: 'true',
  };
  const ran = spawnSync('git', ['-c', 'protocol.file.allow=always', ...args], {
    cwd,
    input: options.input ?? '',
    env: { ...plain, ...options.env },
    encoding: 'utf8',
  });
  return { ok: ran.status === 0, text: ran.stdout + ran.stderr };
}

function blocked({ ok, text }: Tried): void {
  expect([ok, text]).toEqual([false, expect.stringContaining('blocked')]);
}

function passed({ ok, text }: Tried): void {
  expect([ok, text]).toEqual([true, expect.not.stringContaining('blocked')]);
}

describe('a commit that brings a key in is stopped', () => {
  test('plainly', () => {
    const cwd = guarded();
    writeFileSync(join(cwd, 'b.js'), line(1));
    git(cwd, 'add', '.');
    blocked(attempt(cwd, ['commit', '-m', 'x']));
  });

  test('as the first commit', () => {
    const cwd = guarded();
    git(cwd, 'checkout', '-q', '--orphan', 'other');
    writeFileSync(join(cwd, 'b.js'), line(1));
    git(cwd, 'add', '.');
    blocked(attempt(cwd, ['commit', '-m', 'x']));
    git(cwd, 'rm', '-q', '--cached', 'b.js');
    passed(attempt(cwd, ['commit', '-m', 'x']));
  });

  test('with -a, where the index is a temporary one', () => {
    const cwd = guarded();
    writeFileSync(join(cwd, 'a.txt'), line(1));
    blocked(attempt(cwd, ['commit', '-am', 'x']));
  });

  test('by path, whatever else is staged', () => {
    const cwd = guarded({ 'a.txt': 'one\n', 'b.txt': 'two\n' });
    writeFileSync(join(cwd, 'a.txt'), line(1));
    writeFileSync(join(cwd, 'b.txt'), 'three\n');
    git(cwd, 'add', 'a.txt');
    passed(attempt(cwd, ['commit', '-m', 'x', '--', 'b.txt']));
    blocked(attempt(cwd, ['commit', '-m', 'x', '--', 'a.txt']));
  });

  test('with -p, by hunk', () => {
    const cwd = guarded({ 'a.txt': `${LONG}\n` });
    writeFileSync(join(cwd, 'a.txt'), `first\n${LONG}\n${line(1)}`);
    passed(attempt(cwd, ['commit', '-pm', 'x'], { input: 'y\nn\n' }));
    blocked(attempt(cwd, ['commit', '-pm', 'x'], { input: 'y\n' }));
  });

  test('from a subdirectory, anywhere in the repository', () => {
    const cwd = guarded({ 'a.txt': 'one\n', 'deep/b.txt': 'two\n' });
    writeFileSync(join(cwd, 'a.txt'), line(1));
    git(cwd, 'add', '.');
    blocked(attempt(join(cwd, 'deep'), ['commit', '-m', 'x']));
  });

  test('from another work tree', () => {
    const cwd = guarded();
    const tree = join(directoryOf(), 'tree');
    git(cwd, 'worktree', 'add', '-q', tree);
    writeFileSync(join(tree, 'b.js'), line(1));
    git(tree, 'add', '.');
    blocked(attempt(tree, ['commit', '-m', 'x']));
    expect(leakward(tree, ['allow', '--last', '--reason', 'a test']).code).toBe(0);
    git(tree, 'add', '.');
    passed(attempt(tree, ['commit', '-m', 'x']));
  });

  test('as an amendment', () => {
    const cwd = guarded();
    writeFileSync(join(cwd, 'b.js'), line(1));
    git(cwd, 'add', '.');
    blocked(attempt(cwd, ['commit', '--amend', '--no-edit']));
  });

  test('in a file that is renamed and edited', () => {
    const cwd = guarded({ 'a.txt': `${LONG}\n` });
    git(cwd, 'mv', 'a.txt', 'b.txt');
    writeFileSync(join(cwd, 'b.txt'), `${LONG}\n${line(1)}`);
    git(cwd, 'add', '.');
    blocked(attempt(cwd, ['commit', '-m', 'x']));
  });

  test('as the target of a link, and in a file that was a link', () => {
    const cwd = guarded({ 'a.txt': 'one\n' });
    rmSync(join(cwd, 'a.txt'));
    symlinkSync(`key=${nouvelKey(1)}`, join(cwd, 'a.txt'));
    git(cwd, 'add', '.');
    blocked(attempt(cwd, ['commit', '-m', 'x']));
    rmSync(join(cwd, 'a.txt'));
    symlinkSync('elsewhere', join(cwd, 'a.txt'));
    git(cwd, 'add', '.');
    passed(attempt(cwd, ['commit', '-m', 'x']));
    rmSync(join(cwd, 'a.txt'));
    writeFileSync(join(cwd, 'a.txt'), line(1));
    git(cwd, 'add', '.');
    blocked(attempt(cwd, ['commit', '-m', 'x']));
  });

  test('under attributes that hide it from a diff, and in UTF-16', () => {
    const cwd = guarded({ 'a.txt': 'one\n', '.gitattributes': '*.x -diff\n*.y binary\n' });
    for (const [name, bytes] of [
      ['a.x', line(1)],
      ['a.y', line(2)],
      ['a.z', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(line(3), 'utf16le')])],
    ] as const) {
      writeFileSync(join(cwd, name), bytes);
      git(cwd, 'add', '.');
      blocked(attempt(cwd, ['commit', '-m', 'x']));
      git(cwd, 'rm', '-qf', name);
    }
  });

  test('in the resolution of a conflict, and in a merge that needs none', () => {
    const cwd = guarded({ 'a.txt': 'one\n' });
    git(cwd, 'checkout', '-qb', 'side');
    writeFileSync(join(cwd, 'a.txt'), 'side\n');
    passed(attempt(cwd, ['commit', '-am', 'side']));
    git(cwd, 'checkout', '-q', 'main');
    writeFileSync(join(cwd, 'a.txt'), 'main\n');
    passed(attempt(cwd, ['commit', '-am', 'main']));
    expect(attempt(cwd, ['merge', 'side']).ok).toBe(false);
    writeFileSync(join(cwd, 'a.txt'), line(1));
    git(cwd, 'add', '.');
    blocked(attempt(cwd, ['commit', '-m', 'merge']));
  });

  test('through a squash merge', () => {
    const cwd = guarded();
    git(cwd, 'checkout', '-qb', 'side');
    writeFileSync(join(cwd, 'b.js'), line(1));
    git(cwd, 'add', '.');
    git(cwd, 'commit', '-qnm', 'side');
    git(cwd, 'checkout', '-q', 'main');
    passed(attempt(cwd, ['merge', '-q', '--squash', 'side']));
    blocked(attempt(cwd, ['commit', '-m', 'squashed']));
  });
});

/** A repository in which the last commit of `side` cannot be picked without a conflict. */
function conflicting(onMain: string, onSide: string): string {
  const cwd = guarded({ 'a.js': 'one\n' });
  git(cwd, 'checkout', '-qb', 'side');
  writeFileSync(join(cwd, 'a.js'), onSide);
  git(cwd, 'commit', '-qanm', 'side');
  git(cwd, 'checkout', '-q', 'main');
  writeFileSync(join(cwd, 'a.js'), onMain);
  git(cwd, 'commit', '-qanm', 'main');
  return cwd;
}

describe('a cherry-pick or rebase with a conflict: the commit that is picked is no parent of the new one', () => {
  const CONTINUE = ['-c', 'core.editor=true'];
  const WAYS = [
    ['cherry-pick', ['cherry-pick', 'side'], ['commit', '-m', 'picked']],
    ['cherry-pick --continue', ['cherry-pick', 'side'], [...CONTINUE, 'cherry-pick', '--continue']],
    ['rebase', ['rebase', 'main', 'side'], ['commit', '-m', 'rebased']],
  ] as const;

  test.each(WAYS)('%s: a key that it brings in is stopped', (_, begin, commit) => {
    const cwd = conflicting('main\n', line(1));
    expect(attempt(cwd, [...begin]).ok).toBe(false);
    writeFileSync(join(cwd, 'a.js'), `main\n${line(1)}`);
    git(cwd, 'add', '.');
    blocked(attempt(cwd, [...commit]));
  });

  test.each(WAYS)('%s: a key that was here already is not', (_, begin, commit) => {
    const cwd = conflicting(`main\n${line(1)}`, 'side\n');
    expect(attempt(cwd, [...begin]).ok).toBe(false);
    writeFileSync(join(cwd, 'a.js'), `side\n${line(1)}`);
    git(cwd, 'add', '.');
    passed(attempt(cwd, [...commit]));
  });
});

describe('a commit that brings no key in goes through', () => {
  /** A repository whose history holds a key already. */
  const withOldKey = (): string => {
    const cwd = guarded({ 'a.js': `${LONG}\n${line(1)}${LONG}\n` });
    return cwd;
  };

  test('an old key on an untouched line', () => {
    const cwd = withOldKey();
    writeFileSync(join(cwd, 'a.js'), `changed\n${LONG}\n${line(1)}${LONG}\n`);
    passed(attempt(cwd, ['commit', '-am', 'x']));
  });

  test('git mv, and a file that is split', () => {
    const cwd = withOldKey();
    git(cwd, 'mv', 'a.js', 'b.js');
    passed(attempt(cwd, ['commit', '-m', 'moved']));
    writeFileSync(join(cwd, 'b.js'), `${LONG}\n`);
    writeFileSync(join(cwd, 'c.js'), `${line(1)}${LONG}\n`);
    git(cwd, 'add', '.');
    passed(attempt(cwd, ['commit', '-m', 'split']));
  });

  test('merging a branch that has keys of old', () => {
    const cwd = guarded();
    git(cwd, 'checkout', '-qb', 'work');
    writeFileSync(join(cwd, 'w.txt'), 'work\n');
    git(cwd, 'add', '.');
    passed(attempt(cwd, ['commit', '-m', 'work']));
    git(cwd, 'checkout', '-q', 'main');
    writeFileSync(join(cwd, 'old.js'), line(1));
    writeFileSync(join(cwd, 'a.txt'), 'changed on main\n');
    git(cwd, 'add', '.');
    git(cwd, 'commit', '-qnm', 'old key');
    git(cwd, 'checkout', '-q', 'work');
    passed(attempt(cwd, ['merge', '--no-ff', '-m', 'merge main', 'main']));
  });

  test('reverting the commit that took a key away', () => {
    const cwd = withOldKey();
    writeFileSync(join(cwd, 'a.js'), `${LONG}\n`);
    passed(attempt(cwd, ['commit', '-am', 'removed']));
    passed(attempt(cwd, ['revert', '--no-commit', 'HEAD']));
    passed(attempt(cwd, ['commit', '-m', 'back']));
  });

  test('a key that is removed, a file that is only to be added, a sample key', () => {
    const cwd = withOldKey();
    rmSync(join(cwd, 'a.js'));
    passed(attempt(cwd, ['commit', '-am', 'gone']));
    writeFileSync(join(cwd, 'later.js'), line(2));
    git(cwd, 'add', '-N', 'later.js');
    writeFileSync(join(cwd, 'b.txt'), leakward(cwd, ['example', 'nouvel']).out);
    git(cwd, 'add', 'b.txt');
    passed(attempt(cwd, ['commit', '-m', 'x']));
  });

  test('one that is allowed by a comment, and one that the ignore file names', () => {
    const cwd = guarded();
    writeFileSync(join(cwd, 'b.js'), `${line(1).trimEnd()} // leakward:allow reason="made up"\n`);
    git(cwd, 'add', '.');
    passed(attempt(cwd, ['commit', '-m', 'comment']));
    writeFileSync(join(cwd, 'c.js'), line(2));
    git(cwd, 'add', '.');
    blocked(attempt(cwd, ['commit', '-m', 'x']));
    leakward(cwd, ['allow', '--last', '--reason', 'made up']);
    passed(attempt(cwd, ['commit', '-m', 'x']));
  });
});

test('LEAKWARD_SKIP skips with one line', () => {
  const cwd = guarded();
  writeFileSync(join(cwd, 'b.js'), line(1));
  git(cwd, 'add', '.');
  const { ok, text } = attempt(cwd, ['commit', '-qm', 'x'], { env: { LEAKWARD_SKIP: 'on fire' } });
  expect([ok, text]).toEqual([true, 'leakward: pre-commit not guarded: "on fire"\n']);
});

test('the message: complete in its first line, nine lines at most, no key', () => {
  const cwd = guarded();
  writeFileSync(join(cwd, 'b.js'), line(1));
  git(cwd, 'add', '.');
  const one = leakward(cwd, ['guard', 'pre-commit']);
  expect([one.code, one.out]).toEqual([1, '']);
  expect(one.err).toMatchInlineSnapshot(`
    "leakward: commit blocked: b.js:1:14: Nouvel key nvl_X737…(26) (22 characters of base58 of 16 bytes, as Nouvel issues them)
      leak:     take it out and read it from process.env.NOUVEL_API_KEY; if it was pushed before: leakward revoke
      no leak:  leakward allow --last --reason "…", or a comment on the line: leakward:allow reason="…"
      fixture:  leakward example nouvel makes keys that are never stopped
    "
  `);
  writeFileSync(join(cwd, 'many.js'), Array.from({ length: 17 }, (_, i) => line(i + 2)).join(''));
  writeFileSync(join(cwd, 'human.py'), `NOHUMAN_API_KEY = "${nohumanKey(1)}"\n`);
  git(cwd, 'add', '.');
  const many = leakward(cwd, ['guard', 'pre-commit']).err;
  expect(many.trimEnd().split('\n').length).toBeLessThanOrEqual(9);
  expect(many).toContain('and 15 more');
  for (let i = 1; i < 19; i++) expect(many).not.toContain(nouvelKey(i).slice(8));
});

test('the message names an allow-begin without an end, and stays within nine lines', () => {
  const cwd = guarded();
  const keys = Array.from({ length: 8 }, (_, i) => line(i + 1)).join('');
  writeFileSync(join(cwd, 'b.js'), `\n// leakward:allow-begin reason="made up"\n${keys}`);
  git(cwd, 'add', '.');
  const { code, err } = leakward(cwd, ['guard', 'pre-commit']);
  expect(code).toBe(1);
  expect(err).toContain(
    '  note:     b.js:2: leakward:allow-begin allows nothing: no leakward:allow-end follows it\n',
  );
  expect(err.trimEnd().split('\n')).toHaveLength(9);
});

test('an unknown hook, and a hook outside of a repository', () => {
  const cwd = directoryOf();
  expect(leakward(cwd, ['guard', 'post-commit'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('no hook'),
  });
  expect(leakward(cwd, ['guard', 'pre-commit'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('not a git repository'),
  });
});

test.each([
  ['in a file of its own', '512m'],
  ['in a pack, where git add puts the largest', '1m'],
])(
  'a large binary is read piece by piece: 120 MB staged in less than 200 MB, %s',
  (_, bigFileThreshold) => {
    const cwd = guarded();
    const noise = randomBytes(1 << 20);
    writeFileSync(
      join(cwd, 'large.bin'),
      Buffer.concat([...Array.from({ length: 120 }, () => noise), Buffer.from(line(1))]),
    );
    git(cwd, 'config', 'core.compression', '0');
    git(cwd, 'config', 'core.bigFileThreshold', bigFileThreshold);
    git(cwd, 'add', '.');
    const script = `process.argv.splice(1, 1); process.on('exit', () => console.log(process.resourceUsage().maxRSS)); await import(${JSON.stringify(BIN)});`;
    const ran = spawnSync(
      process.execPath,
      ['--input-type=module', '-e', script, 'x', BIN, 'guard', 'pre-commit'],
      { cwd, encoding: 'utf8' },
    );
    expect(ran.stderr).toContain('commit blocked: large.bin');
    expect(Number(ran.stdout) / 1024).toBeLessThan(200);
  },
  60_000,
);

describe('a push', () => {
  /** A guarded clone of a bare repository that has main. */
  const cloned = (): { cwd: string; remote: string } => {
    const cwd = guarded();
    const remote = join(directoryOf(), 'remote.git');
    git(cwd, 'init', '-q', '--bare', remote);
    git(cwd, 'remote', 'add', 'origin', remote);
    passed(attempt(cwd, ['push', '-q', 'origin', 'main']));
    git(cwd, 'fetch', '-q');
    return { cwd, remote };
  };
  const leak = (cwd: string, n: number): void => {
    writeFileSync(join(cwd, `leak${n}.js`), line(n));
    git(cwd, 'add', '.');
    git(cwd, 'commit', '-qnm', 'leak');
  };

  test('of a key that was added and removed again is stopped, of any ref of several', () => {
    const { cwd } = cloned();
    git(cwd, 'branch', 'clean');
    leak(cwd, 1);
    rmSync(join(cwd, 'leak1.js'));
    git(cwd, 'add', '.');
    git(cwd, 'commit', '-qnm', 'removed');
    blocked(attempt(cwd, ['push', '-q', 'origin', 'clean', 'main']));
    passed(attempt(cwd, ['push', '-q', 'origin', 'clean']));
  });

  test('of a new branch, a tag and its message, and a forced one are stopped', () => {
    const { cwd } = cloned();
    git(cwd, 'tag', '-a', 'v1', '-m', `key = ${nouvelKey(5)}`);
    blocked(attempt(cwd, ['push', '-q', 'origin', 'v1']));
    git(cwd, 'checkout', '-qb', 'new');
    leak(cwd, 2);
    blocked(attempt(cwd, ['push', '-q', 'origin', 'new']));
    git(cwd, 'checkout', '-q', 'main');
    git(cwd, 'commit', '-q', '--amend', '-nm', `subject\n\nkey = ${nouvelKey(3)}`);
    blocked(attempt(cwd, ['push', '-qf', 'origin', 'main']));
  });

  test('of a tag that names a blob, a tree or another tag is stopped', () => {
    const { cwd } = cloned();
    writeFileSync(join(cwd, 'leak.js'), line(7));
    const blob = git(cwd, 'hash-object', '-w', 'leak.js').trim();
    git(cwd, 'tag', 'blob', blob);
    git(cwd, 'tag', '-a', 'of-blob', '-m', 'x', blob);
    git(cwd, 'tag', '-a', 'inner', '-m', `key = ${nouvelKey(8)}`);
    git(cwd, 'tag', '-a', 'outer', '-m', 'x', 'inner');
    git(cwd, 'add', 'leak.js');
    git(cwd, 'tag', 'tree', git(cwd, 'write-tree').trim());
    for (const tag of ['blob', 'of-blob', 'outer', 'tree'])
      blocked(attempt(cwd, ['push', '-q', 'origin', tag]));
  });

  test('of a key that the remote has, taken away and put back, goes through', () => {
    const { cwd } = cloned();
    leak(cwd, 1);
    passed(attempt(cwd, ['push', '-q', '--no-verify', 'origin', 'main']));
    git(cwd, 'rm', '-q', 'leak1.js');
    passed(attempt(cwd, ['commit', '-qm', 'gone']));
    passed(attempt(cwd, ['revert', '--no-edit', 'HEAD']));
    passed(attempt(cwd, ['push', '-q', 'origin', 'main']));
  });

  test('that only deletes, or sends what the remote has, goes through', () => {
    const { cwd } = cloned();
    leak(cwd, 4);
    passed(attempt(cwd, ['push', '-q', '--no-verify', 'origin', 'main', 'main:other']));
    passed(attempt(cwd, ['push', '-q', 'origin', ':other']));
    writeFileSync(join(cwd, 'fine.txt'), 'fine\n');
    git(cwd, 'add', '.');
    git(cwd, 'commit', '-qnm', 'fine');
    passed(attempt(cwd, ['push', '-q', 'origin', 'main', 'main:third']));
  });

  test('is stopped by the server too, where objects are in quarantine', () => {
    const { cwd, remote } = cloned();
    const hook = join(remote, 'hooks/pre-receive');
    mkdirSync(join(remote, 'hooks'), { recursive: true });
    writeFileSync(hook, `#!/bin/sh\nexec "${process.execPath}" "${BIN}" guard pre-receive\n`);
    chmodSync(hook, 0o755);
    leak(cwd, 6);
    const pushed = attempt(cwd, ['push', '--no-verify', 'origin', 'main']);
    expect(pushed.text).toContain('push blocked');
    blocked(pushed);
    git(cwd, 'reset', '-q', '--hard', 'HEAD~1');
    writeFileSync(join(cwd, 'fine.txt'), 'fine\n');
    git(cwd, 'add', '.');
    git(cwd, 'commit', '-qnm', 'fine');
    passed(attempt(cwd, ['push', '-q', '--no-verify', 'origin', 'main']));
    passed(attempt(cwd, ['push', '-q', '--no-verify', 'origin', 'main:again']));
    passed(attempt(cwd, ['push', '-q', '--no-verify', 'origin', ':again']));
  });

  test('of a key that a cherry-pick or a rebase has brought in, which no other hook sees, is stopped', () => {
    const { cwd } = cloned();
    git(cwd, 'checkout', '-qb', 'side');
    leak(cwd, 8);
    const hook = readFileSync(join(cwd, '.git/hooks/pre-commit'), 'utf8');
    for (const name of ['commit-msg', 'pre-applypatch'])
      writeFileSync(join(cwd, '.git/hooks', name), hook.replace('pre-commit', name), { mode: 0o755 });
    git(cwd, 'checkout', '-q', 'main');
    writeFileSync(join(cwd, 'other.txt'), 'other\n');
    git(cwd, 'add', '.');
    passed(attempt(cwd, ['commit', '-m', 'other']));
    passed(attempt(cwd, ['cherry-pick', 'side']));
    blocked(attempt(cwd, ['push', '-q', 'origin', 'main']));
    git(cwd, 'reset', '-q', '--hard', 'HEAD~1');
    git(cwd, 'checkout', '-q', 'side');
    passed(attempt(cwd, ['rebase', 'main']));
    blocked(attempt(cwd, ['push', '-q', 'origin', 'side']));
  });
});
