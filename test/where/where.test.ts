/** `leakward where` against real repositories and a made-up home directory. */
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { sha256 } from '../../src/detect/fingerprint.ts';
import { nohumanKey, nouvelKey } from '../support/keys.ts';
import { leakward } from '../support/resident.ts';
import { directoryOf, git, type Ran } from '../support/run.ts';

const KEY = nouvelKey(701);
const ID = sha256(KEY).slice(0, 12);
const OTHER = nouvelKey(702);

interface Document {
  readonly status: string;
  readonly id: string;
  readonly key?: { readonly fingerprint: string; readonly redacted: string; readonly own?: unknown };
  readonly places: readonly Readonly<Record<string, unknown>>[];
  readonly coverage: { readonly skipped: readonly { readonly kind: string; readonly path: string }[] };
}

interface Asked extends Ran {
  readonly document: Document;
}

function where(cwd: string, args: readonly string[], options: Parameters<typeof leakward>[2] = {}): Asked {
  const ran = leakward(cwd, ['where', ...args, '--format', 'json'], options);
  const pretty = leakward(cwd, ['where', ...args], options);
  for (const text of [ran.out, ran.err, pretty.out, pretty.err]) expect(text).not.toContain(KEY.slice(8));
  expect(pretty.code).toBe(ran.code);
  return { ...ran, document: ran.out === '' ? { ...EMPTY } : (JSON.parse(ran.out) as Document) };
}

const EMPTY: Document = { status: '', id: '', places: [], coverage: { skipped: [] } };

/** The places of a kind, each as its most telling fields. */
function places({ document }: Asked, kind: string): unknown[] {
  return document.places
    .filter((place) => place['kind'] === kind)
    .map(({ ref, path, line, column, state, variable, what }) =>
      [ref, path, line, column, state, variable, what].filter((field) => field !== undefined).join(' '),
    );
}

let cwd: string;
const run = (...args: string[]): string => git(cwd, ...args).trim();
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(cwd, path)), { recursive: true });
  writeFileSync(join(cwd, path), text);
};
const commit = (message: string): string => {
  run('add', '-A');
  run('commit', '-qm', message);
  return run('rev-parse', 'HEAD');
};

function repository(): void {
  cwd = join(directoryOf(), 'repository');
  mkdirSync(cwd);
  run('init', '-q');
  run('config', 'user.name', 'Test');
  run('config', 'user.email', 'test@example.invalid');
  write('.gitignore', '.env\nbuild/\n');
  commit('start');
}

