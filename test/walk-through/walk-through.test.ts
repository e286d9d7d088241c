import { beforeAll, expect, test } from 'vitest';
import { type Said, type Walked, walkThrough } from './walk-through.ts';

let walked: Walked;
beforeAll(async () => {
  walked = await walkThrough();
});

function step(number: number): Said {
  const said = walked.said[number];
  if (said === undefined) throw new Error(`no step ${number}`);
  return said;
}

/** One key a provider. */
const count = (): number => walked.keys.length;

test('the history says that all keys are active, and what they may do', () => {
  const { text, code } = step(1);
  expect(code).toBe(1);
  expect(text).toContain(`${count()} leaked keys in ${count()} places (${count()} active)`);
  expect(text).toContain('may projects:read, analytics:read, publish; may or may not generate, copilot:chat');
});

test('the plan changes nothing and asks nobody', () => {
  const { text, code, requests } = step(2);
  expect([code, requests]).toEqual([1, []]);
  expect(text).toContain(`${count()} keys to revoke, 0 left alone`);
  expect(text).toMatch(/alive {2}active at .*; just now/);
  expect(text).toContain('nothing was changed yet');
});

test('--apply kills all', () => {
  const { text, code } = step(3);
  expect([code, text.match(/revoked: the endpoint answered 200; then the provider refused it/g)]).toEqual([
    0,
    Array(count()).fill('revoked: the endpoint answered 200; then the provider refused it'),
  ]);
  expect(walked.keys.map((key) => walked.emulator.revocations(key))).toEqual(Array(count()).fill(1));
});

test('a second run says that all are inactive already', () => {
  const { text, code } = step(4);
  expect([code, text.match(/already inactive/g)]).toEqual([0, Array(count()).fill('already inactive')]);
});

test('the journal verifies', () => {
  expect(step(5)).toMatchObject({ code: 0, text: expect.stringContaining('the journal verifies') });
});

test('nothing was generated, and no command asked a provider about a key more than four times', () => {
  const asked = walked.emulator.log.filter(({ provider }) => provider !== 'admin');
  expect(new Set(asked.map(({ method }) => method))).toEqual(new Set(['GET']));
  for (const { requests } of walked.said) {
    const known = requests.filter(({ provider, key }) => provider !== 'admin' && key !== 'unknown');
    for (const id of new Set(known.map(({ key }) => key)))
      expect(known.filter(({ key }) => key === id).length).toBeLessThanOrEqual(4);
  }
});

test('no key stands in anything that was said', () => {
  const text = walked.said.map((said) => said.text).join('');
  for (const key of walked.keys) expect(text).not.toContain(key.slice(key.indexOf('_') + 5));
});
