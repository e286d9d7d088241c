/** Which addresses an organisation's own key service may have. */
import { expect, test } from 'vitest';
import { readRevokeSettings } from '../../src/revoke/settings.ts';

const reachOf = (block: Readonly<Record<string, unknown>>, env: Readonly<Record<string, string>> = {}) =>
  readRevokeSettings({ nouvel: block }, 'own.toml', env, ['nouvel']).http.get('nouvel')?.base.reach;

test('a key service may have a private address only where the settings say so', () => {
  const url = 'https://keys.example.com/revoke';
  expect(reachOf({ url })).toBe('public');
  expect(reachOf({ url, private: false })).toBe('public');
  expect(reachOf({ url, private: true })).toBe('private');
  expect(reachOf({ url: 'https://127.0.0.1/revoke', private: true })).toBe('loopback');
  const { http } = readRevokeSettings(undefined, 'own.toml', { LEAKWARD_REVOKE_NOUVEL_URL: url }, ['nouvel']);
  expect(http.get('nouvel')?.base.reach).toBe('public');
});

test.each([
  [{ url: 'http://keys.example.com/revoke', private: true }, /must start with https/],
  [{ url: 'https://keys.example.com/{key}' }, /a key in an address ends up in logs/],
  [{ url: 'https://keys.example.com/revoke', private: 'yes' }, /true or false/],
])('an address of a key service that is refused: %j', (block, message) => {
  expect(() => reachOf(block)).toThrow(message);
});