describe('in a repository', () => {
  beforeEach(repository);

  test('files of every state, with their line and column', () => {
    write('src/pay.js', `// first line\nconst key = '${KEY}';\n`);
    commit('pay');
    write('.env', `NOUVEL_API_KEY=${KEY}\n`);
    write('build/out.js', `a("${KEY}")`);
    write('notes.txt', `${OTHER}\n${KEY}\n`);
    const asked = where(cwd, [ID]);
    expect([asked.code, asked.document.status, asked.document.id]).toEqual([1, 'found', ID]);
    expect(places(asked, 'work-tree')).toEqual([
      '.env 1 16 ignored',
      'build/out.js 1 4 ignored',
      'notes.txt 2 1 untracked',
      'src/pay.js 2 14 tracked',
    ]);
    expect(asked.document.key).toMatchObject({
      redacted: `${KEY.slice(0, 8)}…(${KEY.length})`,
      own: { label: 'NOUVEL_API_KEY in .env:1' },
    });
  });

  test('refs whose tip holds it, not those that only contain the commit', () => {
    write('a.js', `k = '${KEY}'\n`);
    commit('in');
    run('branch', 'old');
    write('a.js', `// changed since\nk = '${KEY}'\n`);
    commit('still in');
    run('tag', '-a', 'v1', '-m', 'release');
    run('branch', 'newer');
    write('a.js', 'k = process.env.KEY\n');
    commit('out');
    const asked = where(cwd, [ID]);
    expect(places(asked, 'ref')).toEqual(['newer a.js', 'old a.js', 'v1 a.js']);
    expect(places(asked, 'work-tree')).toEqual([]);
    expect(asked.document.places.filter(({ kind }) => kind === 'commit')).toMatchObject([
      { path: 'a.js', line: 1, versions: 2, commit: { summary: 'in' } },
    ]);
  });

  test('stashes, lost commits, messages, names, reflogs', () => {
    write('a.js', `k = '${KEY}'\n`);
    const lost = commit('lost');
    run('reset', '-q', '--hard', 'HEAD~1');
    write('b.js', `// another file\nk = '${KEY}'\n`);
    run('stash', 'push', '-qu');
    write('c.js', 'nothing\n');
    commit(`message\n\nwith ${KEY}`);
    write(`docs/${KEY}.txt`, 'nothing\n');
    commit('name');
    run('update-ref', '-m', `reset: moving to ${KEY}`, 'refs/heads/other', 'HEAD', '');
    const asked = where(cwd, [ID]);
    expect(places(asked, 'stash')).toEqual(['stash@{0} b.js']);
    expect(asked.document.places.filter(({ kind }) => kind === 'unreachable')).toMatchObject([
      { path: 'a.js', commit: { sha: lost } },
    ]);
    expect(places(asked, 'message')).toEqual(['<commit message> 3 6']);
    const masked = `docs/${KEY.slice(0, 8)}…(${KEY.length}).txt`;
    expect(places(asked, 'name')).toEqual([masked, masked]);
    // The file itself holds no key.
    expect(places(asked, 'work-tree')).toEqual([]);
    expect(places(asked, 'git-directory')).toEqual([
      expect.stringMatching(/^\.git\/index \d/),
      expect.stringMatching(/^\.git\/logs\/refs\/heads\/other 1 /),
    ]);
  });

  test('what is staged, here and in another work tree', () => {
    write('a.js', `k = '${KEY}'\n`);
    run('add', 'a.js');
    write('a.js', 'nothing\n');
    run('worktree', 'add', '-q', '../second', '-b', 'second');
    writeFileSync(join(cwd, '../second/b.js'), `k = "${KEY}"\n`);
    git(join(cwd, '../second'), 'add', 'b.js');
    const asked = where(cwd, [ID]);
    expect(places(asked, 'index')).toEqual(['a.js']);
    expect(places(asked, 'unreachable')).toEqual([]);
    expect(places(asked, 'work-tree')).toEqual(['../second/b.js 1 6 tracked']);
  });

  test('every work tree, asked from whichever and from below', () => {
    write('deep/er/a.js', 'nothing\n');
    commit('deep');
    run('worktree', 'add', '-q', '../second', '-b', 'second');
    writeFileSync(join(cwd, '../second/.env'), `K=${KEY}\n`);
    write('deep/b.js', KEY);
    expect(places(where(cwd, [ID]), 'work-tree')).toEqual([
      '../second/.env 1 3 ignored',
      'deep/b.js 1 1 untracked',
    ]);
    expect(places(where(join(cwd, 'deep/er'), [ID]), 'work-tree')).toEqual([
      '../../../second/.env 1 3 ignored',
      '../b.js 1 1 untracked',
    ]);
    expect(places(where(join(cwd, '../second'), [ID]), 'work-tree')).toEqual([
      '../repository/deep/b.js 1 1 untracked',
      '.env 1 3 ignored',
    ]);
  });

  test('encoded, and where nothing else would make it a key', () => {
    write('a.txt', `x${KEY}y ${Buffer.from(`--${KEY}--`).toString('base64')}\n`);
    write('b.txt', `NOUVEL_API_KEY=${KEY}\n`);
    const asked = where(cwd, [ID]);
    expect(asked.document.places).toMatchObject([
      { path: 'a.txt', encoding: [] },
      { path: 'a.txt', encoding: ['base64'] },
      { path: 'b.txt' },
    ]);
  });

  test('a repository of its own inside, a submodule, a bare repository', () => {
    write('inner/a.js', `k = '${KEY}'\n`);
    git(join(cwd, 'inner'), 'init', '-q');
    expect(places(where(cwd, [ID]), 'work-tree')).toEqual(['inner/a.js 1 6 nested repository']);
    rmSync(join(cwd, 'inner'), { recursive: true });
    write('a.js', `k = '${KEY}'\n`);
    commit('in');
    git(cwd, 'clone', '-q', '--bare', '.', '../bare.git');
    const bare = where(join(cwd, '../bare.git'), [ID]);
    expect([bare.code, places(bare, 'ref'), places(bare, 'work-tree')]).toEqual([1, ['main a.js'], []]);
    run('submodule', 'add', '-q', '../bare.git', 'sub');
    commit('submodule');
    expect(where(cwd, [ID]).document.coverage.skipped).toContainEqual(
      expect.objectContaining({ kind: 'excluded', path: 'sub' }),
    );
  });
});

