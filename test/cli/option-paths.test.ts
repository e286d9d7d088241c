import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nouvelKey } from '../support/keys.ts';
import { leakward } from '../support/resident.ts';
import { directoryOf, git } from '../support/run.ts';

const LEAK = `key = "${nouvelKey(7)}"\n`;
const LIST = '# Own keys\n';

/** A repository with a leak below `sub`, from where the command is run. */
function below(files: Readonly<Record<string, string>> = {}): { root: string; sub: string } {
  const root = directoryOf({ 'sub/a.txt': LEAK, ...files });
  git(root, 'init', '-q');
  git(root, 'add', '-A');
  git(root, 'commit', '-qm', 'one');
  return { root, sub: join(root, 'sub') };
}

describe('a file that is named and missing is an error with a hint', () => {
  const commands = [['scan'], ['history'], ['diff', '--staged'], ['explain', 'text']] as const;
  const missing = [
    ['--rules', 'LEAKWARD_RULES', 'rules', '["gone"]'],
    ['--keys', 'LEAKWARD_KEYS', 'keys', '"gone"'],
    ['--baseline', 'LEAKWARD_BASELINE', 'baseline', '"gone"'],
  ] as const;

  test.each(missing)('%s', (flag, variable, key, value) => {
    for (const command of commands) {
      if (command[0] === 'explain' && flag === '--baseline') continue;
      const { sub } = below();
      const flagged = leakward(sub, [...command, flag, 'gone']);
      expect([flagged.code, flagged.err]).toEqual([2, expect.stringContaining(join(sub, 'gone'))]);
      const set = leakward(sub, [...command], { env: { [variable]: 'gone' } });
      expect([set.code, set.err]).toEqual([2, expect.stringContaining(join(sub, 'gone'))]);
      const filed = below({ 'leakward.toml': `${key} = ${value}\n` });
      const found = leakward(filed.sub, [...command]);
      expect([found.code, found.err]).toEqual([2, expect.stringContaining(join(filed.root, 'gone'))]);
    }
  });

  test('--config, also from the environment', () => {
    const { sub } = below();
    for (const ran of [
      leakward(sub, ['scan', '-c', 'gone']),
      leakward(sub, ['scan'], { env: { LEAKWARD_CONFIG: 'gone' } }),
    ]) {
      expect([ran.code, ran.err]).toEqual([
        2,
        expect.stringMatching(/gone cannot be read: no such file\nhint: /),
      ]);
    }
  });

  test('the hint says how to make it, or which name was meant', () => {
    const { sub } = below({ 'sub/mine.toml': '' });
    expect(leakward(sub, ['scan', '--baseline', 'b']).err).toContain(
      `hint: leakward baseline create --baseline ${join(sub, 'b')}`,
    );
    expect(leakward(sub, ['scan', '--keys', 'k']).err).toContain('hint: leakward keys add --keys');
    expect(leakward(sub, ['scan', '--rules', 'mime.toml']).err).toContain('hint: did you mean mine.toml?');
  });

  test('its usual name may be missing', () => {
    expect(leakward(below().sub, ['scan', '-f', 'json'])).toMatchObject({ code: 1, err: '' });
  });
});

test.each([
  [['scan', '--files-from', 'gone']],
  [['diff', '--patch', 'gone']],
  [['verify', 'gone']],
  [['keys', 'list', '--keys', 'gone']],
])('a list, a patch and a report that are named and missing are errors: %j', (args) => {
  const { code, out, err } = leakward(below().sub, args);
  expect([code, out, err]).toEqual([2, '', expect.stringContaining('gone')]);
});

