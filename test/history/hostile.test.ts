/** A scanned repository may neither start anything nor hide anything. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nouvelKey } from '../support/keys.ts';
import { leakward } from '../support/resident.ts';
import { directoryOf, git } from '../support/run.ts';

const LEAK = `const key = '${nouvelKey(1)}';\n`;

interface Planted {
  readonly cwd: string;
  /** Names of what has run. */
  readonly ran: () => string[];
}

/** A repository whose every setting that names a program names one that leaves a mark. */
function planted(): Planted {
  const marks = directoryOf();
  const cwd = directoryOf({
    'a.js': LEAK,
    'b.txt': 'text\n',
    '.gitattributes': '* diff=evil filter=evil merge=evil\n*.js -diff -text export-ignore\n',
  });
  git(cwd, 'init', '-q');
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-qm', 'one');
  const other = directoryOf();
  git(other, 'init', '-q', '--bare');
  writeFileSync(join(cwd, '.git/objects/info/alternates'), `${join(other, 'objects')}\n`);
  const program = (name: string): string => {
    const file = join(marks, `run-${name.replace(/\W/g, '-')}`);
    writeFileSync(file, `#!/bin/sh\ntouch '${join(marks, `ran-${name}`)}'\nexit 1\n`);
    chmodSync(file, 0o755);
    return file;
  };
  const settings = [
    'core.fsmonitor',
    'core.pager',
    'core.editor',
    'core.sshCommand',
    'core.gitProxy',
    'core.askPass',
    'core.alternateRefsCommand',
    'diff.external',
    'diff.evil.textconv',
    'diff.evil.command',
    'filter.evil.clean',
    'filter.evil.smudge',
    'filter.evil.process',
    'merge.evil.driver',
    'credential.helper',
    'gpg.program',
    'interactive.diffFilter',
    'sequence.editor',
    'uploadpack.packObjectsHook',
    'remote.evil.uploadpack',
  ];
  for (const name of settings) git(cwd, 'config', name, program(name));
  const more = {
    'filter.evil.required': 'true',
    'log.showSignature': 'true',
    'log.diffMerges': 'off',
    'log.showRoot': 'false',
    'alias.log': `!${program('alias.log')}`,
    'alias.ls-files': `!${program('alias.ls-files')}`,
    'alias.cat-file': `!${program('alias.cat-file')}`,
    'pager.log': program('pager.log'),
    'protocol.ext.allow': 'always',
    'protocol.allow': 'always',
    'remote.evil.url': `ext::${program('ext')}`,
    'remote.evil.promisor': 'true',
    'extensions.partialClone': 'evil',
    'core.repositoryFormatVersion': '1',
    'core.attributesFile': join(cwd, '.gitattributes'),
    'core.excludesFile': join(cwd, 'b.txt'),
    'core.quotePath': 'false',
    'include.path': '../.gitattributes-not-there',
  };
  for (const [name, value] of Object.entries(more)) git(cwd, 'config', name, value);
  const hooks = join(cwd, 'hooks');
  mkdirSync(hooks);
  for (const hook of [
    'pre-commit',
    'post-checkout',
    'post-index-change',
    'reference-transaction',
    'fsmonitor-watchman',
    'pre-auto-gc',
  ]) {
    writeFileSync(join(hooks, hook), `#!/bin/sh\ntouch '${join(marks, `ran-hook-${hook}`)}'\n`);
    chmodSync(join(hooks, hook), 0o755);
  }
  git(cwd, 'config', 'core.hooksPath', hooks);
  return { cwd, ran: () => readdirSync(marks).filter((name) => name.startsWith('ran-')) };
}

