import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { HOOKS } from '../../src/hooks/project.ts';
import { guards, run } from '../support/guards.ts';
import { nouvelKey } from '../support/keys.ts';
import { leakward } from '../support/resident.ts';
import { BIN, directoryOf, git } from '../support/run.ts';

const ROOT = new URL('../..', import.meta.url).pathname;
const LEAK = `const key = '${nouvelKey(1)}';\n`;

/** A repository, with husky and leakward as if a package manager had put them there. */
function repository(files: Record<string, string> = {}, packageDir = ''): string {
  const cwd = directoryOf({ 'a.txt': 'one\n', '.gitignore': 'node_modules\n.env\n', ...files });
  git(cwd, 'init', '-q');
  git(cwd, 'config', 'user.name', 'Test');
  git(cwd, 'config', 'user.email', 'test@example.invalid');
  const bin = join(cwd, packageDir, 'node_modules/.bin');
  mkdirSync(bin, { recursive: true });
  symlinkSync(BIN, join(bin, 'leakward'));
  chmodSync(BIN, 0o755);
  symlinkSync(join(ROOT, 'node_modules/husky'), join(cwd, packageDir, 'node_modules/husky'));
  symlinkSync(join(ROOT, 'node_modules/husky/bin.js'), join(bin, 'husky'));
  return cwd;
}

const ENV = {
  PATH: process.env['PATH'] ?? '',
  HOME: process.env['HOME'] ?? '',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
};

function commit(cwd: string, env: Record<string, string> = {}): { ok: boolean; text: string } {
  git(cwd, 'add', '-A');
  return run(cwd, { ...ENV, ...env }, 'git', 'commit', '-m', 'x');
}

const PACKAGE = `${JSON.stringify({ name: 'x', scripts: { test: 'true' } }, null, 2)}\n`;

/** Projects as they are before: files, options of init, and where the package is. */
const PROJECTS: Readonly<
  Record<string, readonly [files: Record<string, string>, args: readonly string[], packageDir: string]>
> = {
  'plain hooks, no package': [{}, [], ''],
  'husky, not set up yet': [{ 'package.json': PACKAGE }, ['--manager', 'husky', '--install'], ''],
  'husky with a hook of its own': [
    { 'package.json': PACKAGE, '.husky/pre-commit': 'echo theirs\nexit 0\n' },
    ['--install'],
    '',
  ],
  'husky in a workspace, from a member of it': [
    {
      'package.json': `{\n  "name": "x",\n  "workspaces": ["web"]\n}\n`,
      'web/package.json': PACKAGE,
    },
    ['--manager', 'husky', '--install'],
    '',
  ],
  'husky in a sub-folder': [{ 'web/package.json': PACKAGE }, ['--manager', 'husky', '--install'], 'web'],
};

describe.each(Object.entries(PROJECTS))('%s', (_, [files, args, packageDir]) => {
  test('one command leads to a proven block; twice is once; --remove leaves nothing', () => {
    const cwd = repository(files, packageDir);
    const from = join(cwd, files['web/package.json'] === undefined ? '' : 'web');
    if (packageDir === '' && files['package.json'] === undefined) git(cwd, 'config', 'x.y', 'z');
    const before = Object.entries(files).filter(([name]) => name.includes('.husky'));
    const env = { PATH: `${join(cwd, packageDir, 'node_modules/.bin')}:${process.env['PATH']}` };
    const first = leakward(from, ['init', ...args], { env });
    expect([first.code, first.out]).toEqual([
      0,
      expect.stringContaining('commit blocked: leakward-probe.txt'),
    ]);
    expect(git(cwd, 'status', '--short', '--', 'leakward-probe.txt')).toBe('');
    if (files['package.json'] === undefined && packageDir === '') {
      // Without a package leakward is taken from the PATH.
      expect(readFileSync(join(cwd, '.git/hooks/pre-commit'), 'utf8')).toContain('command -v leakward');
      writeFileSync(join(cwd, 'leak.js'), LEAK);
      expect(commit(cwd, env).ok).toBe(false);
      unlinkSync(join(cwd, 'leak.js'));
    } else guards(cwd, ENV);
    const second = leakward(from, ['init', ...args], { env });
    expect([second.code, second.out]).toEqual([0, expect.not.stringMatching(/^write/m)]);
    expect(leakward(from, ['doctor'], { env })).toMatchObject({
      code: 0,
      out: expect.stringContaining('are guarded'),
    });
    expect(leakward(from, ['init', '--remove'], { env }).code).toBe(0);
    for (const [name, text] of before) expect(readFileSync(join(cwd, name), 'utf8')).toBe(text);
    expect(leakward(from, ['doctor'], { env }).code).toBe(1);
  });
});

