/** The hooks under the real managers. They are installed here if the machine does not have them. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { fetchedByName } from '../../src/hooks/by-name.ts';
import { installCommand } from '../../src/hooks/install.ts';
import { sourceFor, specIn } from '../../src/hooks/installed.ts';
import { HOOKS, hooksOf, readProject } from '../../src/hooks/project.ts';
import { sourceOfSpec, specOf } from '../../src/hooks/source.ts';
import { guards, mailOf, run } from '../support/guards.ts';
import { nouvelKey } from '../support/keys.ts';
import { BIN, directoryOf, git, leakward } from '../support/run.ts';

const ROOT = new URL('../..', import.meta.url).pathname;
const CACHE = join(ROOT, '.cache/managers');
const PIP = join(CACHE, 'venv/bin');
const NPM = join(CACHE, 'node_modules/.bin');
const MINUTES = 60_000;

/** A fresh machine has no lists of packages yet. */
function installFromDebian(name: string): void {
  install('apt-get', ['update', '-q']);
  install('apt-get', ['install', '-qy', name]);
}

function install(program: string, args: readonly string[]): void {
  execFileSync(program, args, { cwd: CACHE, stdio: ['ignore', 'ignore', 'pipe'] });
}

/** npm packages, and whether their install scripts are run: lefthook's would set itself up in our own repository. */
const PACKAGES = [
  [['lefthook@2', 'lint-staged@16.4.0', 'pnpm@10', 'yarn@1', '@yarnpkg/cli-dist@4'], ['--ignore-scripts']],
  [['bun@1'], []],
] as const;

beforeAll(() => {
  mkdirSync(CACHE, { recursive: true });
  if (!existsSync(join(PIP, 'prek'))) {
    if (spawnSync('python3', ['-c', 'import ensurepip']).status !== 0) installFromDebian('python3-venv');
    install('python3', ['-m', 'venv', 'venv']);
    install(join(PIP, 'pip'), ['-q', 'install', 'pre-commit', 'prek']);
  }
  for (const [names, flags] of PACKAGES) {
    if (names.every((name) => existsSync(join(CACHE, 'node_modules', name.replace(/(.)@.*/, '$1')))))
      continue;
    install('npm', ['install', '--prefix', CACHE, '--no-audit', '--no-fund', ...flags, ...names]);
  }
  if (spawnSync('git', ['lfs', 'version']).status !== 0) installFromDebian('git-lfs');
}, 10 * MINUTES);

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

/** husky as a package manager would have put it there. */
function linkHusky(cwd: string): void {
  mkdirSync(join(cwd, 'node_modules/.bin'), { recursive: true });
  writeFileSync(join(cwd, '.gitignore'), 'node_modules\n.env\n');
  symlinkSync(join(ROOT, 'node_modules/husky'), join(cwd, 'node_modules/husky'));
  symlinkSync('../husky/bin.js', join(cwd, 'node_modules/.bin/husky'));
}

/** The hooks that the pre-commit framework installs. */
const TYPES = hooksOf('pre-commit');
const HOOK_TYPES = TYPES.flatMap((type) => ['--hook-type', type]);

/** Our hooks with the leakward on PATH. */
const LOCAL_HOOKS = `repos:\n- repo: local\n  hooks:\n${TYPES.map(
  (hook) =>
    `  - {id: l-${hook}, name: l, entry: leakward guard ${hook}, language: system, pass_filenames: ${hook === 'commit-msg'}, always_run: true, stages: [${hook}]}\n`,
).join('')}`;

