import { expect, test } from 'vitest';
import { gitError } from '../../src/git/git-error.ts';
import { gitWords } from '../../src/git/git-words.ts';
import { nohumanKey, nouvelKey } from '../support/keys.ts';
import { tracesOf } from '../support/traces.ts';

const KEYS = [nouvelKey(81), nohumanKey(82), nohumanKey(83, 'hex', 40)];
const OID = '0123456789abcdef0123456789abcdef01234567';

test.each(KEYS)('no part of a key that git quotes from a damaged file is repeated', (key) => {
  const body = key.slice(key.indexOf('_') + 1);
  const quoted = [
    key,
    body,
    `${body.slice(-10)}d3e87b9`,
    `${key.slice(0, 14)}\x01${key.slice(14)}`,
    `/${body}/`,
  ];
  for (const text of quoted) {
    const { message } = gitError('log', 'exit status 128', `fatal: bad shallow line: ${text}`, ['/home/ana']);
    for (const trace of tracesOf(key)) expect(message.includes(trace), message).toBe(false);
    expect(message).toContain('fatal: bad shallow line: ');
  }
});

test.each([
  'fatal: not a git repository (or any of the parent directories): .git',
  'error: multi-pack-index has an unsupported configuration',
  'warning: ignoring broken ref refs/remotes/origin/HEAD',
])('what git says in plain words stays: %s', (text) => {
  expect(gitWords(text)).toBe(text);
});

test('an id stays long enough for git', () => {
  expect(gitWords(`fatal: bad object ${OID}`)).toBe('fatal: bad object 0123456789…');
});

test('a path that we gave git stays', () => {
  const path = '/home/ana/Work2026_shop-v2';
  expect(gitWords(`fatal: '${path}' is no work tree`, [path])).toContain(path);
});