describe('which key', () => {
  beforeEach(repository);

  test.each([
    ['8 digits', () => [sha256(KEY).slice(0, 8)], ''],
    ['the whole fingerprint', () => [`nouvel-api-key:${sha256(KEY)}`], ''],
    ['the key on standard input', () => ['-'], `${KEY}\n`],
  ])('%s', (_, args, input) => {
    write('a.js', `k = '${KEY}'\n`);
    expect(places(where(cwd, args(), { input }), 'work-tree')).toEqual(['a.js 1 6 untracked']);
  });

  test('by the last report, although the place that a scan knows is gone', () => {
    const key = nohumanKey(703, 'hex', 40);
    write('a.js', `NOHUMAN_API_KEY = '${key}'\n`);
    expect(leakward(cwd, ['scan']).code).toBe(1);
    write('a.js', `x ${key}\n`);
    const asked = where(cwd, [sha256(key).slice(0, 12)]);
    expect(places(asked, 'work-tree')).toEqual(['a.js 1 3 untracked']);
  });

  test.each([
    ['too few digits', ['1234567'], ''],
    ['a key as an argument', [KEY], ''],
    ['nothing on standard input', ['-'], '\n'],
    ['two keys on standard input', ['-'], `${KEY}\n${OTHER}\n`],
    ['no key on standard input', ['-'], 'something else that is long\n'],
    ['an unknown format', [ID, '--format', 'sarif'], ''],
  ])('%s is an error that quotes nothing', (_, args, input) => {
    const ran = leakward(cwd, ['where', ...args], { input });
    expect([ran.code, ran.out]).toEqual([2, '']);
    expect(ran.err).not.toContain(KEY.slice(8));
    expect(ran.err).not.toContain('something else');
  });

  test('nowhere: exit code 0 and a sentence; unread parts: 3', () => {
    write('a.js', `k = '${OTHER}'\n`);
    const ran = leakward(cwd, ['where', ID]);
    expect(ran.code).toBe(0);
    expect(ran.out).toMatch(new RegExp(`^${ID} was found nowhere \\(\\d+ files, \\d+ blobs?, 1 commit\\)`));
    expect(ran.out).toContain('--machine');
    expect(where(cwd, [ID]).document).toMatchObject({ status: 'not-found', places: [] });
    rmSync(join(cwd, '.git/objects', run('rev-parse', 'HEAD:.gitignore').replace(/^../, '$&/')));
    expect(where(cwd, [ID])).toMatchObject({ code: 3, document: { status: 'incomplete' } });
  });

  test('outside a repository: the files below', () => {
    const plain = directoryOf({ 'a/b.txt': `key ${KEY}` });
    const asked = where(plain, [ID]);
    expect(places(asked, 'work-tree')).toEqual(['a/b.txt 1 5']);
    expect(where(directoryOf(), [ID]).code).toBe(3);
  });
});

