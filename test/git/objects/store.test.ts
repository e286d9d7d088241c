import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { inheritedObjects, listObjectDirectories, MAX_DIRECTORIES } from '../../../src/git/objects/store.ts';
import { nouvelKey } from '../../support/keys.ts';
import { leakward } from '../../support/resident.ts';
import { directoryOf, git } from '../../support/run.ts';

function borrowing(alternate: string): string {
  const cwd = directoryOf({ 'a.txt': 'one\n' });
  git(cwd, 'init', '-q');
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-qm', 'one');
  writeFileSync(join(cwd, '.git/objects/info/alternates'), `${alternate}\n`);
  return cwd;
}

test('an alternate whose path is written as a C string is read', () => {
  const lender = join(directoryOf({ 'leak.js': `key = '${nouvelKey(1)}';\n` }), 'lendér');
  mkdirSync(lender);
  git(lender, 'init', '-q', '--bare', '.');
  git(lender, 'hash-object', '-w', '../leak.js');
  const quoted = `"${join(lender, 'objects').replace('é', '\\303\\251')}"`;
  expect(leakward(borrowing(quoted), ['history']).code).toBe(1);
});

test('an alternate that is not there makes the scan incomplete', () => {
  const { code, out } = leakward(borrowing('/nonexistent/objects'), ['history']);
  expect([code, out]).toEqual([3, expect.stringContaining('not read: /nonexistent/objects')]);
});

test('an alternate that is named by many paths is read once', () => {
  const lender = borrowing('/nonexistent/objects');
  const aliases = Array.from({ length: 5 }, (_, i) => join(directoryOf({}), `alias${i}`));
  for (const alias of aliases) symlinkSync(join(lender, '.git/objects'), alias);
  const own = join(borrowing(aliases.join('\n')), '.git/objects');
  const paths = listObjectDirectories(own).map(({ path }) => path);
  expect(paths).toEqual([own, aliases[0], '/nonexistent/objects']);
});

test('of alternates without end a thousand are read, and the scan is incomplete', () => {
  const named = Array.from({ length: 3 * MAX_DIRECTORIES }, (_, i) => `/nonexistent/${i}`);
  const cwd = borrowing(named.join('\n'));
  const directories = listObjectDirectories(join(cwd, '.git/objects'));
  expect([directories.length, directories[0]?.unfollowed]).toEqual([
    MAX_DIRECTORIES,
    2 * MAX_DIRECTORIES + 1,
  ]);
  const { code, out } = leakward(cwd, ['history', '--format', 'json']);
  expect([code, out]).toEqual([3, expect.stringContaining('names more than 1000 directories')]);
});

test.each([
  [undefined, []],
  ['', []],
  [['/a', '', '/b'].join(delimiter), ['/a', '/b']],
  // As git writes the path of a quarantine that holds the separator.
  [[String.raw`"/a:b;c\"d"`, '/e'].join(delimiter), ['/a:b;c"d', '/e']],
] as const)('object directories that the environment adds: %j', (value, expected) => {
  expect(inheritedObjects({ GIT_ALTERNATE_OBJECT_DIRECTORIES: value })).toEqual(expected);
});
