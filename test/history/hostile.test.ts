/** A scanned repository may neither start anything nor hide anything. */
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nouvelKey } from '../support/keys.ts';
import { directoryOf, git, leakward } from '../support/run.ts';

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

test.each([
  [['scan']],
  [['history']],
  [['history', '--range', 'HEAD~0']],
  [['diff', '--staged']],
  [['guard', 'pre-commit']],
  [['doctor']],
  [['init', '--dry-run']],
] as const)('%j starts nothing that the repository names', (args) => {
  const { cwd, ran } = planted();
  writeFileSync(join(cwd, 'b.txt'), 'changed\n');
  const { code } = leakward(cwd, args);
  expect(ran()).toEqual([]);
  expect(code).toBeLessThanOrEqual(3);
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