describe('--machine', () => {
  const HOME = {
    '.bash_history': `ls\nexport NOUVEL_API_KEY=${KEY}\n`,
    '.claude/projects/p/session.jsonl': `${JSON.stringify({ text: `key="${KEY}"` })}\n`,
    '.npmrc': '//registry/:_authToken=none\n',
    '.config/Code/User/settings.json': `{"a":"${KEY}"}`,
    '.config/JetBrains/Idea2026/options/other.xml': `<a b="${KEY}"/>`,
    '.config/JetBrains/other.xml': `<a b="${KEY}"/>`,
    '.local/share/fish/fish_history': `- cmd: curl ${KEY}\n`,
    'not-a-preset.txt': KEY,
  };
  beforeEach(repository);

  test('histories, transcripts, settings and the environment', () => {
    const home = directoryOf(HOME);
    const asked = where(cwd, [ID, '--machine'], { env: { HOME: home, MY_KEY: KEY } });
    expect(asked.code).toBe(1);
    expect(places(asked, 'environment')).toEqual(['MY_KEY']);
    expect(places(asked, 'machine')).toEqual([
      '~/.bash_history 2 23 shell history',
      expect.stringMatching(
        /^~\/\.claude\/projects\/p\/session\.jsonl 1 \d+ Claude Code transcripts and settings$/,
      ),
      '~/.config/Code/User/settings.json 1 7 Code settings',
      '~/.config/JetBrains/Idea2026/options/other.xml 1 7 JetBrains settings and scratches',
      '~/.local/share/fish/fish_history 1 13 shell history',
    ]);
    expect(where(cwd, [ID], { env: { HOME: home } }).code).toBe(0);
  });

  test('where variables moved them, and each file once', () => {
    const home = directoryOf({
      'else/where': `export K=${KEY}\n`,
      'config/git/credentials': `https://${KEY}@host\n`,
    });
    const env = { HOME: home, HISTFILE: join(home, 'else/where'), XDG_CONFIG_HOME: join(home, 'config') };
    expect(places(where(cwd, [ID, '--machine'], { env }), 'machine')).toEqual([
      '~/config/git/credentials 1 9 git settings and credentials',
      '~/else/where 1 10 shell history',
    ]);
    const inside = where(home, [ID, '--machine'], { env });
    expect([places(inside, 'machine'), places(inside, 'work-tree')]).toEqual([
      [],
      ['config/git/credentials 1 9', 'else/where 1 10'],
    ]);
  });

  test('links are followed to a file, not to a device; what cannot be read is told', () => {
    const home = directoryOf({ 'dotfiles/netrc': `machine a password ${KEY}\n` });
    symlinkSync('dotfiles/netrc', join(home, '.netrc'));
    symlinkSync('/dev/null', join(home, '.bash_history'));
    symlinkSync('gone', join(home, '.npmrc'));
    const found = where(cwd, [ID, '--machine'], { env: { HOME: home } });
    expect(places(found, 'machine')).toEqual(['~/.netrc 1 20 netrc']);
    rmSync(join(home, '.netrc'));
    expect(where(cwd, [ID, '--machine'], { env: { HOME: home } }).code).toBe(0);
    symlinkSync('.netrc', join(home, '.netrc'));
    const unread = where(cwd, [ID, '--machine'], { env: { HOME: home } });
    expect(unread.code).toBe(3);
    expect(unread.document.coverage.skipped).toEqual([{ kind: 'unread', path: '~/.netrc', reason: 'ELOOP' }]);
  });

  test('without a home directory: an error', () => {
    const ran = leakward(cwd, ['where', ID, '--machine'], { env: { HOME: '' } });
    expect([ran.code, ran.err]).toEqual([2, expect.stringContaining('there is no home directory')]);
  });
});
