import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fetchedByName } from '../../src/hooks/by-name.ts';
import { installedFrom } from '../../src/hooks/installed.ts';
import { readProject } from '../../src/hooks/project.ts';
import { isByName, locationOf, sourceOfSpec } from '../../src/hooks/source.ts';
import { directoryOf, git } from '../support/run.ts';

const COMMIT = 'a1'.repeat(20);
const OTHER = 'b2'.repeat(20);
const URL = 'https://git.example.com/o/r.git';
const PACKAGE = '{"name":"leakward"}';

/** What one types or a manifest says, and what is written for it; undefined: it names no content that stays the same. */
const SPECS: readonly (readonly [spec: string, location: string | undefined])[] = [
  ['./x.tgz', 'file:/base/x.tgz'],
  ['file:x.tgz', 'file:/base/x.tgz'],
  ['leakward@file:x.tgz', 'file:/base/x.tgz'],
  ['https://example.com/x.tgz', 'https://example.com/x.tgz'],
  ['https://user:password@example.com/x.tgz', 'https://example.com/x.tgz'],
  ['link:clone', 'file:/base/clone'],
  ['portal:./clone', 'file:/base/clone'],
  ['.', 'file:/base'],
  [`git+${URL}#${COMMIT}`, `git+${URL}#${COMMIT}`],
  [`${URL}#commit=${COMMIT}`, `git+${URL}#${COMMIT}`],
  [`git+https://token@git.example.com/o/r.git#${COMMIT}`, `git+${URL}#${COMMIT}`],
  [`git@git.example.com:o/r.git#${COMMIT}`, `git+ssh://git@git.example.com/o/r.git#${COMMIT}`],
  [`github:o/r#${COMMIT}`, `git+https://github.com/o/r.git#${COMMIT}`],
  [`o/r#${COMMIT}`, `git+https://github.com/o/r.git#${COMMIT}`],
  [`gitlab:o/r#${COMMIT}`, `git+https://gitlab.com/o/r.git#${COMMIT}`],
  [URL, undefined],
  [`${URL}#main`, undefined],
  ['github:o/r#semver:^1', undefined],
  [`https://example.com/page#${COMMIT}`, undefined],
  ['missing.tgz', undefined],
  ['leakward', undefined],
  ['leakward@latest', undefined],
  ['^0.1.0', undefined],
  ['latest', undefined],
];

test('what a person types or a manifest says becomes one address with a fixed content, or none', () => {
  const base = directoryOf({ 'x.tgz': '', 'clone/package.json': PACKAGE });
  for (const [spec, location] of SPECS) {
    const source = sourceOfSpec(spec, base);
    const said = source.kind === 'unknown' ? undefined : locationOf(source).replace(base, '/base');
    expect([spec, said]).toEqual([spec, location]);
  }
});

test.each(['^0.1.0', '0.1.0', 'latest', '*', '>=0.1 <1', ''])('“%s” asks the registry for a name', (spec) => {
  expect(isByName(spec)).toBe(true);
});

test.each(SPECS.map(([spec]) => spec).filter((spec) => /[/:.]\w/.test(spec) && !/^[\^\d]/.test(spec)))(
  '“%s” does not',
  (spec) => {
    expect(isByName(spec.replace(/^leakward@/, ''))).toBe(false);
  },
);

