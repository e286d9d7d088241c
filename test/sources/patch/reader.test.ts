import { expect, test } from 'vitest';
import { createPatchReader, type ReadPatch } from '../../../src/sources/patch/reader.ts';
import { nouvelKey } from '../../support/keys.ts';
import { leakward } from '../../support/resident.ts';
import { directoryOf, git } from '../../support/run.ts';

const scanned = (input: string) => leakward(directoryOf(), ['diff', '--patch', '-'], { input });
const HEAD = 'diff --git a/x b/x\n--- a/x\n+++ b/x\n';

interface Seen {
  /** Added lines as `path:line:text`. */
  readonly added: string[];
  /** Lines of text as `line:text`. */
  readonly text: string[];
  readonly patch: ReadPatch;
}

/** @param size bytes of a chunk */
function read(patch: string, size = patch.length): Seen {
  const added: string[] = [];
  const text: string[] = [];
  let held = '';
  const reader = createPatchReader((section, { bytes, isLast }) => {
    held += bytes.toString('latin1');
    if (!isLast) return;
    for (const [i, line] of held.replace(/\n$/, '').split('\n').entries()) {
      if (section.kind === 'text') text.push(...(line === '' ? [] : [`${section.start + i}:${line}`]));
      else if (section.added.meets(i + 1, i + 1)) added.push(`${section.path}:${section.start + i}:${line}`);
    }
    held = '';
  });
  const bytes = Buffer.from(patch, 'latin1');
  for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size));
  return { added, text, patch: reader.end() };
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
  const { added, text, patch: found } = read(patch);
  expect([added, text, found.torn]).toEqual([lines, [], []]);
});

test.each(Object.entries(CASES))('%s, in chunks of any size', (_, [patch]) => {
  const whole = read(patch);
  for (const size of [1, 2, 3, 7, 16]) expect(read(patch, size)).toEqual(whole);
});

const BINARY: Readonly<Record<string, readonly [patch: string, binary: readonly string[]]>> = {
  'as git and diff name it': ['Binary files a/x.png and b/x.png differ\n', ['x.png']],
  'of which diff compares no lines': ['Files a/x and b/x differ\n', ['x']],
  'as a binary patch': ['diff --git a/y b/y\nindex 1111..2222\nGIT binary patch\nliteral 4\n', ['y']],
  'of a merge': ['diff --cc z\nindex 1,2..3\nBinary files differ\n', ['z']],
  'that is new': ['diff --git a/n b/n\nnew file mode 100644\nBinary files /dev/null and b/n differ\n', ['n']],
  'that is deleted': [
    'diff --git a/d b/d\ndeleted file mode 100644\nBinary files a/d and /dev/null differ\n',
    [],
  ],
  'that is deleted by a binary patch': [
    'diff --git a/d b/d\ndeleted file mode 100644\nindex 1111..0000\nGIT binary patch\nliteral 0\n',
    [],
  ],
};

test.each(Object.entries(BINARY))(
  'a binary file %s is unread if it has a new content',
  (_, [patch, binary]) => {
    expect(read(patch).patch.binary).toEqual(binary);
    expect(scanned(patch).code).toBe(binary.length === 0 ? 0 : 3);
  },
);

test('a patch with a file that git takes for binary, such as UTF-16, is unread, not clean', () => {
  const cwd = directoryOf({ 'a.txt': Buffer.from('text\n', 'utf16le') });
  git(cwd, 'init', '-q');
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-qm', 'one');
  process
    .getBuiltinModule('node:fs')
    .writeFileSync(`${cwd}/a.txt`, Buffer.from(`key = "${nouvelKey(1)}"\n`, 'utf16le'));
  for (const args of [['diff'], ['diff', '--binary']]) {
    const ran = scanned(git(cwd, ...args));
    expect([ran.code, ran.out]).toEqual([
      3,
      expect.stringContaining('a.txt: binary: the patch does not hold'),
    ]);
  }
  expect(scanned(git(cwd, 'diff', '--text')).code).toBe(1);
});

const MAIL = (body: string): string =>
  `From 1234567 Mon Sep 17 00:00:00 2001\nFrom: A <a@example.invalid>\nSubject: [PATCH] one\n\n${body}\n---\n x | 1 +\n 1 file changed\n\ndiff --git a/x b/x\nindex 1111..2222 100644\n--- a/x\n+++ b/x\n@@ -1 +1,2 @@ f()\n a\n+b\n-- \n2.43.0\n\n`;

