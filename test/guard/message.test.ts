/** Keys in a commit's message, and in what `git am` applies: stopped at commit, by real commits and mails. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { HOOKS } from '../../src/hooks/project.ts';
import { mailOf } from '../support/guards.ts';
import { nouvelKey } from '../support/keys.ts';
import { leakward } from '../support/resident.ts';
import { BIN, directoryOf, environment, git } from '../support/run.ts';

const KEY = nouvelKey(1);

/** A repository with every hook of ours but pre-push, and one commit. */
function guarded(files: Record<string, string> = { 'a.txt': 'one\n' }): string {
  const cwd = directoryOf(files);
  git(cwd, 'init', '-q');
  git(cwd, 'config', 'user.name', 'Test');
  git(cwd, 'config', 'user.email', 'test@example.invalid');
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-qm', 'start');
  mkdirSync(join(cwd, '.git/hooks'), { recursive: true });
  for (const hook of HOOKS) {
    const text = `#!/bin/sh\nexec "${process.execPath}" "${BIN}" guard ${hook} "$@"\n`;
    if (hook !== 'pre-push') writeFileSync(join(cwd, '.git/hooks', hook), text, { mode: 0o755 });
  }
  return cwd;
}

/** Runs git with this text put before what git offers to the editor. */
function tried(cwd: string, args: readonly string[], typed?: string): { ok: boolean; text: string } {
  const editor = `f() { { printf '%b' "$TYPED"; cat "$1"; } >"$1.new" && mv "$1.new" "$1"; }; f`;
  const ran = spawnSync('git', args, {
    cwd,
    input: '',
    env: {
      ...environment(),
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
      ...(typed === undefined ? {} : { TYPED: typed, GIT_EDITOR: editor }),
    },
    encoding: 'utf8',
  });
  return { ok: ran.status === 0, text: ran.stdout + ran.stderr };
}

const EMPTY = ['commit', '--allow-empty'] as const;

/** How a commit is made in a fresh repository, what is typed in the editor, and where its message is stopped. */
const MESSAGES: Readonly<
  Record<string, readonly [args: readonly string[], typed: string | undefined, place: string | undefined]>
> = {
  'given by -m': [[...EMPTY, '-m', `use ${KEY}`], undefined, '<commit message>:1:'],
  'typed in an editor': [EMPTY, `subject\n\nkey: ${KEY}\n`, '<commit message>:3:'],
  'typed above the diff of --verbose': [[...EMPTY, '-v'], `key: ${KEY}\n`, '<commit message>:1:'],
  'in base64': [
    [...EMPTY, '-m', Buffer.from(`key ${KEY}`).toString('base64')],
    undefined,
    '<commit message>:',
  ],
  'on a comment line that the editor’s default strips': [EMPTY, `subject\n# key: ${KEY}\n`, undefined],
  'on a comment line that commit.cleanup keeps': [
    ['-c', 'commit.cleanup=whitespace', ...EMPTY],
    `subject\n# key: ${KEY}\n`,
    '<commit message>:2:',
  ],
  'on a comment line without an editor, which keeps it': [
    [...EMPTY, '-m', 'subject', '-m', `# key: ${KEY}`],
    undefined,
    '<commit message>:3:',
  ],
  'behind another comment character': [
    ['-c', 'core.commentChar=;', ...EMPTY],
    `subject\n; key: ${KEY}\n`,
    undefined,
  ],
  'on a line with #, where git picks another comment character': [
    ['-c', 'core.commentChar=auto', ...EMPTY, '-e', '-m', '# title'],
    `# key: ${KEY}\n\n`,
    '<commit message>:1:',
  ],
  'allowed by a comment': [
    [...EMPTY, '-m', `use ${KEY} leakward:allow reason="sample"`],
    undefined,
    undefined,
  ],
  'in the name of the author': [
    [...EMPTY, '-m', 'x', `--author=${KEY} <a@example.invalid>`],
    undefined,
    '<commit author>:',
  ],
  nowhere: [[...EMPTY, '-m', 'subject', '-m', 'body'], undefined, undefined],
};

test.each(Object.entries(MESSAGES))('commit-msg: a key %s', (_, [args, typed, place]) => {
  const ran = tried(guarded(), args, typed);
  expect(ran).toMatchObject(
    place === undefined
      ? { ok: true, text: expect.not.stringContaining('blocked') }
      : { ok: false, text: expect.stringContaining(`commit blocked: ${place}`) },
  );
  if (args.every((arg) => !arg.includes(KEY))) expect(ran.text).not.toContain(KEY);
});

