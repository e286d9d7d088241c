import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { writePrivate } from '../../src/state/private-file.ts';
import { changeFile } from '../../src/state/write-file.ts';
import { nouvelKey } from '../support/keys.ts';
import { directoryOf, git, leakward, startLeakward } from '../support/run.ts';

test('a private file is put in place of a link, not written through it', () => {
  const cwd = directoryOf({ precious: 'precious', 'own/last/other': '' });
  symlinkSync(join(cwd, 'precious'), join(cwd, 'own/last/link'));
  writePrivate(join(cwd, 'own'), 'last', 'link', 'new');
  expect(readFileSync(join(cwd, 'precious'), 'utf8')).toBe('precious');
  const { mode } = lstatSync(join(cwd, 'own/last/link'));
  expect([(mode & 0o170000) === 0o100000, mode & 0o777]).toEqual([true, 0o600]);
  expect(readdirSync(join(cwd, 'own/last')).toSorted()).toEqual(['link', 'other']);
});

test('links of a repository that wait for the temporary name of a file are refused, and lead nowhere', async () => {
  const cwd = directoryOf({ precious: 'precious', list: 'old' });
  // One of these is the name that the next write would take.
  for (let pid = 0; pid < 3; pid += 1) symlinkSync(join(cwd, 'precious'), join(cwd, `list.${pid}12345678`));
  await expect(changeFile(join(cwd, 'list'), () => 'new')).rejects.toThrow(
    /list cannot be written \(ELOOP\)/,
  );
  expect(['precious', 'list'].map((name) => readFileSync(join(cwd, name), 'utf8'))).toEqual([
    'precious',
    'old',
  ]);
});

test('a file is changed behind its link, and keeps its mode', async () => {
  const cwd = directoryOf({ 'real/list': 'old' });
  chmodSync(join(cwd, 'real/list'), 0o640);
  symlinkSync(join(cwd, 'real/list'), join(cwd, 'list'));
  await changeFile(join(cwd, 'list'), () => 'new');
  expect(lstatSync(join(cwd, 'list')).isSymbolicLink()).toBe(true);
  expect([
    readFileSync(join(cwd, 'real/list'), 'utf8'),
    statSync(join(cwd, 'real/list')).mode & 0o777,
  ]).toEqual(['new', 0o640]);
  expect(readdirSync(cwd).toSorted()).toEqual(['list', 'real']);
});

test('a file that does not fit on the disk stays as it was, and leaves nothing behind', () => {
  const cwd = directoryOf({ list: 'old' });
  const source = fileURLToPath(new URL('../../src/state/write-file.ts', import.meta.url));
  const program = `
    import { changeFile } from ${JSON.stringify(source)};
    await changeFile('list', () => 'x'.repeat(5000)).catch(({ message }) => process.stdout.write(message));
  `;
  // Two blocks: a write beyond them is cut short, as on a disk that is nearly full.
  const limited = 'ulimit -f 2; exec "$@"';
  const node = [
    process.execPath,
    '--import',
    import.meta.resolve('tsx'),
    '--input-type=module',
    '-e',
    program,
  ];
  const { stdout } = spawnSync('bash', ['-c', limited, 'bash', ...node], {
    cwd,
    env: { ...process.env, TSX_DISABLE_CACHE: '1' },
    encoding: 'utf8',
  });
  expect(stdout).toMatch(/list cannot be written \(EFBIG\)/);
  expect([readFileSync(join(cwd, 'list'), 'utf8'), readdirSync(cwd)]).toEqual(['old', ['list']]);
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

test('a report that is remembered by several runs is always a whole one', async () => {
  const keys = Array.from({ length: 300 }, (_, i) => `NOUVEL_API_KEY=${nouvelKey(1000 + i)}\n`);
  const cwd = directoryOf({ 'a.txt': keys.join('') });
  git(cwd, 'init', '-q');
  const env = { HOME: directoryOf() };
  leakward(cwd, ['scan'], { env });
  const directory = join(env.HOME, '.local/state/leakward/last');
  const [name = ''] = readdirSync(directory);
  const runs = [1, 2, 3].map(() => startLeakward(cwd, ['scan'], { env }));
  let isOver = false;
  const all = Promise.all(runs.map(({ done }) => done)).then(() => {
    isOver = true;
  });
  while (!isOver) {
    expect(() => JSON.parse(readFileSync(join(directory, name), 'utf8'))).not.toThrow();
    await new Promise((done) => setTimeout(done, 1));
  }
  await all;
  expect(readdirSync(directory)).toEqual([name]);
}, 60_000);
