import { expect, test } from 'vitest';
import type { Alphabet } from '../../src/model/rule.ts';
import { bodyOf } from '../../src/rules/body.ts';
import { seededBytes } from '../../src/rules/random.ts';
import { sampleKey } from '../../src/rules/sample.ts';
import { detect, detectAll } from '../support/detect.ts';
import { NOHUMAN, NOUVEL, nohumanKey, nouvelKey } from '../support/keys.ts';

const random = seededBytes(99);
const nh = (alphabet: Alphabet, length: number): string => `nh${'_'}${bodyOf(alphabet, length, random)}`;
const nvl = (alphabet: Alphabet, length: number): string => `nvl${'_'}${bodyOf(alphabet, length, random)}`;

test.each([
  ['a Nouvel key anywhere', `see ${nouvelKey(3)}.`, 'shape', 'high'],
  ['a Nohuman key under its own variable', `NOHUMAN_API_KEY=${nohumanKey(4)}`, 'context', 'high'],
  [
    'a Nohuman key near its host',
    `curl https://api.nohuman.studio/v1 -H "Authorization: Bearer ${nohumanKey(5)}"`,
    'context',
    'high',
  ],
  ['a hexadecimal Nohuman key under its own variable', `NOHUMAN_KEY=${nh('hex', 40)}`, 'context', undefined],
  ['a random string with the prefix', `const x = "${nohumanKey(6)}";`, 'none', 'medium'],
  ['a Nouvel prefix before a nanoid', `token = "${nvl('base64url', 32)}"`, 'none', 'medium'],
  [
    'a Nouvel prefix before anything random under its variable',
    `NOUVEL_API_KEY=${nvl('base64url', 40)}`,
    'context',
    'high',
  ],
  [
    'another issuer by its infix',
    `key = "nh${'_'}live_${bodyOf('base62', 32, random)}"`,
    'foreign',
    'medium',
  ],
  ['another issuer by the name', `NOTIFYHUB_API_KEY=${nohumanKey(7)}`, 'foreign', undefined],
  [
    'a live infix under the provider’s own variable',
    `NOHUMAN_API_KEY=nh${'_'}live_${bodyOf('base62', 32, random)}`,
    'context',
    undefined,
  ],
])('attributes %s', (_, text, attribution, confidence) => {
  const [found] = detect(text);
  expect(found?.attribution).toBe(attribution);
  if (confidence !== undefined) expect(found?.confidence).toBe(confidence);
});

/** What is ordinary text, or random text that is no key: nothing is listed. */
const QUIET = [
  'int nh_composite_ecmp_select_by_rflow = nh_underlay_tunnel_vif_selection;',
  'nvl_reduced_num_tokens_per_expert + nvl_send_num_tokens_per_rank',
  'nh_list_get_attr_buffer_overflow // used with nohuman',
  'NH_20240131235959 nh_1712345678901_0 nh_3f9a21bc_1712345678901',
  `tmp = "nh${'_'}${bodyOf('hex', 32, random)}"`,
  `class="nh_Button_root__${bodyOf('base62', 5, random)}"`,
  'NOUVEL_API_KEY=nvl_your_api_key_here',
  `NOUVEL_API_KEY=nvl_${'x'.repeat(20)}`,
  `nvl_${'a'.repeat(43)}`,
  `nh_${'abcdefghijklmnopqrstuvwxyz0123'}`,
  `https://lh3.example.invalid/aida-public/AB6AXu-nvl${'_'}${bodyOf('base64url', 200, random)}`,
  `https://script.example.invalid/echo?user_content_key=nh${'_'}${bodyOf('base64url', 200, random)}`,
  `JWT_SECRET_KEY=nh${'_'}${bodyOf('base64url', 61, random)}`,
  `banh_sk_${bodyOf('hex', 64, random)} mnnvl${'_'}${bodyOf('base62', 32, random)}`,
  `NH_${bodyOf('hex', 20, random).toUpperCase()}`,
  `nh_550e8400-e29b-41d4-a716-446655440000`,
];

test.each(QUIET)('lists nothing in %s', (text) => {
  expect(detect(text)).toEqual([]);
});

test('a sample is a sample in every syntax, and never listed', () => {
  for (const rule of [NOHUMAN, NOUVEL]) {
    const key = sampleKey(rule, seededBytes(5));
    for (const text of [`${rule.variable}=${key}`, `"${key}"`]) {
      expect(detectAll(text).map(({ attribution }) => attribution)).toEqual(['sample']);
      expect(detect(text)).toEqual([]);
    }
  }
});

test('a line of wrapped base64url is no key; a list of keys is', () => {
  const line = bodyOf('base64url', 60, random);
  expect(detect(`${line}\nnh${'_'}${line.slice(3)}\n${line}\n`)).toEqual([]);
  expect(detect(`${nouvelKey(1)}\n${nouvelKey(2)}\n${nouvelKey(3)}\n`)).toHaveLength(3);
});

test('French text makes no context for Nouvel', () => {
  const text = `un nouvel objet, nouvel.aire_geographique\nconst x = "${nvl('base64url', 32)}"`;
  expect(detect(text)[0]?.attribution).toBe('none');
});

test('a part of a longer word makes no context for Nohuman', () => {
  for (const word of ['monohuman', 'nohumanman', 'NoHumansAllowed', 'arduinohumanoid']) {
    expect(detect(`${word}\nconst x = "${nohumanKey(9)}"`)[0]?.attribution).toBe('none');
  }
});

test('the fingerprint is that of rule and key, wherever it stands', () => {
  const key = nouvelKey(4);
  const [a] = detect(`k=${key}`, 'a.txt');
  const [b] = detect(`\n\n\n   token: "${key}"`, 'b/c.yml');
  expect(a?.fingerprint).toBe(b?.fingerprint);
});

test('every part of a score is told, and none holds the key', () => {
  const key = nouvelKey(5);
  const [found] = detect(`NOUVEL_API_KEY=${key}`);
  expect(found?.reasons.map(({ part }) => part)).toEqual([
    'randomness',
    'shape',
    'context',
    'syntax',
    'syntax',
  ]);
  expect(JSON.stringify(found?.reasons)).not.toContain(key.slice(4, 14));
});

test('exposure is told', () => {
  const key = nouvelKey(6);
  expect(detect(`NEXT_PUBLIC_NOUVEL_API_KEY=${key}`)[0]?.exposure).toEqual(['public-variable']);
  expect(detect(`x="${key}"`, 'public/app.js')[0]?.exposure).toEqual(['client-bundle']);
  expect(detect(`let k = "${key}"`, 'ios/App/Keys.swift')[0]?.exposure).toEqual(['mobile-source']);
});