test('the mail text above a patch is read, also of several mails, and not what names files', () => {
  const { added, text, patch } = read(MAIL('first') + MAIL('second'));
  expect(added).toEqual(['x:2:b', 'x:2:b']);
  expect(patch).toMatchObject({ torn: [], files: ['x'], before: ['x'] });
  expect(text).toContain('5:first');
  expect(text).toContain('24:second');
  expect(text).toContain('18:2.43.0');
  expect(text.filter((line) => /index|diff --git|---|\+\+\+/.test(line))).toEqual(['6:---', '25:---']);
});

test('a key in a mail, a commit message or a line that only looks like a header is found where it is', () => {
  const key = nouvelKey(1);
  const lines = { [`key = "${key}"`]: 5, [`--- ${key}`]: 5, [`+++ ${key}`]: 5, [`Index: ${key}`]: 5 };
  for (const [body, line] of Object.entries(lines)) {
    const ran = leakward(directoryOf({ 'm.patch': MAIL(body) }), ['diff', '--patch', 'm.patch']);
    expect([body, ran.code, ran.out]).toEqual([body, 1, expect.stringContaining(`m.patch:${line}:`)]);
  }
  const log = `commit 1234\nAuthor: A <a@example.invalid>\n\n    use ${key} here\n\n${HEAD}@@ -1 +1 @@\n-a\n+b\n`;
  expect(scanned(log)).toMatchObject({ code: 1, out: expect.stringContaining('stdin:4:') });
});

test('the name of a file that a plain diff changes is no text', () => {
  const name = `${nouvelKey(1)}.txt`;
  const diff = `diff -u a/${name} b/${name}\n--- a/${name}\t2026\n+++ b/${name}\t2026\n@@ -1 +1 @@\n-a\n+b\n`;
  expect(scanned(diff).code).toBe(0);
});

test('a patch past the longest string is read in pieces of bounded memory', () => {
  const line = Buffer.from(`+${'x'.repeat((1 << 20) - 2)}\n`);
  const count = 600;
  let pieces = 0;
  let largest = 0;
  const reader = createPatchReader((_, { bytes }) => {
    pieces++;
    largest = Math.max(largest, bytes.length);
  });
  reader.push(Buffer.from(`${HEAD}@@ -0,0 +1,${count} @@\n`));
  for (let i = 0; i < count; i++) reader.push(line);
  const { bytes, torn } = reader.end();
  expect([bytes > 2 ** 29, torn, largest <= 4 << 20, pieces]).toEqual([true, [], true, 150]);
});

test('a key across the edge of two pieces, and one in a line of many, have their lines', () => {
  const filler = Array.from({ length: 260_000 }, (_, i) => `+line ${i} of a large file\n`).join('');
  const key = nouvelKey(2);
  const patch = `${HEAD}@@ -0,0 +1,260001 @@\n${filler}+key = "${key}"\n`;
  expect(scanned(patch)).toMatchObject({ code: 1, out: expect.stringContaining('x:260001:') });
});

test.each([
  ['cut off within a hunk', `${HEAD}@@ -1,2 +1,5 @@\n a\n+b\n`],
  ['of words, not lines', `${HEAD}@@ -1 +1 @@\nkey = {+b+}\n`],
  ['another kind of diff', '1a2\n> b\n'],
])('a patch that is %s is incomplete, never clean', (_, patch) => {
  expect(scanned(patch)).toMatchObject({ code: 3, out: expect.stringContaining('not read') });
});

test('an empty patch is clean, with a note', () => {
  expect(scanned('')).toMatchObject({ code: 0, out: expect.stringContaining('the patch is empty') });
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

test('a comment in a hunk is told at its line of the file, as the key is', () => {
  const line = `const k = '${nouvelKey(1)}'; // leakward:allow nouvel-api-key reason="old" until=2020-01-01`;
  const patch = `--- a/a.js\n+++ b/a.js\n@@ -40,0 +41,2 @@\n+one\n+${line}\n`;
  const { out } = leakward(directoryOf({}), ['diff', '--patch', '-', '--format', 'json'], { input: patch });
  const { findings, stale } = JSON.parse(out) as {
    findings: { location: { startLine: number } }[];
    stale: { where: string }[];
  };
  expect([findings[0]?.location.startLine, stale[0]?.where]).toEqual([42, 'a.js:42']);
});
