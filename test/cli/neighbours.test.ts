import { expect, test } from 'vitest';
import { FORMATS } from '../../src/report/formats.ts';
import { nouvelKey } from '../support/keys.ts';
import { leakward } from '../support/resident.ts';
import { directoryOf, git } from '../support/run.ts';

const KEY = nouvelKey(41);
/** A password that no detector knows. */
const OTHER = 'correct-horse-9';

/** Lines of a CI log and of settings. */
const FILES = {
  'ci.log': `2026-01-02T03:04:05Z step DATABASE_URL=postgres://app:${OTHER}@db:5432/x NOUVEL_API_KEY=${KEY} MYSQL_PWD=${OTHER}\n`,
  'settings.json': `{"password":"${OTHER}","apiKey":"${KEY}","pin":"${OTHER}"}\n`,
  'users.csv': `1,${OTHER},${KEY},${OTHER}\n`,
};

test('other secrets on the line of a finding are in no format, nor in the guard', () => {
  const cwd = directoryOf(FILES);
  git(cwd, 'init', '-q');
  for (const format of FORMATS) {
    const { out, err, code } = leakward(cwd, ['scan', '-f', format, '--verbose']);
    expect(code).toBe(1);
    expect(out + err).not.toContain(OTHER);
  }
  git(cwd, 'add', '.');
  const guarded = leakward(cwd, ['guard', 'pre-commit']);
  expect(guarded.code).toBe(1);
  expect(guarded.out + guarded.err).not.toContain(OTHER);
  git(cwd, 'commit', '-q', '-m', 'Add the log');
  for (const args of [['history', '-f', 'html'], ['history'], ['diff', 'HEAD'], ['where', '-']]) {
    const { out, err } = leakward(cwd, args, { input: KEY });
    expect(out + err, args.join(' ')).not.toContain(OTHER);
  }
});
