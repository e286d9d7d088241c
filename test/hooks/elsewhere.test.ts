/** Repositories that the environment names, and hooks that belong to more than one repository. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, test, vi } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { guards, run } from '../support/guards.ts';
import { nouvelKey } from '../support/keys.ts';
import { leakward } from '../support/resident.ts';
import { BIN, directoryOf, git } from '../support/run.ts';

const NO_CONFIG = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };

/** A PATH with the built program on it. */
function pathWithLeakward(): string {
  const bin = directoryOf();
  writeFileSync(join(bin, 'leakward'), `#!/bin/sh\nexec "${process.execPath}" "${BIN}" "$@"\n`, {
    mode: 0o755,
  });
  return `${bin}:${process.env['PATH']}`;
}

function identified(cwd: string, gitDir?: string): void {
  const at = gitDir === undefined ? [] : [`--git-dir=${gitDir}`];
  git(cwd, ...at, 'config', 'user.name', 'Test');
  git(cwd, ...at, 'config', 'user.email', 'test@example.invalid');
}

describe('init and doctor work on the repository that GIT_DIR and GIT_WORK_TREE name', () => {
  /** Where the repository is, where its files are, and from where the program is started. */
  const LAYOUTS: Readonly<Record<string, (at: string) => { env: Record<string, string>; cwd: string }>> = {
    'both, from the work tree': (at) => ({
      env: { GIT_DIR: `${at}/repository`, GIT_WORK_TREE: `${at}/files` },
      cwd: `${at}/files`,
    }),
    'both, from elsewhere': (at) => ({
      env: { GIT_DIR: `${at}/repository`, GIT_WORK_TREE: `${at}/files` },
      cwd: `${at}/other`,
    }),
    'GIT_DIR alone: the files are in the working directory': (at) => ({
      env: { GIT_DIR: '../repository' },
      cwd: `${at}/files`,
    }),
    'inside another repository, which stays as it is': (at) => ({
      env: { GIT_DIR: `${at}/repository`, GIT_WORK_TREE: `${at}/files` },
      cwd: `${at}/around/inner`,
    }),
  };

  test.each(Object.entries(LAYOUTS))('%s', (_, layout) => {
    const at = directoryOf({ 'files/.gitignore': '.env\n', 'other/x': '', 'around/inner/x': '' });
    git(at, 'init', '-q', '--bare', 'repository');
    git(at, '--git-dir=repository', 'config', 'core.bare', 'false');
    git(join(at, 'around'), 'init', '-q');
    const { env, cwd } = layout(at);
    const all = { ...NO_CONFIG, ...env, PATH: pathWithLeakward() };
    expect(leakward(cwd, ['doctor'], { env: all })).toMatchObject({ code: 1 });
    const init = leakward(cwd, ['init'], { env: all });
    expect(init).toMatchObject({ code: 0, out: expect.stringContaining('commits here are guarded') });
    expect(readFileSync(join(at, 'repository/hooks/pre-commit'), 'utf8')).toContain('guard pre-commit');
    const others = readdirSync(join(at, 'around/.git/hooks')).filter((name) => !name.endsWith('.sample'));
    expect(others).toEqual([]);
    expect(leakward(cwd, ['doctor'], { env: all })).toMatchObject({
      code: 0,
      out: expect.stringContaining('.env files are ignored'),
    });
    identified(at, join(at, 'repository'));
    writeFileSync(join(at, 'files/leak.js'), `const key = '${nouvelKey(1)}';\n`);
    const files = { ...all, GIT_DIR: `${at}/repository`, GIT_WORK_TREE: `${at}/files`, HOME: at };
    run(join(at, 'files'), files, 'git', 'add', '.');
    expect(run(join(at, 'files'), files, 'git', 'commit', '-m', 'x').text).toContain(
      'commit blocked: leak.js',
    );
    expect(leakward(cwd, ['init', '--remove'], { env: all }).code).toBe(0);
    expect(existsSync(join(at, 'repository/hooks/pre-commit'))).toBe(false);
  });

  test('a repository without a work tree, and one that is not there', () => {
    const at = directoryOf();
    git(at, 'init', '-q', '--bare', 'bare');
    for (const [GIT_DIR, words] of [
      ['bare', 'is a bare repository'],
      ['none', 'not a git repository'],
    ] as const)
      expect(leakward(at, ['doctor'], { env: { ...NO_CONFIG, GIT_DIR } })).toMatchObject({
        code: 2,
        err: expect.stringContaining(words),
      });
  });
});

