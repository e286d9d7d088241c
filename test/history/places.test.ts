import { spawnSync } from 'node:child_process';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nouvelKey } from '../support/keys.ts';
import { leakward } from '../support/resident.ts';
import { directoryOf, git } from '../support/run.ts';

interface Told {
  readonly location: { readonly path: string };
  readonly reachable: boolean;
  readonly inHead: boolean;
  readonly occurrences: readonly unknown[];
}

function history(cwd: string, ...args: string[]) {
  const ran = leakward(cwd, ['history', '--format', 'json', ...args]);
  const { findings, coverage } = JSON.parse(ran.out) as {
    findings: Told[];
    coverage: { blobs: number; commits: number; skipped: { path: string; reason: string }[] };
  };
  return { ...ran, findings, coverage, paths: findings.map(({ location }) => location.path).sort() };
}

function repository(files: Readonly<Record<string, string>>): string {
  const cwd = directoryOf(files);
  git(cwd, 'init', '-q');
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-qm', 'one');
  return cwd;
}

test('--reachable-only keeps what refs lead to past all commits: a tag of a tag, a blob, a tree', () => {
  const cwd = repository({ 'a.txt': 'one\n' });
  git(cwd, 'tag', '-a', 'inner', '-m', `key = ${nouvelKey(1)}`);
  git(cwd, 'tag', '-a', 'outer', '-m', 'x', 'inner');
  git(cwd, 'tag', '-d', 'inner');
  writeFileSync(join(cwd, 'blob.js'), `key = '${nouvelKey(2)}';\n`);
  git(cwd, 'tag', 'blob', git(cwd, 'hash-object', '-w', 'blob.js').trim());
  renameSync(join(cwd, 'blob.js'), join(cwd, 'tree.js'));
  writeFileSync(join(cwd, 'tree.js'), `key = '${nouvelKey(3)}';\n`);
  git(cwd, 'add', 'tree.js');
  git(cwd, 'tag', 'tree', git(cwd, 'write-tree').trim());
  const { findings } = history(cwd, '--reachable-only');
  expect([findings.length, findings.every(({ reachable }) => reachable)]).toEqual([3, true]);
});

test('a file named after a key still stands in HEAD', () => {
  const cwd = repository({ [`${nouvelKey(1)}.txt`]: 'one\n' });
  expect(history(cwd).findings).toMatchObject([{ inHead: true, reachable: true }]);
});

test('a broken ref ends the walk through commits: HEAD still tells the path', () => {
  const cwd = repository({ 'a.js': `key = '${nouvelKey(1)}';\n` });
  writeFileSync(join(cwd, '.git/refs/heads/broken'), `${'1'.repeat(40)}\n`);
  const { code, paths, coverage } = history(cwd);
  expect([code, paths]).toEqual([1, ['a.js']]);
  // git's own words, and not its advice on graft files before them.
  expect(coverage.skipped[0]?.reason).toMatch(/fatal: bad object refs\/heads\/broken$/);
  expect(coverage.skipped.map(({ reason }) => reason).join()).not.toContain('graft');
});

test('one content at very many paths is placed in time that grows with their number', () => {
  const cwd = directoryOf();
  git(cwd, 'init', '-q');
  const files = Array.from({ length: 60_000 }, (_, i) => `M 644 :1 d${i % 100}/f${i}`).join('\n');
  const key = `M 644 inline key.js\ndata <<E\nkey = '${nouvelKey(1)}'\nE\n`;
  const input = `blob\nmark :1\ndata 1\nx\ncommit refs/heads/main\ncommitter T <t@e> 1 +0000\ndata 1\nx\n${files}\n${key}`;
  spawnSync('git', ['fast-import', '--quiet'], { cwd, input });
  expect(history(cwd).paths).toEqual(['key.js']);
}, 20_000);

test('objects that a gc packs are counted once', () => {
  const cwd = repository({ 'a.txt': 'one\n' });
  const counts = (): number[] => {
    const { coverage } = history(cwd);
    return [coverage.blobs, coverage.commits];
  };
  expect(counts()).toEqual([1, 1]);
  git(cwd, 'gc', '-q');
  expect([counts(), counts()]).toEqual([
    [1, 1],
    [1, 1],
  ]);
});

test('every path of a key is told, the first beside the commit that brought it in', () => {
  const cwd = directoryOf({ 'a/first.js': `k = '${nouvelKey(31)}'\n` });
  git(cwd, 'init', '-q');
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-qm', 'in');
  const sha = git(cwd, 'rev-parse', 'HEAD').trim();
  // The same content, other content, and a name that sorts before the first.
  writeFileSync(join(cwd, 'copy.js'), `k = '${nouvelKey(31)}'\n`);
  writeFileSync(join(cwd, 'a/another.js'), `// second\nk = '${nouvelKey(31)}'\n`);
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-qm', 'again');
  const { findings } = JSON.parse(leakward(cwd, ['history', '-f', 'json']).out) as {
    findings: {
      commit: { sha: string };
      location: { path: string };
      inHead: boolean;
      occurrences: { location: { path: string } }[];
    }[];
  };
  expect(findings.map(({ commit, location, inHead }) => [commit.sha, location.path, inHead])).toEqual([
    [sha, 'a/first.js', true],
  ]);
  const others = findings.flatMap(({ occurrences }) => occurrences.map(({ location }) => location.path));
  expect(others.toSorted()).toEqual(['a/another.js', 'copy.js']);
  const { out } = leakward(cwd, ['history']);
  for (const path of ['a/another.js', 'copy.js']) expect(out).toContain(path);
});

test('as many places are counted as are listed: of other paths, and of other commits', () => {
  const cwd = repository({ 'a.js': `k = '${nouvelKey(31)}'\n`, 'b.js': `k = '${nouvelKey(32)}'\n` });
  for (const i of [1, 2, 3]) {
    writeFileSync(join(cwd, 'a.js'), `// ${i}\nk = '${nouvelKey(31)}'\n`);
    writeFileSync(join(cwd, `c${i}.js`), `k = '${nouvelKey(31)}'\n`);
    git(cwd, 'add', '.');
    git(cwd, 'commit', '-qm', `${i}`);
  }
  const { out } = leakward(cwd, ['history']);
  const listed = out.match(/(?:a|b|c\d)\.js:\d+:\d+/g) ?? [];
  const [, more = '0'] = /and (\d+) more\n/.exec(out) ?? [];
  const counted = listed.length + Number(more);
  expect(counted).toBeGreaterThan(4);
  expect(out).toContain(`\n2 leaked keys in ${counted} places (`);
  const { findings } = history(cwd);
  expect(findings.flatMap(({ occurrences }) => occurrences)).toHaveLength(counted - findings.length);
});