test('where an install step is left to be run, init names it and does not say that commits are guarded', () => {
  const cwd = repository({ 'package.json': PACKAGE });
  const { code, out, err } = leakward(cwd, ['init', '--manager', 'husky']);
  expect([code, err]).toEqual([1, expect.stringMatching(/^leakward: not in force yet: run npm /)]);
  expect(out).not.toContain('are guarded');
  for (const hook of HOOKS)
    expect(readFileSync(join(cwd, '.husky', hook), 'utf8')).toContain(`guard ${hook}`);
});

test('our own repository is guarded through husky', () => {
  const cwd = join(directoryOf(), 'clone');
  git(ROOT, 'clone', '-q', ROOT, cwd);
  git(cwd, 'config', 'user.name', 'Test');
  git(cwd, 'config', 'user.email', 'test@example.invalid');
  symlinkSync(join(ROOT, 'node_modules'), join(cwd, 'node_modules'));
  const { PATH = '', HOME = '' } = process.env;
  expect(spawnSync(process.execPath, ['.husky/install.mjs'], { cwd, env: { PATH, HOME } }).status).toBe(0);
  writeFileSync(join(cwd, 'leak.js'), LEAK);
  expect(commit(cwd)).toMatchObject({ ok: false, text: expect.stringContaining('commit blocked: leak.js') });
});

test('an existing plain hook is kept, and runs behind ours', () => {
  const cwd = repository({ 'package.json': PACKAGE });
  const hook = join(cwd, '.git/hooks/pre-commit');
  const theirs = '#!/usr/bin/env bash\n# theirs\ntouch ran\nexec true\n';
  mkdirSync(join(cwd, '.git/hooks'), { recursive: true });
  writeFileSync(hook, theirs);
  chmodSync(hook, 0o755);
  expect(leakward(cwd, ['init']).code).toBe(0);
  guards(cwd, ENV);
  expect(existsSync(join(cwd, 'ran'))).toBe(true);
  leakward(cwd, ['init', '--remove']);
  expect(readFileSync(hook, 'utf8')).toBe(theirs);
});

test('--dry-run writes nothing; a hook with CRLF is refused', () => {
  const cwd = repository();
  expect(leakward(cwd, ['init', '--dry-run'])).toMatchObject({
    code: 0,
    out: expect.stringContaining('would write'),
  });
  expect(readdirSync(join(cwd, '.git/hooks')).filter((name) => !name.endsWith('.sample'))).toEqual([]);
  writeFileSync(join(cwd, '.git/hooks/pre-commit'), '#!/bin/sh\r\necho\r\n');
  expect(leakward(cwd, ['init'])).toMatchObject({ code: 2, err: expect.stringContaining('CRLF') });
});

