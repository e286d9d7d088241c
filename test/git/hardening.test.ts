import { expect, test } from 'vitest';
import { hardenedEnv } from '../../src/git/hardening.ts';
import { nohumanKey, nouvelKey } from '../support/keys.ts';

test('git and what it starts get neither keys nor the operator’s tokens', () => {
  const secrets = {
    LEAKWARD_REVOKE_NOUVEL_TOKEN: 'x',
    NOUVEL_REVOKE_TOKEN: 'x',
    KEYS_TOKEN: 'x',
    GITHUB_TOKEN: 'x',
    VAULT_SECRET_ID: 'x',
    SOME_API_KEY: 'x',
    ANY: nouvelKey(1),
    WIDE: nohumanKey(3, 'base64url', 43),
    HEADER: `Bearer ${nohumanKey(1)}`,
    ADDRESS: `https://a.example/?key=${nouvelKey(2)}`,
  };
  const kept = {
    PATH: '/opt/nh_tools/bin:/usr/bin',
    HOME: '/home/ana',
    SSH_AUTH_SOCK: '/run/ssh',
    GIT_CONFIG_VALUE_0: 'AUTHORIZATION: basic x',
    GIT_INDEX_FILE: '/r/.git/index',
  };
  const child = hardenedEnv({ ...secrets, ...kept }, { repository: 'inherit', protocols: [] });
  expect(Object.keys(secrets).filter((name) => name in child)).toEqual([]);
  expect(child).toMatchObject(kept);
});
