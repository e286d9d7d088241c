import { expect, test } from 'vitest';
import type { HttpAnswer } from '../../src/http/message.ts';
import { planOf, readAnswer, waitOf } from '../../src/providers/reading.ts';
import { NOHUMAN, NOUVEL } from '../support/keys.ts';

function answer(status: number, body: unknown, headers: Record<string, string> = {}): HttpAnswer {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { kind: 'answer', status, body: text, headers: { 'content-type': 'application/json', ...headers } };
}

const NOW = new Date('2026-11-24T12:00:00Z');

test.each([
  ['seconds', answer(429, {}, { 'retry-after': '23' }), 23],
  ['a year', answer(429, {}, { 'retry-after': '31536000' }), 60],
  ['none', answer(429, {}), 2],
  ['zero', answer(429, {}, { 'retry-after': '0' }), 1],
  ['nonsense', answer(429, {}, { 'retry-after': 'soon' }), 2],
  ['a date', answer(429, {}, { 'retry-after': 'Tue, 24 Nov 2026 12:00:10 GMT' }), 10],
  [
    'a date by a clock two hours behind',
    answer(
      429,
      {},
      { 'retry-after': 'Tue, 24 Nov 2026 10:00:10 GMT', date: 'Tue, 24 Nov 2026 10:00:00 GMT' },
    ),
    10,
  ],
  ['a date that is over', answer(429, {}, { 'retry-after': 'Tue, 24 Nov 2026 10:00:00 GMT' }), 1],
  ['the body', answer(429, { error: 'Rate limit exceeded', retryAfter: 17 }), 17],
])('waits as long as %s says', (_, limited, seconds) => {
  expect(waitOf(limited, NOW)).toBe(seconds);
});

const { verify: NOUVEL_API } = NOUVEL;
const { verify: NOHUMAN_API } = NOHUMAN;

test.each([
  ['no JSON type', answer(404, { error: 'x' }, { 'content-type': 'text/plain' })],
  ['a page', answer(200, '<html></html>', { 'content-type': 'text/html' })],
  ['a list', answer(404, [])],
  ['half a body', answer(404, '{"error":')],
  ['nothing', answer(404, '')],
  ['another status', answer(418, { error: 'x' })],
  ['inherited fields', answer(404, { toString: 1 })],
])('%s fits no row', (_, given) => {
  expect(NOUVEL_API && readAnswer(NOUVEL_API, {}, given)).toBeUndefined();
  expect(NOHUMAN_API && readAnswer(NOHUMAN_API, {}, given)).toBeUndefined();
});

test('a permission is read only from the answer that names it', () => {
  const given = answer(403, { error: "This API key does not have the 'publish' permission" });
  expect(NOUVEL_API && readAnswer(NOUVEL_API, { permission: 'publish' }, given)?.permission).toBe('denied');
  expect(NOUVEL_API && readAnswer(NOUVEL_API, { permission: 'generate' }, given)?.permission).toBeUndefined();
});

test.each([
  ['5', 'Starter'],
  ['30', 'Business'],
  ['7', undefined],
  ['toString', undefined],
])('a limit of %s is the plan %s', (limit, plan) => {
  expect(NOHUMAN_API && planOf(NOHUMAN_API, answer(404, {}, { 'x-ratelimit-limit': limit }))).toBe(plan);
});