/** The framework and prek know no hook of `git am`: doctor names the gap, and how to close it in one clone. */
function closesGap(cwd: string, env: Record<string, string>): void {
  const before = leakward(cwd, ['doctor'], { env });
  const said = expect.stringMatching(
    /^warn +pre-applypatch: (?:pre-commit|prek) does not install this hook/m,
  );
  expect([before.code, before.out]).toEqual([0, said]);
  const hint = /in this clone: (printf .*)$/m.exec(before.out)?.[1] ?? 'false';
  expect(run(cwd, env, 'sh', '-c', hint)).toMatchObject({ ok: true });
  expect(leakward(cwd, ['doctor'], { env })).toMatchObject({
    code: 0,
    out: expect.stringContaining('pre-applypatch: guarded'),
  });
  const mail = directoryOf({ mail: mailOf('late', `key = '${nouvelKey(7)}';`) });
  expect(run(cwd, env, 'git', 'am', join(mail, 'mail')).text).toContain('patch blocked: mailed-late.txt');
  expect(run(cwd, env, 'git', 'am', '--abort')).toMatchObject({ ok: true });
}

/** What takes long and differs little from another test here: `npm run trial -- managers` runs it, too. */
const IS_TRIAL = process.env['LEAKWARD_TRIAL'] === 'managers';

