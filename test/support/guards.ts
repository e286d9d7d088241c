/** Real commits, merges and pushes through whatever hooks a repository has. */
import { spawnSync } from 'node:child_process';
import { unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { nouvelKey } from './keys.ts';
import { directoryOf, git } from './run.ts';

const LEAK = `const key = '${nouvelKey(1)}';\n`;

export interface Tried {
  readonly ok: boolean;
  readonly text: string;
}

/** Runs a program in just this environment. */
export function run(
  cwd: string,
  env: Readonly<Record<string, string>>,
  program: string,
  ...args: readonly string[]
): Tried {
  const ran = spawnSync(program, args, { cwd, env, encoding: 'utf8', input: '' });
  return { ok: ran.status === 0, text: `${ran.stdout}${ran.stderr}` };
}

/** A patch as `git format-patch` mails it, that adds one file of one line. */
export function mailOf(name: string, line: string, message = ''): string {
  return [
    'From 1111111111111111111111111111111111111111 Mon Sep 17 00:00:00 2001',
    'From: Test <test@example.invalid>',
    'Date: Mon, 1 Jun 2026 12:00:00 +0000',
    `Subject: [PATCH] add ${name}`,
    '',
    message,
    '---',
    `diff --git a/mailed-${name}.txt b/mailed-${name}.txt`,
    'new file mode 100644',
    '--- /dev/null',
    `+++ b/mailed-${name}.txt`,
    '@@ -0,0 +1 @@',
    `+${line.trimEnd()}`,
    '-- ',
    '2.39.5',
    '',
  ].join('\n');
}

function blocks(tried: Tried, words: string): void {
  expect(tried).toMatchObject({ ok: false, text: expect.stringContaining(words) });
}

/**
 * Commits, merges, mailed patches and pushes with a key are stopped, those without go through. The repository is left
 * on `main`.
 *
 * @param options.appliesPatches false where the hook manager does not install pre-applypatch
 */
export function guards(
  cwd: string,
  env: Readonly<Record<string, string>>,
  { appliesPatches = true }: { readonly appliesPatches?: boolean } = {},
): void {
  const tried = (...args: string[]): Tried => run(cwd, env, 'git', ...args);
  const passes = (...args: string[]): void => expect(tried(...args)).toMatchObject({ ok: true });
  const write = (text: string): void => writeFileSync(join(cwd, 'merged.txt'), text);

  writeFileSync(join(cwd, 'leak.js'), LEAK);
  git(cwd, 'add', '.');
  blocks(tried('commit', '-m', 'leak'), 'commit blocked: leak.js');
  git(cwd, 'rm', '-qf', 'leak.js');
  write('start\n');
  git(cwd, 'add', '.');
  blocks(tried('commit', '-m', `start\n\n${LEAK}`), 'commit blocked: <commit message>:3:');
  passes('commit', '-m', 'start');

  const patches = directoryOf({ leak: mailOf('leak', LEAK), clean: mailOf('clean', 'no key\n') });
  if (appliesPatches) {
    blocks(tried('am', '-q', join(patches, 'leak')), 'patch blocked: mailed-leak.txt');
    passes('am', '--abort');
  }
  passes('am', '-q', join(patches, 'clean'));

  // Only git itself makes this merge, so that no other hook than pre-merge-commit can stop it.
  const driver = directoryOf({ leak: LEAK });
  git(cwd, 'config', 'merge.leak.driver', `cp '${join(driver, 'leak')}' %A`);
  writeFileSync(
    join(cwd, git(cwd, 'rev-parse', '--git-path', 'info/attributes').trim()),
    'merged.txt merge=leak\n',
  );
  git(cwd, 'checkout', '-qb', 'side');
  write('side\n');
  // That a commit without a key passes was seen above: each of these would start two hooks more.
  git(cwd, 'commit', '-qnam', 'side');
  git(cwd, 'checkout', '-q', '-');
  write('main\n');
  git(cwd, 'commit', '-qnam', 'main');
  blocks(tried('merge', '--no-edit', 'side'), 'merge blocked: merged.txt');
  git(cwd, 'merge', '--abort');
  git(cwd, 'config', 'merge.leak.driver', 'true');
  passes('merge', '--no-edit', 'side');

  const remote = join(directoryOf(), 'r.git');
  git(cwd, 'init', '-q', '--bare', remote);
  git(cwd, 'remote', 'add', 'origin', remote);
  passes('push', '-q', 'origin', 'HEAD:refs/heads/main');
  git(cwd, 'fetch', '-q', 'origin');
  writeFileSync(join(cwd, 'leak.js'), LEAK);
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-qnm', 'leak');
  unlinkSync(join(cwd, 'leak.js'));
  git(cwd, 'add', '-A');
  git(cwd, 'commit', '-qnm', 'gone');
  for (const ref of ['main', 'other'])
    blocks(tried('push', '-q', 'origin', `HEAD:refs/heads/${ref}`), 'push blocked');
}
