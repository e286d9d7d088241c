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

function blocks(tried: Tried, words: string): void {
  expect(tried).toMatchObject({ ok: false, text: expect.stringContaining(words) });
}

/** Commits, merges and pushes with a key are stopped, those without go through. The repository is left on `main`. */
export function guards(cwd: string, env: Readonly<Record<string, string>>): void {
  const tried = (...args: string[]): Tried => run(cwd, env, 'git', ...args);
  const passes = (...args: string[]): void => expect(tried(...args)).toMatchObject({ ok: true });
  const write = (text: string): void => writeFileSync(join(cwd, 'merged.txt'), text);

  writeFileSync(join(cwd, 'leak.js'), LEAK);
  git(cwd, 'add', '.');
  blocks(tried('commit', '-m', 'leak'), 'commit blocked: leak.js');
  git(cwd, 'rm', '-qf', 'leak.js');
  write('start\n');
  git(cwd, 'add', '.');
  passes('commit', '-m', 'start');

  // Only git itself makes this merge, so that no other hook than pre-merge-commit can stop it.
  const driver = directoryOf({ leak: LEAK });
  git(cwd, 'config', 'merge.leak.driver', `cp '${join(driver, 'leak')}' %A`);
  writeFileSync(
    join(cwd, git(cwd, 'rev-parse', '--git-path', 'info/attributes').trim()),
    'merged.txt merge=leak\n',
  );
  git(cwd, 'checkout', '-qb', 'side');
  write('side\n');
  passes('commit', '-am', 'side');
  git(cwd, 'checkout', '-q', '-');
  write('main\n');
  passes('commit', '-am', 'main');
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
