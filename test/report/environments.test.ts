import { expect, test } from 'vitest';
import { nohumanKey, nouvelKey } from '../support/keys.ts';
import { leakward } from '../support/resident.ts';
import { directoryOf } from '../support/run.ts';

const KEY = nouvelKey(32);
const HINT = /hint {2}production and staging share this key: create a separate key for each/;

test('a key that two environments share is a hint in report and explain, and changes no exit code', () => {
  const cwd = directoryOf({
    '.env.staging': `NOUVEL_API_KEY=${KEY}\n`,
    '.env.production': `NOUVEL_API_KEY=${KEY}\n`,
    'leakward.toml': 'fail-on = "nothing"\n',
  });
  const scanned = leakward(cwd, ['scan', '.']);
  expect([scanned.code, scanned.out]).toEqual([0, expect.stringMatching(HINT)]);
  const json = JSON.parse(leakward(cwd, ['scan', '.', '--format', 'json']).out);
  expect(json.findings.map((one: { sharedBy: unknown }) => one.sharedBy)).toEqual([
    ['production', 'staging'],
    ['production', 'staging'],
  ]);
  const [{ fingerprint }] = json.findings;
  const explained = leakward(cwd, ['explain', fingerprint]);
  expect(explained.out).toContain('hint: production and staging share this key');
});

test.each([
  [
    'sections of one file',
    { 'a.yml': `prod:\n  key: ${KEY}\ndev:\n  key: ${KEY}\n` },
    'production and development',
  ],
  [
    'a public variable beside a private one',
    { '.env': `NEXT_PUBLIC_NOUVEL_KEY=${KEY}\nNOUVEL_API_KEY=${KEY}\n` },
    'browser and server',
  ],
  ['names', { '.env': `NOUVEL_KEY_QA=${KEY}\nNOUVEL_KEY_PROD=${KEY}\n` }, 'production and testing'],
])('%s may share a key', (_, files, names) => {
  expect(leakward(directoryOf(files), ['scan', '.']).out).toContain(`${names} share this key`);
});

test('separate keys, and a key in one environment only, are no hint', () => {
  const cwd = directoryOf({
    '.env.staging': `NOUVEL_API_KEY=${nouvelKey(33)}\n`,
    '.env.production': `NOUVEL_API_KEY=${KEY}\nNOHUMAN_API_KEY=${nohumanKey(3)}\n`,
    'prod/config.json': `{"nouvelKey":"${KEY}"}`,
  });
  const { code, out } = leakward(cwd, ['scan', '.']);
  expect([code, out]).toEqual([1, expect.not.stringContaining('share this key')]);
});
