import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { changeFile, replaceFile } from '../../src/scan/write-file.ts';
import { nouvelKey } from '../support/keys.ts';
import { directoryOf, git, leakward, startLeakward } from '../support/run.ts';

test('a file is put in place of a link, not written through it', () => {
  const cwd = directoryOf({ precious: 'precious' });
  symlinkSync(join(cwd, 'precious'), join(cwd, 'link'));
  replaceFile(join(cwd, 'link'), 'new', 0o600);
  expect(readFileSync(join(cwd, 'precious'), 'utf8')).toBe('precious');
  expect(lstatSync(join(cwd, 'link')).isFile()).toBe(true);
  expect(readdirSync(cwd).toSorted()).toEqual(['link', 'precious']);
});

test('changes of one moment come one after the other', async () => {
  const path = join(directoryOf({ list: '' }), 'list');
  chmodSync(path, 0o664);
  const changes = Array.from({ length: 20 }, (_, i) =>
    changeFile(path, async () => {
      const before = readFileSync(path, 'utf8');
      await new Promise((done) => setTimeout(done, 1));
      return `${before}${i}\n`;
    }),
  );
  await Promise.all(changes);
  expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(21);
  expect([statSync(path).mode & 0o777, existsSync(`${path}.lock`)]).toEqual([0o664, false]);
});

test('a file that cannot be changed is an error that names it', async () => {
  const cwd = directoryOf({ file: '' });
  await expect(changeFile(join(cwd, 'file/list'), () => '')).rejects.toThrow(
    /file\/list cannot be written \(ENOTDIR\)/,
  );
});

test('runs that file keys, or allow findings, at one moment undo nothing of each other', async () => {
  const cwd = directoryOf();
  const numbers = Array.from({ length: 6 }, (_, i) => i);
  const runs = numbers.flatMap((i) => [
    startLeakward(cwd, ['keys', 'add', '--label', `l${i}`], { input: nouvelKey(500 + i) }),
    startLeakward(cwd, ['allow', `0123456${i}`, '--reason', 'r']),
  ]);
  for (const { done } of runs) expect(await done).toMatchObject({ code: 0, err: '' });
  expect(readFileSync(join(cwd, 'leakward.keys'), 'utf8').match(/\[\[key\]\]/g)).toHaveLength(6);
  expect(readFileSync(join(cwd, '.leakwardignore'), 'utf8').split('\n')).toHaveLength(7);
  expect(readdirSync(cwd).toSorted()).toEqual(['.leakwardignore', 'leakward.keys']);
}, 60_000);

test('a link in the git directory of a hostile repository leads no report anywhere', () => {
  const cwd = directoryOf({ 'a.txt': `NOUVEL_API_KEY=${nouvelKey(510)}\n` });
  const other = join(directoryOf({ precious: 'precious' }), 'precious');
  git(cwd, 'init', '-q');
  mkdirSync(join(cwd, '.git/leakward'));
  for (const name of ['last.json', 'history.json']) symlinkSync(other, join(cwd, '.git/leakward', name));
  for (const command of ['scan', 'history']) leakward(cwd, [command]);
  expect(readFileSync(other, 'utf8')).toBe('precious');
  expect(leakward(cwd, ['verify', '--dry-run']).code).toBe(0);
});

test('a report that is remembered by several runs is always a whole one', async () => {
  const keys = Array.from({ length: 300 }, (_, i) => `NOUVEL_API_KEY=${nouvelKey(1000 + i)}\n`);
  const cwd = directoryOf({ 'a.txt': keys.join('') });
  git(cwd, 'init', '-q');
  leakward(cwd, ['scan']);
  const last = join(cwd, '.git/leakward/last.json');
  const runs = [1, 2, 3].map(() => startLeakward(cwd, ['scan']));
  let isOver = false;
  const all = Promise.all(runs.map(({ done }) => done)).then(() => {
    isOver = true;
  });
  while (!isOver) {
    expect(() => JSON.parse(readFileSync(last, 'utf8'))).not.toThrow();
    await new Promise((done) => setTimeout(done, 1));
  }
  await all;
  expect(readdirSync(join(cwd, '.git/leakward'))).toEqual(['last.json']);
}, 60_000);
