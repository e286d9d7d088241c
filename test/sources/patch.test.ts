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

const scanned = (input: string) => leakward(directoryOf(), ['diff', '--patch', '-'], { input });
const HEAD = 'diff --git a/x b/x\n--- a/x\n+++ b/x\n';

test.each([
  ['cut off within a hunk', `${HEAD}@@ -1,2 +1,5 @@\n a\n+b\n`],
  ['of words, not lines', `${HEAD}@@ -1 +1 @@\nkey = {+b+}\n`],
  ['empty', ''],
  ['another kind of diff', '1a2\n> b\n'],
])('a patch that is %s is incomplete, never clean', (_, patch) => {
  expect(scanned(patch)).toMatchObject({ code: 3, out: expect.stringContaining('not read') });
});

test('added lines beyond what the header says are read', () => {
  const patch = `${HEAD}@@ -1 +1 @@\n-a\n+b\n+key = '${nouvelKey(1)}'\n`;
  expect(scanned(patch)).toMatchObject({ code: 1, out: expect.stringContaining('x:2:') });
});

test('an empty context line that lost its blank and ends with CRLF ends no hunk', () => {
  const patch = `+++ b/x\r\n@@ -1,2 +1,3 @@\r\n a\r\n\r\n+key = '${nouvelKey(1)}'\r\n`;
  expect(scanned(patch)).toMatchObject({ code: 1, out: expect.stringContaining('x:3:') });
});

test('a patch that only moves files or their modes is clean', () => {
  const moved = 'diff --git a/x b/y\nsimilarity index 100%\nrename from x\nrename to y\n';
  expect(scanned(moved)).toMatchObject({ code: 0 });
  expect(scanned('diff --git a/x b/x\nold mode 100644\nnew mode 100755\n')).toMatchObject({ code: 0 });
});

test('a file that is added or moved under the name of a key is a leak, one that had it is none', () => {
  const name = `${nouvelKey(1)}.txt`;
  const empty = `diff --git a/${name} b/${name}\nnew file mode 100644\nindex 0000000..e69de29\n`;
  const moved = (from: string, to: string): string =>
    `diff --git a/${from} b/${to}\nsimilarity index 100%\nrename from ${from}\nrename to ${to}\n`;
  expect([empty, moved('x', name), moved(name, `d/${name}`)].map((patch) => scanned(patch).code)).toEqual([
    1, 1, 0,
  ]);
  expect(scanned(`--- /dev/null\n+++ b/${name}\n@@ -0,0 +1 @@\n+x\n`).code).toBe(1);
  expect(scanned(`--- a/${name}\n+++ b/${name}\n@@ -1 +1 @@\n-y\n+x\n`).code).toBe(0);
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