/** Runs git as a scanner would that trusts the repository; whether git likes the result does not matter. */
function careless(cwd: string, ...args: string[]): void {
  const { PATH = '', HOME = '' } = process.env;
  const env = { PATH, HOME, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  spawnSync('git', args, { cwd, env, input: 'protocol=https\nhost=host.invalid\n\n' });
}

test('what is planted does run where nothing is done against it', () => {
  const { cwd, ran } = planted();
  writeFileSync(join(cwd, 'b.txt'), 'changed\n');
  const unfiltered = [
    '-c',
    'filter.evil.required=false',
    '-c',
    'filter.evil.process=',
    '-c',
    'filter.evil.clean=',
  ];
  careless(cwd, 'status');
  careless(cwd, 'add', '.');
  writeFileSync(join(cwd, 'a.js'), 'changed\n');
  careless(cwd, ...unfiltered, 'diff', '--', 'a.js');
  careless(cwd, ...unfiltered, 'diff', '--', 'b.txt');
  careless(cwd, ...unfiltered, 'diff', '--no-ext-diff');
  careless(cwd, ...unfiltered, '-c', 'diff.evil.command=', 'diff');
  careless(
    cwd,
    ...unfiltered,
    '-c',
    'user.name=x',
    '-c',
    'user.email=x@example.invalid',
    'commit',
    '-am',
    'x',
  );
  careless(cwd, 'fetch', 'ssh://user@host.invalid/x');
  careless(cwd, 'credential', 'fill');
  careless(cwd, 'cat-file', 'blob', lose(cwd, 'a.js'));
  git(cwd, 'config', '--unset', 'filter.evil.process');
  careless(cwd, 'hash-object', '--path=b.txt', 'b.txt');
  const names = ran().map((name) => name.replace('ran-', ''));
  expect(names).toEqual(
    expect.arrayContaining([
      'core.fsmonitor',
      'core.sshCommand',
      'credential.helper',
      'diff.evil.command',
      'diff.evil.textconv',
      'diff.external',
      'ext',
      'filter.evil.clean',
      'filter.evil.process',
      'hook-post-index-change',
      'hook-pre-commit',
    ]),
  );
});

/** Takes away a blob that HEAD needs: git would have it fetched from the repository's promisor. Its id. */
function lose(cwd: string, file: string): string {
  const oid = git(cwd, 'rev-parse', `HEAD:${file}`).trim();
  rmSync(join(cwd, '.git/objects', oid.slice(0, 2), oid.slice(2)), { force: true });
  return oid;
}

const ZERO = '0'.repeat(40);

test.each([
  [['scan']],
  [['history']],
  [['history', '--recurse-submodules']],
  [['history', '--range', 'HEAD~0']],
  [['history', '--since', '2000-01-01']],
  [['history', '.git']],
  [['diff', '--staged']],
  [['diff', 'HEAD..HEAD']],
  [['guard', 'pre-commit']],
  [['guard', 'pre-merge-commit']],
  [['guard', 'pre-push', 'evil', 'ext::sh']],
  [['guard', 'pre-receive']],
  [['doctor']],
  [['init', '--dry-run']],
] as const)('%j starts nothing that the repository names, and fetches nothing', (args) => {
  const { cwd, ran } = planted();
  const head = git(cwd, 'rev-parse', 'HEAD').trim();
  writeFileSync(join(cwd, 'b.txt'), 'changed\n');
  const pushed =
    args[1] === 'pre-receive'
      ? `${ZERO} ${head} refs/heads/x\n`
      : `refs/heads/x ${head} refs/heads/x ${ZERO}\n`;
  for (const isLost of [false, true]) {
    if (isLost) lose(cwd, 'b.txt');
    const before = ran();
    const { code } = leakward(cwd, args, { input: pushed });
    expect(ran()).toEqual(before);
    expect(code).toBeLessThanOrEqual(3);
  }
});

test('attributes, replace refs, grafts and a false signature of a tree hide nothing; an alternate is told', () => {
  const { cwd, ran } = planted();
  const idOf = (name: string): string => git(cwd, 'rev-parse', name).trim();
  const [head, leaking, clean] = [idOf('HEAD'), idOf('HEAD:a.js'), idOf('HEAD:b.txt')];
  const tree = git(cwd, 'hash-object', '-t', 'tree', '-w', '/dev/null').trim();
  const empty = git(cwd, 'commit-tree', '-m', 'clean', tree).trim();
  git(cwd, 'update-ref', `refs/replace/${head}`, empty);
  git(cwd, 'update-ref', `refs/replace/${leaking}`, clean);
  mkdirSync(join(cwd, '.git/info'), { recursive: true });
  writeFileSync(join(cwd, '.git/info/grafts'), `${empty}\n`);
  writeFileSync(join(cwd, '.git/info/attributes'), '* -diff binary\n');
  writeFileSync(join(cwd, '.git/info/exclude'), '*\n');
  // The test's own git has run hooks.
  const before = ran();
  const { code, out } = leakward(cwd, ['history', '--format', 'json']);
  const { findings, coverage } = JSON.parse(out) as {
    findings: { location: { path: string }; commit?: { summary: string } }[];
    coverage: { notes: string[] };
  };
  expect([code, findings.map(({ location, commit }) => [location.path, commit?.summary])]).toEqual([
    1,
    [['a.js', 'one']],
  ]);
  expect(coverage.notes.join()).toContain('objects also come from');
  expect(ran()).toEqual(before);
});

test.each(['/nonexistent', '/dev/zero'])(
  'diff.orderFile=%s neither ends nor holds up the walk through commits',
  (file) => {
    const { cwd } = planted();
    git(cwd, 'config', 'diff.orderFile', file);
    for (const args of [['history'], ['history', '--range', 'HEAD'], ['diff', '..HEAD']])
      expect(leakward(cwd, args).code).toBe(args[0] === 'diff' ? 0 : 1);
    expect(leakward(cwd, ['history']).out).toContain('a.js:1');
  },
);

test('a submodule whose path is a link is followed neither out of the repository nor back into it', () => {
  const room = directoryOf({ 'elsewhere/a.js': LEAK, 'cwd/b.txt': 'text\n' });
  const [elsewhere, cwd] = [join(room, 'elsewhere'), join(room, 'cwd')];
  for (const one of [elsewhere, cwd]) {
    git(one, 'init', '-q');
    git(one, 'add', '.');
    git(one, 'commit', '-qm', 'one');
  }
  const oid = git(elsewhere, 'rev-parse', 'HEAD').trim();
  const links = { out: '../elsewhere', self: '.', 'loop-a': 'loop-b', 'loop-b': 'loop-a' };
  for (const [path, to] of Object.entries(links)) {
    git(cwd, 'update-index', '--add', '--cacheinfo', `160000,${oid},${path}`);
    symlinkSync(to, join(cwd, path));
  }
  git(cwd, 'commit', '-qm', 'two');
  const { code, out } = leakward(cwd, ['history', '--recurse-submodules', '--format', 'json']);
  const { findings, coverage } = JSON.parse(out) as {
    findings: unknown[];
    coverage: { skipped: { path: string; reason: string }[] };
  };
  const reasons = new Map(coverage.skipped.map(({ path, reason }) => [path, reason]));
  expect([code, findings]).toEqual([3, []]);
  for (const path of ['out', 'self'])
    expect(reasons.get(path)).toBe('submodule not scanned: its path leads out of the repository');
  for (const path of ['loop-a', 'loop-b']) expect(reasons.get(path)).toMatch(/it is not checked out/);
});
