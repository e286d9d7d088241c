/** Builds a repository that hides a key in every corner that a diff reader misses, and says where each must be found. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nouvelKey } from './keys.ts';
import { git } from './run.ts';

/** A key and where a scan must say that it came in. */
export interface Expected {
  readonly name: string;
  readonly key: string;
  readonly path: string;
  /** Undefined: there is no commit to name. */
  readonly sha: string | undefined;
  readonly reachable: boolean;
}

/** A blob with a key that git, once it packs, stores as a delta against one without. */
export interface DeltaPair {
  readonly blob: string;
  readonly base: string;
}

export interface HistoryRepo {
  readonly directory: string;
  readonly expected: readonly Expected[];
  readonly deltas: readonly DeltaPair[];
}

const ENV = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };

function withInput(cwd: string, input: string | Uint8Array, ...args: string[]): string {
  const env = { ...process.env, ...ENV };
  return execFileSync('git', args, {
    cwd,
    input,
    env,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'pipe'],
  }).trim();
}

/** @param directory empty or absent; the alternate is made beside it */
export function buildHistoryRepo(directory: string, format: 'sha1' | 'sha256' = 'sha1'): HistoryRepo {
  mkdirSync(directory, { recursive: true });
  const expected: Expected[] = [];
  const deltas: DeltaPair[] = [];
  let number = 100;
  const run = (...args: string[]): string => git(directory, ...args).trim();
  const write = (path: string, text: string | Uint8Array): void => {
    mkdirSync(join(directory, path, '..'), { recursive: true });
    writeFileSync(join(directory, path), text);
  };
  const commit = (message: string): string => {
    run('add', '-A');
    run('commit', '-qm', message);
    return run('rev-parse', 'HEAD');
  };
  const line = (key: string): string => `const key = '${key}';\n`;
  const expect = (name: string, key: string, path: string, sha?: string, reachable = true): void =>
    void expected.push({ name, key, path, sha, reachable });
  const next = (): string => nouvelKey(number++);

  run('init', '-q', `--object-format=${format}`);
  run('config', 'user.name', 'Test');
  run('config', 'user.email', 'test@example.invalid');
  run('config', 'core.quotePath', 'true');
  const filler = Array.from({ length: 300 }, (_, i) => `line ${i} of text that stays as it is`).join('\n');
  write('base.txt', `${filler}\n`);
  commit('start');

  const plain = next();
  write('plain.js', line(plain));
  expect('plain commit', plain, 'plain.js', commit('plain'));

  const removed = next();
  write('removed.js', line(removed));
  expect('added then removed', removed, 'removed.js', commit('add'));
  rmSync(join(directory, 'removed.js'));
  commit('remove');

  const edited = next();
  write('before-rename.txt', `${filler}\n`);
  commit('before rename');
  renameSync(join(directory, 'before-rename.txt'), join(directory, 'after-rename.txt'));
  write('after-rename.txt', `${filler}\n${line(edited)}`);
  expect('rename and edit', edited, 'after-rename.txt', commit('rename'));

  const copied = next();
  write('copy.txt', `${line(copied)}${filler}\n`);
  expect('copy and edit', copied, 'copy.txt', commit('copy'));

  const asLink = next();
  symlinkSync('target', join(directory, 'typed'));
  commit('link');
  rmSync(join(directory, 'typed'));
  write('typed', line(asLink));
  expect('type change to a file', asLink, 'typed', commit('file'));
  const asFile = next();
  rmSync(join(directory, 'typed'));
  symlinkSync(`key=${asFile}`, join(directory, 'typed'));
  expect('type change to a link', asFile, 'typed', commit('link again'));
  const target = next();
  symlinkSync(`/srv?key=${target}`, join(directory, 'link'));
  expect('symlink target', target, 'link', commit('new link'));

  write('.gitattributes', '*.nodiff -diff\n*.bin binary\n*.conv diff=conv\n');
  run('config', 'diff.conv.textconv', 'true');
  commit('attributes');
  for (const [name, path] of [
    ['-diff attribute', 'a.nodiff'],
    ['binary attribute', 'a.bin'],
    ['textconv', 'a.conv'],
  ] as const) {
    const key = next();
    write(path, line(key));
    expect(name, key, path, commit(name));
  }

  const wide = next();
  write('wide.txt', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(`key = ${wide}\n`, 'utf16le')]));
  expect('UTF-16 file', wide, 'wide.txt', commit('wide'));
  const returns = next();
  write('returns.txt', `one\rkey = ${returns}\rthree\r`);
  expect('CR-only file', returns, 'returns.txt', commit('returns'));

  for (const [name, path] of [
    ['name with a newline', 'new\nline.js'],
    ['name with a quote', 'quo"te.js'],
  ] as const) {
    const key = next();
    write(path, line(key));
    expect(name, key, path, commit(name));
  }
  const latin = next();
  const latinBlob = withInput(directory, line(latin), 'hash-object', '-w', '--stdin');
  const entry = Buffer.concat([
    Buffer.from(`100644 ${latinBlob}\tcaf`),
    Buffer.from([0xe9]),
    Buffer.from('.js\0'),
  ]);
  withInput(directory, entry, 'update-index', '-z', '--index-info');
  run('commit', '-qm', 'latin');
  expect('Latin-1 name', latin, 'caf\\xe9.js', run('rev-parse', 'HEAD'));
  run('checkout', '-q', '--', '.');

  const named = next();
  write(`names/${named}.txt`, 'nothing inside\n');
  expect('path name', named, `names/${named}.txt`, commit('name'));

  const large = next();
  const zeros = Buffer.alloc(60 << 20, 'x');
  zeros.write(`\n${line(large)}`, 41 << 20);
  write('large.dat', zeros);
  expect('60 MB blob', large, 'large.dat', commit('large'));
  rmSync(join(directory, 'large.dat'));
  commit('large is gone');

  // The version with the key is the smaller one and has its text in common with nothing else: git makes it a delta of
  // the version before, which holds some parts of the key and not others.
  const splits = [
    ['prefix copied, body inserted', (key: string) => `key = ${key.slice(0, 4)}`],
    ['body copied, prefix inserted', (key: string) => `key = ${key.slice(4)}`],
    [
      'both copied from two places',
      (key: string) => `key = ${key.slice(0, 16)}\n${'-'.repeat(40)}\n${key.slice(16)}`,
    ],
  ] as const;
  for (const [place, [name, partsOf]] of splits.entries()) {
    const key = next();
    const path = `delta-${place}.txt`;
    const random = (from: number): string =>
      Array.from({ length: 60 }, (_, i) => nouvelKey(5000 + 200 * place + from + i).slice(4)).join('\n');
    const [head, tail] = [random(0), random(100)];
    write(path, `${head}\n${partsOf(key)}\n${tail}\n${'goes away '.repeat(20)}\n`);
    commit('parts');
    write(path, `${head}\nkey = ${key}\n${tail}\n`);
    expect(name, key, path, commit(name));
    deltas.push({ blob: run('rev-parse', `HEAD:${path}`), base: run('rev-parse', `HEAD~1:${path}`) });
  }

  const side = next();
  run('checkout', '-qb', 'side');
  write('side.js', line(side));
  expect('side branch', side, 'side.js', commit('side'));
  run('checkout', '-q', 'main');

  const octopus = next();
  for (const name of ['one', 'two']) {
    run('checkout', '-qb', name, 'main');
    write(`${name}.txt`, `${name}\n`);
    commit(name);
  }
  run('checkout', '-q', 'main');
  run('merge', '-q', '--no-ff', '--no-commit', 'one', 'two');
  write('octopus.js', line(octopus));
  expect('octopus merge', octopus, 'octopus.js', commit('octopus'));
  run('branch', '-D', 'one', 'two');

  const resolved = next();
  run('checkout', '-qb', 'theirs');
  write('base.txt', `theirs\n${filler}\n`);
  commit('theirs');
  run('checkout', '-q', 'main');
  write('base.txt', `ours\n${filler}\n`);
  commit('ours');
  try {
    run('merge', '-q', 'theirs');
  } catch {
    write('base.txt', `${line(resolved)}${filler}\n`);
  }
  expect('merge commit only', resolved, 'base.txt', commit('merge'));

  const replaced = next();
  write('replaced.js', line(replaced));
  const hidden = commit('to be replaced');
  expect('behind a replace ref', replaced, 'replaced.js', hidden);
  const clean = withInput(directory, 'clean\n', 'commit-tree', 'HEAD~1^{tree}', '-p', 'HEAD~1');
  rmSync(join(directory, 'replaced.js'));
  commit('gone again');
  run('replace', hidden, clean);

  const message = next();
  write('message.txt', '1\n');
  expect('commit message', message, '<commit message>', commit(`subject\n\nkey: ${message}`));
  const author = next();
  write('message.txt', '2\n');
  run('add', '-A');
  run('commit', '-qm', 'author', `--author=${author} <a@example.invalid>`);
  expect('author name', author, '<commit author>', run('rev-parse', 'HEAD'));

  const tag = next();
  run('tag', '-a', 'v1', '-m', `release with ${tag}`);
  expect('annotated tag', tag, '<tag message>');
  const branch = next();
  run('branch', `try-${branch}`.replace('-', '/'));
  expect('branch name', branch, '<ref name>');
  const note = next();
  run('notes', 'add', '-m', `key = ${note}`, 'HEAD');
  const noted = run('rev-parse', 'refs/notes/commits');
  expect('note', note, run('ls-tree', '-r', '--name-only', noted), noted);

  const stash = next();
  write('plain.js', `${line(plain)}${line(stash)}`);
  run('stash', 'push', '-q');
  expect('stash', stash, 'plain.js', run('rev-parse', 'refs/stash'));

  const amended = next();
  write('amended.js', line(amended));
  const before = commit('with key');
  write('amended.js', 'const key = process.env.KEY;\n');
  run('add', '-A');
  run('commit', '-q', '--amend', '-m', 'without key');
  expect('amended away', amended, 'amended.js', before, false);

  const dangling = next();
  const blob = withInput(directory, line(dangling), 'hash-object', '-w', '--stdin');
  expect('dangling blob', dangling, `<blob ${blob.slice(0, 12)}>`, undefined, false);

  const other = `${directory}-alternate`;
  const lent = next();
  git(directory, 'init', '-q', '--bare', `--object-format=${format}`, other);
  const lentBlob = withInput(other, line(lent), 'hash-object', '-w', '--stdin');
  writeFileSync(join(directory, '.git/objects/info/alternates'), `${join(other, 'objects')}\n`);
  const lentTree = withInput(directory, `100644 blob ${lentBlob}\tlent.js\n`, 'mktree');
  const lentCommit = withInput(
    directory,
    'lent\n',
    '-c',
    'user.name=Test',
    '-c',
    'user.email=t@example.invalid',
    'commit-tree',
    lentTree,
  );
  run('update-ref', 'refs/heads/lent', lentCommit);
  expect('in an alternate', lent, 'lent.js', lentCommit);
  if (!existsSync(join(directory, '.git'))) throw new Error('the repository is gone');
  return { directory, expected, deltas };
}
