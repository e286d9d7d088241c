/** simple-git as we call it: our git, our settings and environment, and a signal that ends it. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { porcelain } from '../../src/git/porcelain.ts';

const directory = (): string => mkdtempSync(join(realpathSync(tmpdir()), 'leakward-porcelain-'));
const here = { access: { repository: 'discover' } } as const;

/** A program in place of git that writes down what it is given. */
function spy(): { readonly at: string; readonly env: NodeJS.ProcessEnv } {
  const at = directory();
  writeFileSync(join(at, 'git'), '#!/bin/sh\nenv >"$0.env"\nprintf "%s\\n" "$@"\n');
  chmodSync(join(at, 'git'), 0o755);
  return { at, env: { ...process.env, PATH: `${at}:${process.env['PATH']}` } };
}

test('git is the one on PATH, by its whole path, with our settings and without keys and repositories of others', async () => {
  const { at, env } = spy();
  const own = { ...env, NOUVEL_API_KEY: 'x', GIT_DIR: '/elsewhere', GIT_SSL_CAINFO: '/ca.pem', EDITOR: 'vi' };
  const said = await porcelain({ ...here, cwd: directory(), env: own }, (git) =>
    git.raw('status', '--short'),
  );
  expect(said).toMatch(/^-c\ncore\.fsmonitor=false\n[\s\S]*\nstatus\n--short\n$/);
  const given = readFileSync(join(at, 'git.env'), 'utf8');
  expect(given).toContain('GIT_NO_REPLACE_OBJECTS=1');
  expect(given).toContain('GIT_SSL_CAINFO=/ca.pem');
  expect(given).not.toMatch(/NOUVEL_API_KEY|^GIT_DIR=/m);
});

test('a git in the scanned repository is not run', async () => {
  const { at } = spy();
  await porcelain({ ...here, cwd: at }, (git) => git.init());
  const env = { ...process.env, PATH: `${at}:${process.env['PATH']}` };
  expect(
    await porcelain({ ...here, cwd: at, env }, (git) => git.raw('rev-parse', '--is-bare-repository')),
  ).toBe('false\n');
});

test('the index of a hook and the repository of the environment are those of git', async () => {
  const cwd = directory();
  await porcelain({ ...here, cwd }, (git) => git.init());
  writeFileSync(join(cwd, 'a'), '');
  const env = { ...process.env, GIT_INDEX_FILE: join(cwd, 'other-index') };
  await porcelain({ cwd, env }, (git) => git.add('a'));
  expect(await porcelain({ cwd, env }, (git) => git.raw('ls-files'))).toBe('a\n');
  expect(await porcelain({ ...here, cwd }, (git) => git.raw('ls-files'))).toBe('');
});

test('a question that git answers with no word is no error, what failed is one of ours', async () => {
  const cwd = directory();
  const ask = (...args: string[]) => porcelain({ ...here, cwd }, (git) => git.raw(args));
  await expect(ask('rev-parse', '--git-dir')).rejects.toMatchObject({ code: 'not-a-repository' });
  await porcelain({ ...here, cwd }, (git) => git.init());
  expect(await ask('config', '--get', 'no.such')).toBe('');
  await expect(ask('rev-parse', '--verify', 'nothing')).rejects.toMatchObject({
    code: 'git-failed',
    message: expect.stringMatching(
      /^git rev-parse failed \(it ended badly\): fatal: Needed a single revision/,
    ),
  });
});

test('without a git on PATH the error is the one of every other git, with its hint', async () => {
  const asking = porcelain({ ...here, cwd: directory(), env: { PATH: '/nowhere' } }, (git) =>
    git.raw('status'),
  );
  await expect(asking).rejects.toMatchObject({
    message: 'git was not found on PATH',
    hint: expect.stringMatching(/^Install git/),
  });
});

test('DEBUG of other programs does not have the environment of git printed', () => {
  const source = fileURLToPath(new URL('../../src/git/porcelain.ts', import.meta.url));
  const program = `
    import { porcelain } from ${JSON.stringify(source)};
    process.stdout.write(await porcelain({ cwd: '.' }, (git) => git.version()).then(() => 'done'));
  `;
  const args = ['--import', import.meta.resolve('tsx'), '--input-type=module', '-e', program];
  const env = { ...process.env, DEBUG: '*', DATABASE_URL: 'not-to-be-seen' };
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: directory(), env, encoding: 'utf8' });
  expect([stdout, stderr]).toEqual(['done', '']);
});

test('a signal ends it', async () => {
  const { at, env } = spy();
  writeFileSync(join(at, 'git'), '#!/bin/sh\nsleep 60\n');
  const abort = new AbortController();
  const asking = porcelain({ ...here, cwd: directory(), env, signal: abort.signal }, (git) =>
    git.raw('status'),
  );
  setTimeout(() => abort.abort(new Error('enough')), 50);
  await expect(asking).rejects.toThrow('enough');
});
