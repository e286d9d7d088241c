/** The hooks under the real managers. They are installed here if the machine does not have them. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { nouvelKey } from '../support/keys.ts';
import { BIN, directoryOf, git, leakward } from '../support/run.ts';

const ROOT = new URL('../..', import.meta.url).pathname;
const CACHE = join(ROOT, '.cache/managers');
const PIP = join(CACHE, 'venv/bin');
const NPM = join(CACHE, 'node_modules/.bin');
const LEAK = `const key = '${nouvelKey(1)}';\n`;
const MINUTES = 60_000;

function install(program: string, args: readonly string[]): void {
  execFileSync(program, args, { cwd: CACHE, stdio: ['ignore', 'ignore', 'pipe'] });
}

beforeAll(() => {
  mkdirSync(CACHE, { recursive: true });
  if (!existsSync(join(PIP, 'pre-commit'))) {
    if (spawnSync('python3', ['-c', 'import ensurepip']).status !== 0)
      install('apt-get', ['install', '-qy', 'python3-venv']);
    install('python3', ['-m', 'venv', 'venv']);
    install(join(PIP, 'pip'), ['-q', 'install', 'pre-commit']);
  }
  if (!existsSync(join(NPM, 'lefthook')))
    install('npm', ['install', '--prefix', CACHE, '--no-audit', '--no-fund', 'lefthook@2']);
  if (spawnSync('git', ['lfs', 'version']).status !== 0) install('apt-get', ['install', '-qy', 'git-lfs']);
}, 5 * MINUTES);

function repository(files: Record<string, string>): { cwd: string; env: Record<string, string> } {
  const cwd = directoryOf({ 'a.txt': 'one\n', '.gitignore': '.env\n', ...files });
  git(cwd, 'init', '-q');
  git(cwd, 'config', 'user.name', 'Test');
  git(cwd, 'config', 'user.email', 'test@example.invalid');
  const bin = directoryOf();
  writeFileSync(join(bin, 'leakward'), `#!/bin/sh\nexec "${process.execPath}" "${BIN}" "$@"\n`, {
    mode: 0o755,
  });
  const { PATH = '', HOME = '' } = process.env;
  return {
    cwd,
    env: {
      PATH: `${bin}:${PIP}:${NPM}:${PATH}`,
      HOME,
      GIT_CONFIG_NOSYSTEM: '1',
      PRE_COMMIT_HOME: join(CACHE, 'pre-commit'),
    },
  };
}

function run(
  cwd: string,
  env: Record<string, string>,
  program: string,
  ...args: string[]
): { ok: boolean; text: string } {
  const ran = spawnSync(program, args, { cwd, env, encoding: 'utf8' });
  return { ok: ran.status === 0, text: `${ran.stdout}${ran.stderr}` };
}

/** A commit and a push with a key are stopped, those without go through. */
function guards(cwd: string, env: Record<string, string>): void {
  writeFileSync(join(cwd, 'leak.js'), LEAK);
  git(cwd, 'add', '.');
  expect(run(cwd, env, 'git', 'commit', '-m', 'x')).toMatchObject({
    ok: false,
    text: expect.stringContaining('commit blocked: leak.js'),
  });
  git(cwd, 'rm', '-qf', 'leak.js');
  expect(run(cwd, env, 'git', 'commit', '-m', 'x')).toMatchObject({ ok: true });
  const remote = join(directoryOf(), 'r.git');
  git(cwd, 'init', '-q', '--bare', remote);
  git(cwd, 'remote', 'add', 'origin', remote);
  expect(run(cwd, env, 'git', 'push', '-q', 'origin', 'HEAD:refs/heads/main')).toMatchObject({ ok: true });
  git(cwd, 'fetch', '-q', 'origin');
  writeFileSync(join(cwd, 'leak.js'), LEAK);
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-qnm', 'leak');
  unlinkSync(join(cwd, 'leak.js'));
  git(cwd, 'add', '-A');
  git(cwd, 'commit', '-qnm', 'gone');
  for (const ref of ['main', 'other']) {
    const pushed = run(cwd, env, 'git', 'push', '-q', 'origin', `HEAD:refs/heads/${ref}`);
    expect(pushed).toMatchObject({ ok: false, text: expect.stringContaining('push blocked') });
  }
}