test.each([
  ['in another language', '#!/usr/bin/env python3\nprint("theirs")\n'],
  ['that is a program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0xff, 0x0a])],
])('a hook %s is refused, not broken', (_, theirs) => {
  const cwd = repository();
  const hook = join(cwd, '.git/hooks/pre-commit');
  mkdirSync(join(cwd, '.git/hooks'), { recursive: true });
  writeFileSync(hook, theirs);
  const ran = leakward(cwd, ['init']);
  expect([ran.code, ran.err]).toEqual([
    2,
    expect.stringContaining('hint: have it run: leakward guard pre-commit'),
  ]);
  expect(readFileSync(hook)).toEqual(Buffer.from(theirs));
  expect(existsSync(join(cwd, '.git/hooks/pre-push'))).toBe(false);
});

test('a hook that finds no leakward says so in one line, and blocks only if it was told to', () => {
  for (const [missing, ok] of [
    ['warn', true],
    ['block', false],
  ] as const) {
    const cwd = repository({ 'package.json': PACKAGE });
    expect(leakward(cwd, ['init', '--missing', missing]).code).toBe(0);
    unlinkSync(join(cwd, 'node_modules/.bin/leakward'));
    const tried = commit(cwd, { PATH: '/usr/bin:/bin' });
    expect([tried.ok, tried.text.split('\n').filter((line) => line.includes('leakward:')).length]).toEqual([
      ok,
      1,
    ]);
  }
});

test('a Node that is too old is as good as none: one line, and block only if told to', () => {
  const old = directoryOf();
  writeFileSync(join(old, 'node'), '#!/bin/sh\necho v18.20.8\n', { mode: 0o755 });
  for (const [missing, ok] of [
    ['warn', true],
    ['block', false],
  ] as const) {
    const cwd = repository({ 'package.json': PACKAGE });
    expect(leakward(cwd, ['init', '--missing', missing]).code).toBe(0);
    const tried = commit(cwd, { PATH: `${old}:/usr/bin:/bin` });
    expect([tried.ok, tried.text.split('\n').filter((line) => line.includes('leakward:')).length]).toEqual([
      ok,
      1,
    ]);
    expect(tried.text).toContain('Node 20.19');
  }
});

test('a member of a workspace is not given hooks beside those of the workspace', () => {
  const cwd = repository({
    'package.json': '{\n  "name": "x",\n  "scripts": { "prepare": "husky" }\n}\n',
    'web/package.json': PACKAGE,
    '.husky/pre-commit': 'true\n',
  });
  const { out } = leakward(join(cwd, 'web'), ['init', '--dry-run']);
  expect(out).toContain('would write ../.husky/pre-commit');
  expect(out).not.toContain('package.json');
});

test.each([
  [{ 'pnpm-lock.yaml': '' }, 'pnpm add --save-dev', 'pnpm run prepare'],
  [{ 'yarn.lock': '' }, 'yarn add --dev', 'yarn run prepare'],
  [{ '.pnp.cjs': '' }, 'yarn add --dev', 'yarn run postinstall'],
  [{ 'yarn.lock': '', '.yarnrc.yml': '' }, 'yarn add --dev', 'yarn run postinstall'],
  [{ 'bun.lock': '' }, 'bun add --dev', 'bun run prepare'],
  [{ 'package-lock.json': '' }, 'npm install --save-dev', 'npm run prepare'],
  [{}, 'npm install --save-dev', 'npm run prepare'],
])('the package manager is told by %j, from a sub-folder too', (files, add, prepare) => {
  const manifest = '{ "name": "x", "workspaces": ["web"] }\n';
  const cwd = directoryOf({ 'package.json': manifest, 'web/package.json': PACKAGE, 'x.tgz': '', ...files });
  git(cwd, 'init', '-q');
  for (const from of [cwd, join(cwd, 'web')])
    expect(
      leakward(from, ['init', '--manager', 'husky', '--dry-run', '--from', join(cwd, 'x.tgz')]).out,
    ).toContain(`would run ${add} husky leakward@file:${cwd}/x.tgz\nwould run ${prepare}\n`);
});

describe('leakward is named with an address, never by its bare name', () => {
  const COMMIT = 'a1'.repeat(20);
  const GIT = `https://git.example.com/o/r.git#${COMMIT}`;
  const bare = (): string => {
    const cwd = directoryOf({ 'package.json': PACKAGE, 'x y.tgz': '' });
    git(cwd, 'init', '-q');
    return cwd;
  };
  const init = (cwd: string, manager: string, ...args: string[]) =>
    leakward(cwd, ['init', '--manager', manager, ...args]);

  test('husky: a tarball, a git address at its commit; and what is not known is not installed', () => {
    const cwd = bare();
    expect(init(cwd, 'husky', '--dry-run', '--from', 'x y.tgz').out).toContain(
      `would run npm install --save-dev husky 'leakward@file:${cwd}/x y.tgz'\n`,
    );
    expect(init(cwd, 'husky', '--dry-run', '--from', GIT).out).toContain(
      `would run npm install --save-dev husky leakward@git+${GIT}\n`,
    );
  });

  test.each(['leakward', 'leakward@latest', '^0.1.0', 'https://git.example.com/o/r.git', 'gone.tgz'])(
    '--from %s is refused',
    (from) => {
      expect(init(bare(), 'husky', '--from', from)).toMatchObject({
        code: 2,
        err: expect.stringMatching(
          /^leakward: --from names no source of leakward: .*\nhint: .*URL#COMMIT\n$/,
        ),
      });
    },
  );

  test('without --from it is what runs: here, the clone that holds it', () => {
    const { out } = init(bare(), 'husky', '--dry-run');
    expect(out).toMatch(/^would run npm install --save-dev husky leakward@(?:file:\/|git\+).*$/m);
    expect(out).not.toMatch(/\bleakward(?:\s|$)(?!comes)/m);
  });

  test('the pre-commit framework: our repository at the commit, or the address as a dependency', () => {
    const cwd = bare();
    const file = join(cwd, '.pre-commit-config.yaml');
    init(cwd, 'pre-commit', '--from', GIT);
    expect(readFileSync(file, 'utf8')).toContain(
      `- repo: https://git.example.com/o/r.git\n    rev: ${COMMIT}\n`,
    );
    const tarball = init(cwd, 'pre-commit', '--from', 'x y.tgz');
    expect(tarball.out).toContain('a path that other machines may not have');
    expect(readFileSync(file, 'utf8')).toContain(`additional_dependencies: ["leakward@file:${cwd}/x y.tgz"]`);
  });

  /** The program as `npm install --global` puts it: nothing says where it came from. */
  const runGlobal = (cwd: string, ...args: string[]) => {
    const root = join(directoryOf(), 'lib/node_modules/leakward');
    for (const part of ['bin', 'dist', 'package.json'])
      cpSync(join(ROOT, part), join(root, part), { recursive: true });
    const env = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '' };
    const ran = spawnSync(process.execPath, [join(root, 'bin/leakward.js'), ...args], {
      cwd,
      env,
      encoding: 'utf8',
    });
    return { code: ran.status, out: ran.stdout, err: ran.stderr };
  };

  test('a source that is not known is said, not guessed', () => {
    const cwd = bare();
    const husky = runGlobal(cwd, 'init', '--manager', 'husky', '--dry-run');
    expect(husky.out).toContain('would run npm install --save-dev husky\n');
    expect(husky.out).toMatch(/note: leakward is not added to package\.json: .* is not known .*--from/);
    const framework = runGlobal(cwd, 'init', '--manager', 'pre-commit');
    expect(framework.out).toMatch(/note: the hooks run the leakward on PATH: .* is not known/);
    const text = readFileSync(join(cwd, '.pre-commit-config.yaml'), 'utf8');
    expect(text).toContain('language: system');
    expect(text).not.toContain('additional_dependencies');
    const doctor = runGlobal(cwd, 'doctor');
    if (spawnSync('which', ['leakward']).status !== 0)
      expect(doctor.out).toContain(
        'hint: install it from a tarball, a clone, or a git URL#COMMIT; where this one',
      );
  });

  test('a manifest that asks the registry: doctor warns, init does not install', () => {
    const cwd = bare();
    writeFileSync(join(cwd, 'package.json'), '{"name":"x","devDependencies":{"leakward":"^0.1.0"}}\n');
    expect(leakward(cwd, ['doctor']).out).toMatch(/^warn +package\.json: the registry says what/m);
    expect(runGlobal(cwd, 'init', '--manager', 'husky', '--install')).toMatchObject({
      code: 2,
      err: expect.stringContaining('asks a registry for leakward'),
    });
  });

  test('no hint, plan, hook or document of ours fetches the name', () => {
    const texts = [
      'README.md',
      '.github/CONTRIBUTING.md',
      '.github/ARCHITECTURE.md',
      'docs',
      '.pre-commit-hooks.yaml',
    ];
    const sources = execFileSync('git', ['ls-files', '--', 'src', '.husky', ...texts], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    const fetches =
      /\b(?:npm (?:install|i|add)|(?:pnpm|yarn|bun) add)(?:\s+-\S+|\s+husky)*\s+leakward(?![@./\w])|\b(?:npx|bunx|pnpm dlx)(?! --no-install)\s+[a-z]|dependencies: \[leakward\]|'husky', 'leakward'/;
    const found = sources
      .trim()
      .split('\n')
      .flatMap((file) => (fetches.test(readFileSync(join(ROOT, file), 'utf8')) ? [file] : []));
    expect(found).toEqual([]);
  });
});

test('pre-push hands its standard input on to what follows', () => {
  const cwd = repository({ 'package.json': PACKAGE });
  const hook = join(cwd, '.git/hooks/pre-push');
  mkdirSync(join(cwd, '.git/hooks'), { recursive: true });
  writeFileSync(hook, '#!/bin/sh\ncat > pushed.txt\n');
  chmodSync(hook, 0o755);
  expect(leakward(cwd, ['init']).code).toBe(0);
  commit(cwd);
  const remote = join(directoryOf(), 'r.git');
  git(cwd, 'init', '-q', '--bare', remote);
  git(cwd, 'push', '-q', remote, 'HEAD:refs/heads/main');
  expect(readFileSync(join(cwd, 'pushed.txt'), 'utf8')).toContain('refs/heads/main');
});

describe('doctor tells why a commit would not be guarded', () => {
  const guarded = (): string => {
    const cwd = repository({ 'package.json': PACKAGE });
    expect(leakward(cwd, ['init']).code).toBe(0);
    return cwd;
  };
  const says = (
    cwd: string,
    words: string,
    options: { env?: Record<string, string>; args?: string[] } = {},
  ): void => {
    const ran = leakward(
      cwd,
      ['doctor', ...(options.args ?? [])],
      options.env === undefined ? {} : { env: options.env },
    );
    expect([ran.code, ran.out]).toEqual([1, expect.stringContaining(words)]);
  };

  test('a missing bit, another hooksPath, skips, Jujutsu, a desktop without node', () => {
    const cwd = guarded();
    const hook = join(cwd, '.git/hooks/pre-commit');
    chmodSync(hook, 0o644);
    says(cwd, 'not executable');
    chmodSync(hook, 0o755);
    git(cwd, 'config', 'core.hooksPath', 'elsewhere');
    says(cwd, 'core.hooksPath (local) says elsewhere, which does not exist');
    git(cwd, 'config', '--unset', 'core.hooksPath');
    says(cwd, 'LEAKWARD_SKIP is set', { env: { LEAKWARD_SKIP: '1' } });
    says(cwd, 'HUSKY=0', { env: { HUSKY: '0' } });
    const onlyGit = directoryOf();
    symlinkSync(execFileSync('which', ['git'], { encoding: 'utf8' }).trim(), join(onlyGit, 'git'));
    says(cwd, 'node is not on the PATH', { env: { PATH: onlyGit } });
    // What a desktop gives to the programs that it starts has no node, wherever this one lies.
    if (!existsSync('/usr/bin/node')) says(cwd, 'node is not on the PATH', { args: ['--gui'] });
    const old = directoryOf();
    writeFileSync(join(old, 'node'), '#!/bin/sh\necho v18.20.8\n', { mode: 0o755 });
    says(cwd, 'v18.20.8: too old', { env: { PATH: `${old}:${process.env['PATH']}` } });
    mkdirSync(join(cwd, '.jj'));
    says(cwd, 'Jujutsu');
  });

  test('.env files that no ignore file covers', () => {
    const cwd = guarded();
    expect(leakward(cwd, ['doctor']).out).toContain('.env files are ignored');
    writeFileSync(join(cwd, '.gitignore'), 'node_modules\n');
    expect(leakward(cwd, ['doctor']).out).toContain('no ignore file covers .env');
  });

  test('a hook that does not call the guard, and one that is gone', () => {
    const cwd = guarded();
    const hook = join(cwd, '.git/hooks/pre-push');
    writeFileSync(hook, '#!/bin/sh\ntrue\n');
    says(cwd, 'pre-push: the hook does not call leakward guard');
    writeFileSync(hook, '#!/bin/sh\n# leakward guard pre-push "$@"\n');
    says(cwd, 'pre-push: the hook does not call leakward guard');
    unlinkSync(hook);
    says(cwd, 'pre-push: there is no such hook');
  });

  test('a hook whose lines of leakward are comments', () => {
    const cwd = guarded();
    const hook = join(cwd, '.git/hooks/pre-commit');
    writeFileSync(hook, readFileSync(hook, 'utf8').replace(/^(?!#)/gm, '# '));
    says(cwd, 'pre-commit: the hook does not call leakward guard');
  });

  test('a hook that ends above the lines of leakward', () => {
    const cwd = guarded();
    const hook = join(cwd, '.git/hooks/pre-commit');
    writeFileSync(hook, readFileSync(hook, 'utf8').replace('\n', '\nexit 0\n'));
    says(cwd, 'pre-commit: the hook does not call leakward guard');
  });

  test('a fresh work tree of a husky project', () => {
    const cwd = repository({ 'package.json': PACKAGE });
    const env = { PATH: `${join(cwd, 'node_modules/.bin')}:${process.env['PATH']}` };
    expect(leakward(cwd, ['init', '--manager', 'husky', '--install'], { env }).code).toBe(0);
    commit(cwd);
    const tree = join(directoryOf(), 'tree');
    git(cwd, 'worktree', 'add', '-q', tree);
    says(tree, 'no hook runs here');
  });
});