describe('hooks that core.hooksPath shares between repositories', () => {
  /** A repository, and a global configuration that leads to hooks outside it. */
  function shared(value?: string): { cwd: string; hooks: string; env: Record<string, string> } {
    const home = directoryOf({ 'hooks/post-commit': '#!/bin/sh\n' });
    const hooks = join(home, 'hooks');
    writeFileSync(join(home, 'config'), `[core]\n\thooksPath = ${value ?? hooks}\n`);
    const cwd = directoryOf({ 'a.txt': 'one\n', '.gitignore': '.env\n' });
    git(cwd, 'init', '-q');
    identified(cwd);
    const env = {
      PATH: pathWithLeakward(),
      HOME: home,
      GIT_CONFIG_GLOBAL: join(home, 'config'),
      GIT_CONFIG_NOSYSTEM: '1',
    };
    return { cwd, hooks, env };
  }

  test.each([undefined, '~/hooks'])('set to %s: without a terminal they are left as they are', (value) => {
    const { cwd, hooks, env } = shared(value);
    const ran = leakward(cwd, ['init'], { env });
    expect([ran.code, ran.out, ran.err]).toEqual([
      2,
      '',
      expect.stringContaining(
        `core.hooksPath (global) leads to ${hooks}, whose hooks run in other repositories too`,
      ),
    ]);
    expect(readdirSync(hooks)).toEqual(['post-commit']);
    expect(leakward(cwd, ['init', '--dry-run'], { env })).toMatchObject({
      code: 0,
      out: expect.stringContaining('note: core.hooksPath (global)'),
    });
    expect(leakward(cwd, ['init', '--remove'], { env }).code).toBe(0);
    // The hint gives this repository hooks of its own.
    const hint = /(git config core\.hooksPath .*)$/m.exec(ran.err)?.[1] ?? 'false';
    expect(run(cwd, env, 'sh', '-c', hint)).toMatchObject({ ok: true });
    expect(leakward(cwd, ['init'], { env })).toMatchObject({ code: 0 });
    guards(cwd, env);
    expect(readdirSync(hooks)).toEqual(['post-commit']);
  });

  test.each([
    ['n', 1, []],
    ['', 1, []],
    ['y', 0, ['commit-msg', 'pre-applypatch', 'pre-commit', 'pre-merge-commit', 'pre-push']],
  ])('a person who answers “%s”', async (answer, code, written) => {
    const { cwd, hooks, env } = shared();
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    try {
      const { asked, out, ended } = onTerminal(cwd, ['init'], env, answer);
      expect([await ended, asked()]).toEqual([code, expect.stringContaining('Change them? [y/N]')]);
      expect(readdirSync(hooks)).toEqual([...written, 'post-commit'].toSorted());
      if (code === 1) return expect(out()).toBe('nothing was changed\n');
      expect(leakward(cwd, ['init', '--remove'], { env })).toMatchObject({ code: 2 });
      expect(await onTerminal(cwd, ['init', '--remove'], env, 'yes').ended).toBe(0);
      return expect(readdirSync(hooks)).toEqual(['post-commit']);
    } finally {
      vi.unstubAllEnvs();
    }
  });

  test('a global value that leads into this repository is not shared, nor is a value of its own', () => {
    const inside = shared('.githooks');
    expect(leakward(inside.cwd, ['init'], { env: inside.env })).toMatchObject({ code: 0 });
    const own = shared();
    mkdirSync(join(own.cwd, 'mine'));
    git(own.cwd, 'config', 'core.hooksPath', 'mine');
    expect(leakward(own.cwd, ['init'], { env: own.env })).toMatchObject({ code: 0 });
    expect(readdirSync(own.hooks)).toEqual(['post-commit']);
  });
});

/** The program in this process, with a person at a terminal who gives one answer. */
function onTerminal(cwd: string, args: readonly string[], env: Record<string, string>, answer: string) {
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  const stream = () => Object.assign(new PassThrough(), { isTTY: true, columns: 200 });
  const [stdout, stderr] = [stream(), stream()];
  const text = { out: '', asked: '' };
  stdout.on('data', (chunk: Buffer) => (text.out += chunk.toString()));
  stderr.on('data', (chunk: Buffer) => {
    text.asked += chunk.toString();
    if (text.asked.endsWith('[y/N] ') || /\[y\/N\] /.test(chunk.toString())) stdin.write(`${answer}\n`);
  });
  const outside = {
    argv: ['node', 'leakward', ...args],
    env: { ...env, NO_COLOR: '1' },
    stdin,
    stdout,
    stderr,
    cwd: () => cwd,
    on: () => undefined,
    off: () => undefined,
    exit: (): never => {
      throw new Error('the program ends by its exit code');
    },
  };
  return { ended: main(outside), asked: () => text.asked, out: () => text.out };
}