describe('the pre-commit framework', () => {
  test.runIf(IS_TRIAL)(
    'with our repository as the source of the hooks',
    () => {
      const source = join(directoryOf(), 'leakward');
      git(ROOT, 'clone', '-q', ROOT, source);
      const rev = git(source, 'rev-parse', 'HEAD').trim();
      const ids = ['leakward', 'leakward-merge', 'leakward-message', 'leakward-push'];
      const hooks = ids.map((id) => `  - id: ${id}\n`).join('');
      const { cwd, env } = repository({
        '.pre-commit-config.yaml': `repos:\n- repo: ${source}\n  rev: ${rev}\n  hooks:\n${hooks}`,
      });
      expect(run(cwd, env, 'pre-commit', 'install', ...HOOK_TYPES)).toMatchObject({ ok: true });
      guards(cwd, env, { appliesPatches: false });
      closesGap(cwd, env);
    },
    4 * MINUTES,
  );

  test.runIf(IS_TRIAL)(
    'prek in its place',
    () => {
      const { cwd, env } = repository({ '.pre-commit-config.yaml': LOCAL_HOOKS });
      expect(run(cwd, env, 'prek', 'install')).toMatchObject({ ok: true });
      expect(leakward(cwd, ['init', '--dry-run'], { env }).out).toContain('would run prek install');
      expect(run(cwd, env, 'prek', 'install', ...HOOK_TYPES)).toMatchObject({ ok: true });
      guards(cwd, env, { appliesPatches: false });
      closesGap(cwd, env);
    },
    2 * MINUTES,
  );

  test('neither of them can install the hooks of git am', () => {
    const { cwd, env } = repository({ '.pre-commit-config.yaml': LOCAL_HOOKS });
    for (const program of ['pre-commit', 'prek'])
      for (const hook of HOOKS.filter((one) => !TYPES.includes(one)))
        expect(run(cwd, env, program, 'install', '--hook-type', hook)).toMatchObject({
          ok: false,
          text: expect.stringContaining('pre-applypatch'),
        });
  });

  test(
    'as leakward init writes it',
    () => {
      // Installed as any other clone of ours: the program that runs, at the commit that it is of.
      const source = join(directoryOf(), 'leakward');
      git(ROOT, 'clone', '-q', ROOT, source);
      const rev = git(source, 'rev-parse', 'HEAD').trim();
      git(source, 'remote', 'remove', 'origin');
      const before = 'repos:\n- repo: local\n  hooks: []\n';
      const { cwd, env } = repository({ '.pre-commit-config.yaml': before });
      const ran = leakward(cwd, ['init', '--install', '--from', source], { env });
      expect(ran).toMatchObject({ code: 0, out: expect.stringContaining('commit blocked') });
      const file = join(cwd, '.pre-commit-config.yaml');
      expect(readFileSync(file, 'utf8')).toContain(`- repo: ${source}\n  rev: ${rev}\n  hooks:\n`);
      git(cwd, 'add', '.');
      guards(cwd, env, { appliesPatches: false });
      expect(leakward(cwd, ['doctor'], { env }).code).toBe(0);
      expect(leakward(cwd, ['init', '--remove'], { env }).code).toBe(0);
      expect(readFileSync(file, 'utf8')).toBe(before);
    },
    4 * MINUTES,
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
    linkHusky(cwd);
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

    // A key in a file that git-lfs keeps is stopped as in any other, an old one is not.
    git(cwd, 'fetch', '-q', 'origin');
    const leak = `key = ${nouvelKey(1)}\n`;
    writeFileSync(join(cwd, 'leak.bin'), leak);
    expect(run(cwd, env, 'git', 'add', '.')).toMatchObject({ ok: true });
    expect(run(cwd, env, 'git', 'commit', '-m', 'x').text).toContain('commit blocked: leak.bin:1:');
    expect(run(cwd, env, 'git', 'commit', '-nm', 'x')).toMatchObject({ ok: true });
    expect(run(cwd, env, 'git', 'push', 'origin', 'HEAD:main').text).toContain('push blocked: leak.bin:1:');
    expect(run(cwd, env, 'git', 'push', '--no-verify', 'origin', 'HEAD:main')).toMatchObject({ ok: true });
    writeFileSync(join(cwd, 'leak.bin'), `changed\n${leak}`);
    expect(run(cwd, env, 'git', 'commit', '-am', 'x')).toMatchObject({ ok: true });
    expect(run(cwd, env, 'git', 'push', 'origin', 'HEAD:main')).toMatchObject({ ok: true });
  },
  2 * MINUTES,
);

/** A project whose pre-commit hook is lint-staged, with these settings of it. */
function withLintStaged(settings: string): ReturnType<typeof repository> {
  const made = repository({
    'package.json': '{"name":"x"}\n',
    'lint-staged.config.mjs': `export default ${settings};\n`,
    '.husky/pre-commit': 'lint-staged\n',
    '.husky/pre-merge-commit': 'leakward guard pre-merge-commit\n',
    '.husky/commit-msg': 'leakward guard commit-msg "$@"\n',
    '.husky/pre-applypatch': 'leakward guard pre-applypatch\n',
    '.husky/pre-push': 'leakward guard pre-push "$@"\n',
  });
  linkHusky(made.cwd);
  expect(run(made.cwd, made.env, 'node', 'node_modules/husky/bin.js')).toMatchObject({ ok: true });
  return made;
}

test(
  'lint-staged with the guard as an entry',
  () => {
    const { cwd, env } = withLintStaged("{ '*': () => 'leakward guard pre-commit' }");
    expect(leakward(cwd, ['doctor'], { env })).toMatchObject({ code: 0 });
    guards(cwd, env);
  },
  2 * MINUTES,
);

test(
  'lint-staged behind the guard, as leakward init writes it',
  () => {
    const { cwd, env } = withLintStaged("{ '*': () => 'true' }");
    expect(leakward(cwd, ['doctor'], { env })).toMatchObject({ code: 1 });
    expect(leakward(cwd, ['init', '--install'], { env })).toMatchObject({ code: 0 });
    expect(readFileSync(join(cwd, '.husky/pre-commit'), 'utf8')).toMatch(
      /^# >>> leakward[\s\S]*\nlint-staged\n$/,
    );
    guards(cwd, env);
  },
  2 * MINUTES,
);

/** The packages as they would come from a registry. */
function tarballs(): { leakward: string; husky: string } {
  const pack = (directory: string): string =>
    join(
      CACHE,
      execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', CACHE, directory], {
        encoding: 'utf8',
      }).trim(),
    );
  return { leakward: pack(ROOT), husky: pack(join(ROOT, 'node_modules/husky')) };
}

const YARN_1 = join(CACHE, 'node_modules/yarn/bin/yarn.js');
const YARN_4 = join(CACHE, 'node_modules/@yarnpkg/cli-dist/bin/yarn.js');
const QUIET = 'enableTelemetry: false\n';