describe('where a package was installed from', () => {
  const location = async (root: string): Promise<string> => {
    const source = await installedFrom(root);
    return source.kind === 'unknown' ? `unknown: ${source.why}` : locationOf(source);
  };
  const hidden = (entry: object): string =>
    JSON.stringify({ packages: { 'node_modules/leakward': { version: '0.1.0', ...entry } } });
  const manifest = (spec: string): string => JSON.stringify({ devDependencies: { leakward: spec } });
  const OWN = 'node_modules/leakward/package.json';

  /** Files around the package, its directory, and the address; `@` is the directory of the files. */
  const LAYOUTS: Readonly<
    Record<string, readonly [files: Record<string, string>, root: string, location: string]>
  > = {
    'npm, a tarball': [
      {
        [OWN]: PACKAGE,
        'x.tgz': '',
        'package.json': manifest('file:x.tgz'),
        'node_modules/.package-lock.json': hidden({ resolved: 'file:x.tgz' }),
      },
      'node_modules/leakward',
      'file:@/x.tgz',
    ],
    'npm, an address of a git host: its own, at the commit of the lock file': [
      {
        [OWN]: PACKAGE,
        'package.json': manifest('github:o/r'),
        'node_modules/.package-lock.json': hidden({ resolved: `git+ssh://git@github.com/o/r.git#${COMMIT}` }),
      },
      'node_modules/leakward',
      `git+https://github.com/o/r.git#${COMMIT}`,
    ],
    'npm, a registry: the address of its tarball, not the name': [
      {
        [OWN]: PACKAGE,
        'package.json': manifest('^0.1.0'),
        'node_modules/.package-lock.json': hidden({
          resolved: 'https://npm.corp/leakward/-/leakward-0.1.0.tgz',
        }),
      },
      'node_modules/leakward',
      'https://npm.corp/leakward/-/leakward-0.1.0.tgz',
    ],
    npx: [
      {
        [`_npx/1f/${OWN}`]: PACKAGE,
        'x.tgz': '',
        '_npx/1f/node_modules/.package-lock.json': hidden({ resolved: 'file:../../x.tgz' }),
      },
      '_npx/1f/node_modules/leakward',
      'file:@/x.tgz',
    ],
    pnpm: [
      {
        [`node_modules/.pnpm/leakward@file+x.tgz/${OWN}`]: PACKAGE,
        'x.tgz': '',
        'package.json': manifest('file:x.tgz'),
      },
      'node_modules/.pnpm/leakward@file+x.tgz/node_modules/leakward',
      'file:@/x.tgz',
    ],
    'Yarn and Bun': [
      { [OWN]: PACKAGE, 'package.json': manifest(`${URL}#${COMMIT}`) },
      'node_modules/leakward',
      `git+${URL}#${COMMIT}`,
    ],
    'a range, and no lock file that says more': [
      { [OWN]: PACKAGE, 'package.json': manifest('^0.1.0') },
      'node_modules/leakward',
      'unknown: it is taken by name from a registry',
    ],
    'npm install --global': [
      { [`lib/${OWN}`]: PACKAGE },
      'lib/node_modules/leakward',
      'unknown: its package manager wrote down no source: a global npm install does not',
    ],
    'files that are not JSON': [
      { [OWN]: PACKAGE, 'package.json': '{', 'node_modules/.package-lock.json': 'null' },
      'node_modules/leakward',
      'unknown: its package manager wrote down no source: a global npm install does not',
    ],
    'unpacked somewhere': [{ 'opt/leakward/package.json': PACKAGE }, 'opt/leakward', 'file:@/opt/leakward'],
  };

  test.each(Object.entries(LAYOUTS))('%s', async (_, [files, root, expected]) => {
    const at = directoryOf(files);
    expect((await location(join(at, root))).replace(at, '@')).toBe(expected);
  });

  test('a clone: its remote at its commit if the commit is there and the files are its own, otherwise its directory', async () => {
    const remote = join(directoryOf(), 'r.git');
    git(directoryOf(), 'init', '-q', '--bare', remote);
    const clone = directoryOf({ 'package.json': PACKAGE, 'bin/x.js': '1\n' });
    git(clone, 'init', '-q');
    git(clone, 'add', '.');
    git(clone, 'commit', '-qm', 'one');
    const commit = git(clone, 'rev-parse', 'HEAD').trim();
    expect(await installedFrom(clone)).toEqual({ kind: 'directory', path: clone, commit });
    git(clone, 'remote', 'add', 'origin', `file://${remote}`);
    expect(await installedFrom(clone)).toEqual({ kind: 'directory', path: clone, commit });
    git(clone, 'push', '-q', 'origin', 'main');
    git(clone, 'fetch', '-q', 'origin');
    expect(await installedFrom(clone)).toEqual({ kind: 'git', url: `file://${remote}`, commit });
    git(clone, 'remote', 'set-url', 'origin', 'git@git.example.com:o/r.git');
    expect(await installedFrom(clone)).toEqual({
      kind: 'git',
      url: 'ssh://git@git.example.com/o/r.git',
      commit,
    });
    writeFileSync(join(clone, 'bin/x.js'), '2\n');
    expect(await installedFrom(clone)).toEqual({ kind: 'directory', path: clone, commit: undefined });
  });

  test('a link into a clone, as npm install of a directory makes it', async () => {
    const clone = directoryOf({ 'package.json': PACKAGE });
    git(clone, 'init', '-q');
    const project = directoryOf({
      'package.json': manifest('file:../clone'),
      'node_modules/.package-lock.json': hidden({ resolved: clone, link: true }),
    });
    symlinkSync(clone, join(project, 'node_modules/leakward'));
    expect(await location(join(project, 'node_modules/leakward'))).toBe(`file:${clone}`);
    cpSync(join(clone, 'package.json'), join(project, 'copy/package.json'));
    expect(await location(join(project, 'copy'))).toBe(`file:${join(project, 'copy')}`);
  });
});

describe('what fetches leakward by its bare name is found', () => {
  const config = (dependency: string): Record<string, string> => ({
    '.pre-commit-config.yaml': `repos:\n- repo: local\n  hooks:\n  - id: x\n    additional_dependencies: ${dependency}\n`,
  });
  const CASES: readonly (readonly [files: Record<string, string>, what: RegExp | undefined])[] = [
    [{ 'package.json': manifestOf('^0.1.0') }, /registry says/],
    [{ 'package.json': manifestOf('file:x.tgz') }, undefined],
    [{ 'package.json': '{"scripts":{"scan":"npx leakward scan ."}}' }, /^npx/],
    [{ 'package.json': '{"scripts":{"scan":"npx --no-install leakward scan ."}}' }, undefined],
    [{ '.husky/pre-commit': 'npx lint-staged\nnpx -y leakward guard pre-commit\n' }, /^npx/],
    [{ '.husky/pre-commit': 'npx lint-staged\nleakward guard pre-commit\n' }, undefined],
    [{ '.husky/pre-commit': '# npx leakward\npnpm dlx leakward@latest guard pre-commit\n' }, /^pnpm/],
    [
      { 'lefthook.yml': 'pre-commit:\n  commands:\n    x:\n      run: bunx leakward guard pre-commit\n' },
      /^bunx/,
    ],
    [config('[leakward]'), /additional_dependencies/],
    [config('["other@1", "leakward@^0.1.0"]'), /additional_dependencies/],
    [config('\n    - other\n    - leakward'), /additional_dependencies/],
    [config(`["leakward@git+${URL}#${OTHER}"]`), undefined],
    [config('[leakward-rules]'), undefined],
  ];

  test.each(CASES)('%j', async (files, what) => {
    const cwd = directoryOf(files);
    git(cwd, 'init', '-q');
    mkdirSync(join(cwd, '.git/hooks'), { recursive: true });
    const found = fetchedByName(await readProject(cwd)).map((one) => one.what);
    expect(found).toEqual(what === undefined ? [] : [expect.stringMatching(what)]);
  });
});

function manifestOf(spec: string): string {
  return JSON.stringify({ devDependencies: { leakward: spec } });
}