describe('option paths are relative to the working directory, those of the settings file to that file', () => {
  const made = (cwd: string): string => {
    expect(leakward(cwd, ['baseline', 'create', '--baseline', 'known']).code).toBe(0);
    return join(cwd, 'known');
  };

  test('--baseline and LEAKWARD_BASELINE', () => {
    const { root, sub } = below();
    const path = made(sub);
    expect([existsSync(path), existsSync(join(root, 'known'))]).toEqual([true, false]);
    expect(leakward(sub, ['scan', '--baseline', 'known']).code).toBe(0);
    expect(leakward(sub, ['scan'], { env: { LEAKWARD_BASELINE: 'known' } }).code).toBe(0);
    expect(leakward(root, ['scan', '--baseline', 'sub/known']).code).toBe(0);
    expect(leakward(root, ['scan', '--baseline', 'known']).code).toBe(2);
    expect(leakward(sub, ['baseline', 'prune', '--baseline', 'known']).out).toContain('1 findings in known');
  });

  test('--keys and LEAKWARD_KEYS', () => {
    const { root, sub } = below();
    const add = (options: readonly string[], env: Readonly<Record<string, string>> = {}) =>
      leakward(sub, ['keys', 'add', '--label', 'x', ...options], { input: nouvelKey(8), env });
    expect(add(['--keys', 'mine']).code).toBe(0);
    expect(add([], { LEAKWARD_KEYS: 'mine' }).code).toBe(0);
    expect([existsSync(join(sub, 'mine')), existsSync(join(root, 'mine'))]).toEqual([true, false]);
    expect(add([]).code).toBe(0);
    expect(existsSync(join(root, 'leakward.keys'))).toBe(true);
    expect(leakward(sub, ['keys', 'list', '--keys', 'mine']).out).toContain('x');
  });

  test('--rules and LEAKWARD_RULES', () => {
    const rule = readFileSync(new URL('../../rules/nouvel.toml', import.meta.url), 'utf8').replace(
      'id = "nouvel',
      'id = "other-nouvel',
    );
    const { root, sub } = below({ 'sub/own.toml': rule });
    expect(leakward(sub, ['rules', 'list', '--rules', 'own.toml']).out).toContain('other-nouvel');
    expect(leakward(root, ['rules', 'list'], { env: { LEAKWARD_RULES: 'sub/own.toml' } }).code).toBe(0);
    expect(leakward(root, ['rules', 'list', '--rules', 'own.toml']).code).toBe(2);
  });

  test('rules, keys and baseline of leakward.toml, wherever it is run', () => {
    const rule = readFileSync(new URL('../../rules/nouvel.toml', import.meta.url), 'utf8').replace(
      'id = "nouvel',
      'id = "other-nouvel',
    );
    const settings = 'rules = ["own.toml"]\nkeys = "own.keys"\nbaseline = "own.base"\n';
    const { root, sub } = below({
      'leakward.toml': settings,
      'own.toml': rule,
      'own.keys': LIST,
      'own.base': '',
    });
    for (const cwd of [root, sub]) expect(leakward(cwd, ['scan'])).toMatchObject({ code: 1, err: '' });
  });
});

describe('--output', () => {
  test('- is standard output', () => {
    const { sub } = below();
    const { code, out } = leakward(sub, ['scan', '-f', 'json', '-o', '-', '-f', 'csv', '-o', 'a.csv']);
    expect([code, JSON.parse(out).status, existsSync(join(sub, '-'))]).toEqual([1, 'findings', false]);
    expect(readFileSync(join(sub, 'a.csv'), 'utf8')).toContain('a.txt');
  });

  test.each([
    ['a directory that is missing', ['-o', 'gone/r.txt'], 'hint: mkdir -p '],
    ['a directory', ['-o', 'd'], 'a directory'],
    [
      'the same file twice',
      ['-f', 'json', '-o', 'r', '-f', 'csv', '-o', './r'],
      'two reports would be written to',
    ],
    ['more outputs than formats', ['-f', 'json', '-o', 'a', '-o', 'b'], 'hint: give one --format for each'],
  ])('%s is refused before anything is read or written', (_, args, said) => {
    const { sub } = below();
    mkdirSync(join(sub, 'd'));
    for (const command of [['scan'], ['history'], ['diff', '--staged']]) {
      const { code, out, err } = leakward(sub, [...command, ...args]);
      expect([code, out, err]).toEqual([2, '', expect.stringContaining(said)]);
      expect(existsSync(join(sub, 'r'))).toBe(false);
    }
  });
});