describe('the pre-commit framework', () => {
  test(
    'with our repository as the source of the hooks',
    () => {
      const source = join(directoryOf(), 'leakward');
      git(ROOT, 'clone', '-q', ROOT, source);
      const rev = git(source, 'rev-parse', 'HEAD').trim();
      const hooks = ['leakward', 'leakward-merge', 'leakward-push'].map((id) => `  - id: ${id}\n`).join('');
      const { cwd, env } = repository({
        '.pre-commit-config.yaml': `repos:\n- repo: ${source}\n  rev: ${rev}\n  hooks:\n${hooks}`,
      });
      const types = ['pre-commit', 'pre-merge-commit', 'pre-push'].flatMap((type) => ['--hook-type', type]);
      expect(run(cwd, env, 'pre-commit', 'install', ...types)).toMatchObject({ ok: true });
      guards(cwd, env);
    },
    4 * MINUTES,
  );

  test(
    'as leakward init writes it',
    () => {
      const before = 'repos:\n- repo: local\n  hooks: []\n';
      const { cwd, env } = repository({ '.pre-commit-config.yaml': before });
      expect(leakward(cwd, ['init', '--install'], { env })).toMatchObject({
        code: 0,
        out: expect.stringContaining('commit blocked'),
      });
      const file = join(cwd, '.pre-commit-config.yaml');
      // Not published yet, so that the framework cannot install it by name: the same hooks, with the leakward on PATH.
      const text = readFileSync(file, 'utf8');
      writeFileSync(
        file,
        text
          .replaceAll('language: node', 'language: system')
          .replaceAll(/ +additional_dependencies.*\n/g, ''),
      );
      git(cwd, 'add', '.');
      guards(cwd, env);
      writeFileSync(file, text);
      expect(leakward(cwd, ['doctor'], { env }).code).toBe(0);
      expect(leakward(cwd, ['init', '--remove'], { env }).code).toBe(0);
      expect(readFileSync(file, 'utf8')).toBe(before);
    },
    2 * MINUTES,
  );
});

test(
  'lefthook, as leakward init writes it',
  () => {
    const before = 'pre-commit:\n  commands:\n    theirs:\n      run: "true"\n';
    const { cwd, env } = repository({ 'lefthook.yml': before });
    expect(leakward(cwd, ['init', '--install'], { env })).toMatchObject({
      code: 0,
      out: expect.stringContaining('commit blocked'),
    });
    guards(cwd, env);
    expect(leakward(cwd, ['doctor'], { env })).toMatchObject({ code: 0 });
    expect(leakward(cwd, ['init', '--remove'], { env }).code).toBe(0);
    expect(readFileSync(join(cwd, 'lefthook.yml'), 'utf8')).toBe(before);
  },
  2 * MINUTES,
);

test(
  'a Git LFS file arrives through husky with our pre-push in place',
  () => {
    const { cwd, env } = repository({
      'package.json': '{"name":"x"}\n',
      '.gitattributes': '*.bin filter=lfs diff=lfs merge=lfs -text\n',
    });
    mkdirSync(join(cwd, 'node_modules/.bin'), { recursive: true });
    writeFileSync(join(cwd, '.gitignore'), 'node_modules\n.env\n');
    execFileSync('ln', ['-s', join(ROOT, 'node_modules/husky'), join(cwd, 'node_modules/husky')]);
    execFileSync('ln', ['-s', '../husky/bin.js', join(cwd, 'node_modules/.bin/husky')]);
    expect(run(cwd, env, 'git', 'lfs', 'install', '--local')).toMatchObject({ ok: true });
    expect(leakward(cwd, ['init', '--manager', 'husky', '--install'], { env })).toMatchObject({ code: 0 });
    writeFileSync(join(cwd, 'large.bin'), 'content that git-lfs keeps\n');
    expect(run(cwd, env, 'git', 'add', '.')).toMatchObject({ ok: true });
    expect(run(cwd, env, 'git', 'commit', '-m', 'lfs')).toMatchObject({ ok: true });
    const remote = join(directoryOf(), 'r.git');
    git(cwd, 'init', '-q', '--bare', remote);
    git(cwd, 'remote', 'add', 'origin', `file://${remote}`);
    expect(run(cwd, env, 'git', 'push', 'origin', 'HEAD:refs/heads/main')).toMatchObject({ ok: true });
    const oid = /sha256:([0-9a-f]{64})/.exec(git(cwd, 'cat-file', 'blob', 'HEAD:large.bin'))?.[1] ?? '';
    expect(existsSync(join(remote, 'lfs/objects', oid.slice(0, 2), oid.slice(2, 4), oid))).toBe(true);
  },
  2 * MINUTES,
);
