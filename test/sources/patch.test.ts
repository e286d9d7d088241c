import { expect, test } from 'vitest';
import { parsePatch } from '../../src/sources/patch.ts';
import { nouvelKey } from '../support/keys.ts';
import { directoryOf, git, leakward } from '../support/run.ts';

/** Added lines as `path:line:text`. */
function added(patch: string): string[] {
  return parsePatch(patch).hunks.flatMap(({ path, start, lines, isAdded }) =>
    lines.flatMap((text, i) => (isAdded[i] === true ? [`${path}:${start + i}:${text}`] : [])),
  );
}

const CASES: Readonly<Record<string, readonly [patch: string, lines: readonly string[]]>> = {
  'a git diff': [
    'diff --git a/x.js b/x.js\nindex 1..2 100644\n--- a/x.js\n+++ b/x.js\n@@ -1,2 +1,3 @@ f()\n one\n+two\n three\n',
    ['x.js:2:two'],
  ],
  'a plain diff with times': [
    '--- x.txt\t2026-01-01 00:00:00\n+++ y z.txt\t2026-01-01 00:00:00\n@@ -1 +1 @@\n-a\n+b\n',
    ['y z.txt:1:b'],
  ],
  'a new file and a deleted one': [
    'diff --git a/n b/n\nnew file mode 100644\n--- /dev/null\n+++ b/n\n@@ -0,0 +1,2 @@\n+1\n+2\ndiff --git a/d b/d\n--- a/d\n+++ /dev/null\n@@ -1 +0,0 @@\n-gone\n',
    ['n:1:1', 'n:2:2'],
  ],
  'a quoted name': [
    'diff --git "a/na\\303\\257\\n.js" "b/na\\303\\257\\n.js"\n--- "a/na\\303\\257\\n.js"\n+++ "b/na\\303\\257\\n.js"\n@@ -0,0 +1 @@\n+x\n',
    ['na\xc3\xaf\n.js:1:x'],
  ],
  'no newline at the end': [
    '+++ b/x\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n',
    ['x:1:b'],
  ],
  CRLF: ['+++ b/x\r\n@@ -1 +1,2 @@\r\n a\r\n+b\r\n', ['x:2:b\r']],
  'a combined diff': [
    'diff --cc x\nindex 1,2..3\n--- a/x\n+++ b/x\n@@@ -1,1 -1,1 +1,3 @@@\n- a\n -b\n++both\n +one\n  kept\n',
    ['x:1:both', 'x:2:one'],
  ],
  'text that looks like a header': [
    '+++ b/x\n@@ -1,2 +1,3 @@\n --- a/y\n+++ b/y\n+@@ -1 +1 @@\n',
    ['x:2:++ b/y', 'x:3:@@ -1 +1 @@'],
  ],
  'several hunks': ['+++ b/x\n@@ -1,0 +1 @@\n+a\n@@ -10,2 +11,3 @@\n k\n+b\n l\n', ['x:1:a', 'x:12:b']],
};

test.each(Object.entries(CASES))('%s', (_, [patch, lines]) => {
  expect(added(patch)).toEqual(lines);
});

test('binary files are named', () => {
  const patch =
    'Binary files a/x.png and b/x.png differ\ndiff --git a/y b/y\nindex 1..2\nGIT binary patch\nliteral 0\n';
  expect(parsePatch(patch).binary).toEqual(['x.png', 'y']);
});

test('diff --patch tells file and line of an added key, not of one that only stands near by', () => {
  const cwd = directoryOf({ 'a.js': `one\nconst old = '${nouvelKey(1)}';\n` });
  git(cwd, 'init', '-q');
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-qm', 'one');
  const { writeFileSync } = process.getBuiltinModule('node:fs');
  writeFileSync(
    `${cwd}/a.js`,
    `zero\none\nconst old = '${nouvelKey(1)}';\nconst fresh = '${nouvelKey(2)}';\n`,
  );
  const { code, out } = leakward(cwd, ['diff', '--patch', '-', '--format', 'json'], {
    input: git(cwd, 'diff'),
  });
  const { findings } = JSON.parse(out) as { findings: { location: { path: string; startLine: number } }[] };
  expect([code, findings.map(({ location }) => [location.path, location.startLine])]).toEqual([
    1,
    [['a.js', 4]],
  ]);
});

test('a range tells what it introduces: also what it removed again, and what only a merge has', () => {
  const cwd = directoryOf({ 'a.txt': `const old = '${nouvelKey(9)}';\n` });
  const { rmSync, writeFileSync } = process.getBuiltinModule('node:fs');
  const commit = (message: string): void => {
    git(cwd, 'add', '.');
    git(cwd, 'commit', '-qm', message);
  };
  git(cwd, 'init', '-q');
  commit('start');
  git(cwd, 'tag', 'base');
  writeFileSync(`${cwd}/gone.js`, `const key = '${nouvelKey(1)}';\n`);
  writeFileSync(`${cwd}/a.txt`, `edited\nconst old = '${nouvelKey(9)}';\n`);
  commit('add');
  rmSync(`${cwd}/gone.js`);
  commit('remove');
  git(cwd, 'checkout', '-qb', 'side', 'base');
  writeFileSync(`${cwd}/side.js`, `const key = '${nouvelKey(2)}';\n`);
  commit('side');
  git(cwd, 'checkout', '-q', 'main');
  git(cwd, 'merge', '-q', '--no-commit', 'side');
  writeFileSync(`${cwd}/evil.js`, `const key = '${nouvelKey(3)}';\n`);
  commit('merge');
  for (const range of ['base..main', 'base...main', 'base..']) {
    const { code, out } = leakward(cwd, ['diff', range, '--format', 'json']);
    const { findings } = JSON.parse(out) as {
      findings: { location: { path: string }; commit: { summary: string } }[];
    };
    const told = findings.map(({ location, commit: { summary } }) => [location.path, summary]);
    expect([code, told.sort()]).toEqual([
      1,
      [
        ['evil.js', 'merge'],
        ['gone.js', 'add'],
        ['side.js', 'side'],
      ],
    ]);
  }
  expect(leakward(cwd, ['diff', '--upload-pack=x..y']).code).toBe(2);
  expect(leakward(cwd, ['diff', 'nothere..main'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('nothere'),
  });
});