/** Settings of each package manager, how it installs what package.json names, and which file is `yarn`. */
const PACKAGE_MANAGERS: Readonly<
  Record<
    string,
    readonly [files: Record<string, string>, install: readonly [string, ...string[]], yarn?: string]
  >
> = {
  npm: [{}, ['npm', 'install', '--no-audit', '--no-fund']],
  pnpm: [{}, ['pnpm', 'install', '--no-frozen-lockfile']],
  'yarn 1': [{ 'yarn.lock': '' }, ['yarn', 'install'], YARN_1],
  'yarn PnP': [{ 'yarn.lock': '', '.yarnrc.yml': QUIET }, ['yarn', 'install'], YARN_4],
  'yarn 4 with node_modules': [
    { 'yarn.lock': '', '.yarnrc.yml': `${QUIET}nodeLinker: node-modules\n` },
    ['yarn', 'install'],
    YARN_4,
  ],
  bun: [{}, ['bun', 'install']],
};

const IN_SUITE = ['npm'];
const tried = Object.entries(PACKAGE_MANAGERS).filter(([name]) => IS_TRIAL || IN_SUITE.includes(name));

test.each(tried)(
  'husky and leakward as %s installs them, leakward from a tarball',
  async (name, [files, [program, ...args], yarn = YARN_4]) => {
    const packed = tarballs();
    const devDependencies = { husky: `file:${packed.husky}` };
    const manifest = JSON.stringify({ name: 'x', private: true, devDependencies }, null, 2);
    const made = repository({ 'package.json': `${manifest}\n`, ...files });
    const { cwd } = made;
    writeFileSync(join(cwd, '.gitignore'), 'node_modules\n.env\n.yarn\n.pnp.*\n');
    // Only the leakward of the project is there, and of yarn the one that is meant.
    const bin = directoryOf();
    writeFileSync(join(bin, 'yarn'), `#!/bin/sh\nexec node "${yarn}" "$@"\n`, { mode: 0o755 });
    const env = {
      ...made.env,
      PATH: `${bin}:${NPM}:${process.env['PATH']}`,
      npm_config_store_dir: join(CACHE, 'pnpm-store'),
    };
    // As init adds it, which installs leakward only together with husky; husky comes from no registry here.
    const source = sourceOfSpec(packed.leakward, cwd);
    if (source.kind === 'unknown') throw new Error(source.why);
    const [add, ...words] = installCommand((await readProject(cwd)).packageManager, [specOf(source)]);
    for (const [one, ...rest] of [
      [program, ...args],
      [add, ...words],
    ] as const)
      expect(run(cwd, env, one, ...rest)).toMatchObject({ ok: true });
    expect(leakward(cwd, ['init', '--manager', 'husky', '--install'], { env })).toMatchObject({
      code: 0,
      out: expect.stringContaining('commit blocked'),
    });
    expect([name, existsSync(join(cwd, 'node_modules/.bin/leakward'))]).toEqual([name, name !== 'yarn PnP']);
    expect(fetchedByName(await readProject(cwd))).toEqual([]);
    // Some write the path relative to the project.
    expect(specIn(cwd)).toMatch(/^(?:file:|\.\.?\/|\/).*\.tgz/);
    expect(await sourceFor(cwd, { text: undefined, cwd })).toEqual(source);
    guards(cwd, env);
    expect(leakward(cwd, ['doctor'], { env })).toMatchObject({ code: 0 });
    // Whoever clones the project gets the hooks with the packages.
    const clone = directoryOf();
    git(cwd, 'clone', '-q', cwd, clone);
    expect(run(clone, env, program, ...args)).toMatchObject({ ok: true });
    expect(git(clone, 'config', 'core.hooksPath').trim()).toBe('.husky/_');
  },
  4 * MINUTES,
);
