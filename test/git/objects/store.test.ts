import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
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