describe('commit-msg', () => {
  test('a key that the commit removes is shown in the diff of --verbose, and does not stop it', () => {
    const cwd = guarded({ 'a.txt': `key = '${KEY}'\n` });
    writeFileSync(join(cwd, 'a.txt'), 'clean\n');
    expect(tried(cwd, ['commit', '-av'], 'remove the key\n')).toMatchObject({ ok: true });
    expect(git(cwd, 'log', '-1', '--format=%B').trim()).toBe('remove the key');
  });

  test('the message of a merge is stopped; what is blocked can be taken up again as the hint says', () => {
    const cwd = guarded();
    git(cwd, 'checkout', '-qb', 'side');
    git(cwd, 'commit', '-q', '--no-verify', '--allow-empty', '-m', 'side');
    git(cwd, 'checkout', '-q', 'main');
    const merged = tried(cwd, ['merge', '--no-ff', '-m', `merge ${KEY}`, 'side']);
    expect(merged).toMatchObject({
      ok: false,
      text: expect.stringContaining('commit blocked: <commit message>:1:'),
    });
    git(cwd, 'merge', '--abort');
    const committed = tried(cwd, [...EMPTY, '-m', `use ${KEY}`]);
    const command = /git commit -eF "[^"]+"/.exec(committed.text)?.[0] ?? 'false';
    const { PATH = '' } = process.env;
    const env = { PATH, HOME: cwd, GIT_EDITOR: `sed -i 's/${KEY}/a key/'` };
    const again = spawnSync('sh', ['-c', command.replace('commit', 'commit --allow-empty')], { cwd, env });
    expect(again.status).toBe(0);
    expect(git(cwd, 'log', '-1', '--format=%B').trim()).toBe('use a key');
  });

  test('without the path of the message, or with one that cannot be read, the commit is stopped with a reason', () => {
    const cwd = guarded();
    expect(leakward(cwd, ['guard', 'commit-msg'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('commit-msg needs the path of the message'),
    });
    expect(leakward(cwd, ['guard', 'commit-msg', 'none'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('cannot read the commit message'),
    });
  });
});

describe('pre-applypatch: git am', () => {
  const mailed = (text: string): string => join(directoryOf({ mail: text }), 'mail');
  const blocked = (words: string) => ({
    ok: false,
    text: expect.stringContaining(`patch blocked: ${words}`),
  });

  test.each([
    ['in a file that the patch adds', mailOf('x', `key = '${KEY}'`), 'mailed-x.txt:1:'],
    ['in the name of such a file', mailOf('x', 'clean').replaceAll('mailed-x', KEY), 'nvl_'],
    ['in the message of the mail', mailOf('x', 'clean', `key: ${KEY}\n`), '<commit message>:'],
    [
      'in the name of its author',
      mailOf('x', 'clean').replace('From: Test', `From: ${KEY}`),
      '<commit author>:',
    ],
  ])('a key %s is stopped', (_, mail, place) => {
    const cwd = guarded();
    const before = git(cwd, 'rev-parse', 'HEAD');
    expect(tried(cwd, ['am', mailed(mail)])).toMatchObject(blocked(place));
    expect(git(cwd, 'rev-parse', 'HEAD')).toBe(before);
    expect(tried(cwd, ['am', '--abort'])).toMatchObject({ ok: true });
  });

  test('patches without a key are applied; the second of two is stopped, and can be mended and continued', () => {
    const cwd = guarded();
    const box = mailed(mailOf('one', 'clean') + mailOf('two', `key = '${KEY}'`));
    const ran = tried(cwd, ['am', box]);
    expect(ran).toMatchObject(blocked('mailed-two.txt:1:'));
    expect(ran.text).toContain('git am --continue');
    expect(git(cwd, 'log', '-1', '--format=%s').trim()).toBe('add one');
    writeFileSync(join(cwd, 'mailed-two.txt'), 'clean\n');
    git(cwd, 'add', '.');
    expect(tried(cwd, ['am', '--continue'])).toMatchObject({ ok: true });
    expect(git(cwd, 'log', '-1', '--format=%s').trim()).toBe('add two');
  });

  test('a key that the patch moves is not introduced by it', () => {
    const cwd = guarded({ 'old.txt': `key = '${KEY}'\n` });
    git(cwd, 'mv', 'old.txt', 'new.txt');
    git(cwd, 'commit', '-qnm', 'move');
    const mail = git(cwd, 'format-patch', '-1', '--stdout', '--no-renames');
    git(cwd, 'reset', '-q', '--hard', 'HEAD~1');
    expect(tried(cwd, ['am', mailed(mail)])).toMatchObject({ ok: true });
  });

  test('in a linked work tree', () => {
    const cwd = guarded();
    const tree = join(directoryOf(), 'linked tree');
    git(cwd, 'worktree', 'add', '-qb', 'linked', tree);
    expect(tried(tree, ['am', mailed(mailOf('x', 'clean', `key: ${KEY}\n`))])).toMatchObject(
      blocked('<commit message>:'),
    );
    expect(readFileSync(join(tree, 'mailed-x.txt'), 'utf8')).toBe('clean\n');
    rmSync(tree, { recursive: true });
  });
});
