import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nouvelKey } from '../support/keys.ts';
import { leakward } from '../support/resident.ts';
import { directoryOf, git } from '../support/run.ts';

const ZERO = '0'.repeat(40);

/** A commit without and one with a key on top of it. */
function repository(): { cwd: string; clean: string; leak: string } {
  const cwd = directoryOf({ 'a.txt': 'one\n' });
  git(cwd, 'init', '-q');
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-qm', 'one');
  writeFileSync(join(cwd, 'leak.js'), `key = '${nouvelKey(1)}';\n`);
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-qm', 'leak');
  return { cwd, clean: git(cwd, 'rev-parse', 'HEAD~1').trim(), leak: git(cwd, 'rev-parse', 'HEAD').trim() };
}

const push = (cwd: string, input: string) => leakward(cwd, ['guard', 'pre-push', 'origin', 'url'], { input });

test('what is pushed may be written with blanks, and lines may end with CRLF', () => {
  const { cwd, clean, leak } = repository();
  const input = `main@{0 minutes ago} ${leak} refs/heads/main ${clean}\r\n`;
  expect(push(cwd, input)).toMatchObject({ code: 1, err: expect.stringContaining('push blocked: leak.js') });
});

test.each(['pre-push', 'pre-receive'])('%s does not pass over a line that git never writes', (hook) => {
  const { cwd } = repository();
  const ran = leakward(cwd, ['guard', hook, 'origin', 'url'], { input: 'main to main\n' });
  expect([ran.code, ran.err]).toEqual([2, expect.stringContaining('a line that git never writes')]);
  expect(leakward(cwd, ['guard', hook, 'origin', 'url'], { input: '\n' }).code).toBe(0);
});

test('more refs than a command line holds, on either side', () => {
  const { cwd, clean, leak } = repository();
  const refs = Array.from(
    { length: 60_000 },
    (_, i) => `${clean} refs/remotes/origin/b${String(i).padStart(6, '0')}`,
  );
  writeFileSync(
    join(cwd, '.git/packed-refs'),
    `# pack-refs with: peeled fully-peeled sorted \n${refs.join('\n')}\n`,
  );
  expect(push(cwd, `refs/heads/main ${leak} refs/heads/main ${clean}\n`).code).toBe(1);
  writeFileSync(join(cwd, '.git/packed-refs'), '');
  const commits = Array.from(
    { length: 45_000 },
    (_, i) => `commit refs/heads/many\nmark :${i + 1}\ncommitter T <t@e> ${i} +0000\ndata 1\nx\n`,
  );
  const marks = join(cwd, '.git/marks');
  spawnSync('git', ['fast-import', '--quiet', `--export-marks=${marks}`], { cwd, input: commits.join('') });
  const ids = readFileSync(marks, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '');
  const lines = ids.map((id, i) => `refs/heads/m${i} ${id} refs/heads/m${i} ${ZERO}\n`);
  expect([lines.length, push(cwd, lines.join('')).code]).toEqual([45_000, 0]);
}, 60_000);

test('a branch that is named after a key is stopped where it is made', () => {
  const { cwd, clean } = repository();
  const name = `refs/heads/${nouvelKey(2)}`;
  expect(push(cwd, `${name} ${clean} ${name} ${ZERO}\n`)).toMatchObject({
    code: 1,
    err: expect.stringContaining('push blocked: <ref name>'),
  });
  const received = { input: `${ZERO} ${clean} ${name}\n` };
  expect(leakward(cwd, ['guard', 'pre-receive'], received).code).toBe(1);
  expect(push(cwd, `(delete) ${ZERO} ${name} ${clean}\n`).code).toBe(0);
});
