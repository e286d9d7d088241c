import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Finding } from '../../src/model/finding.ts';
import type { Alphabet } from '../../src/model/rule.ts';
import { bodyOf } from '../../src/rules/body.ts';
import { seededBytes } from '../../src/rules/random.ts';
import { HOSTILE_LISTS, hostileBodies } from '../support/corpus/hostile/lists.ts';
import { seeded } from '../support/corpus/random.ts';
import { detectAll } from '../support/detect.ts';
import { NOHUMAN, NOUVEL } from '../support/keys.ts';

/** Bodies of other issuers behind `nvl_` and `nh_`: alphabet, length, what comes first. */
const FOREIGN: readonly (readonly [what: string, prefix: string, alphabet: Alphabet, length: number])[] = [
  ['NotifyKit and host agents', 'nh_', 'hex', 64],
  ['NichesHunter', 'nh_live_', 'base36', 32],
  ['an employer API', 'nh_live_', 'hex', 48],
  ['NumberHub and NewsHub', 'nh_live_', 'base62', 24],
  ['Neighborhue', 'nh_sk_', 'base64url', 43],
  ['NotificationHub', 'nh_', 'base64url', 40],
  ['a hand-off code', 'nh_', 'base64url', 43],
  ['NimHub', 'nh_', 'hex', 24],
  ['Nelvra', 'nvl_live_', 'hex', 32],
  ['Navil', 'nvl_', 'hex', 48],
  ['a gateway', 'nvl_', 'base64url', 32],
  ['a share link', 'nvl_', 'base64url', 43],
  ['a record id of cuid', 'nvl_', 'base36', 25],
  ['a secret of 40 characters', 'nvl_', 'base62', 40],
  ['a secret of 48 bytes', 'nvl_', 'base64url', 64],
  ['a URL of images', 'nvl_', 'base64url', 200],
];

/** What may touch a key of another issuer, or be around it. */
const PLACES: readonly ((key: string) => string)[] = [
  (key) => `const x = "${key}";`,
  (key) => `key: ${key}-old`,
  (key) => `key: ${key}_bak, fix-${key}`,
  (key) => `a_${key} 0${key}0`,
  (key) => `\${X:-${key}} --${key} -k${key}`,
];

const TRIES = 400;

/** Findings that only a touched side can have made: attributed, and less than the whole key. */
function cut(findings: readonly Finding[], key: string): string[] {
  return findings
    .filter(({ attribution }) => attribution === 'shape' || attribution === 'context')
    .map(({ secret }) => secret.reveal())
    .filter((found) => found !== key);
}

test.each(FOREIGN)(
  'no part of a key of %s is attributed, whatever touches it',
  (_, prefix, alphabet, length) => {
    const random = seededBytes(length);
    for (let i = 0; i < TRIES; i++) {
      const key = prefix + bodyOf(alphabet, length, random);
      for (const place of PLACES) expect(cut(detectAll(place(key)), key)).toEqual([]);
    }
  },
);

test('runs of base64url, base62 and base58 around a prefix are attributed nothing', () => {
  const alphabets = fc.constantFrom<Alphabet>('base64url', 'base62', 'base58');
  const random = seededBytes(3);
  fc.assert(
    fc.property(
      alphabets,
      fc.constantFrom(NOUVEL, NOHUMAN),
      fc.integer({ min: 1, max: 80 }),
      fc.integer({ min: 45, max: 120 }),
      (alphabet, { prefix }, before, behind) => {
        const text = bodyOf(alphabet, before, random) + prefix + bodyOf(alphabet, behind, random);
        expect(cut(detectAll(`src="https://example.org/${text}"`), '')).toEqual([]);
      },
    ),
    { numRuns: 4_000 },
  );
}, 60_000);

test('wrapped base64url with a prefix at every place is attributed nothing', () => {
  const random = seeded(5);
  for (let i = 0; i < 60; i++) {
    const text = Buffer.from(random.bytes(48 << 10)).toString('base64url');
    const chance = text.replace(/(.{97})..../g, (_, run: string) => run + NOUVEL.prefix);
    const wrapped = chance.replace(new RegExp(`.{${60 + (i % 17)}}`, 'g'), '$&\n');
    // A prefix at the start of a line with an issued body up to its end is what no reader can tell from a key.
    expect(cut(detectAll(wrapped), '').filter((key) => !wrapped.includes(`\n${key}\n`))).toEqual([]);
  }
}, 60_000);

test('names of every hostile list stay unlisted with something touching them', () => {
  for (const list of HOSTILE_LISTS) {
    for (const body of hostileBodies(list, 1, 300)) {
      const key = `${NOUVEL.prefix}${body}`;
      const text = `mn${key} ${key}-old fix-${key} \${X:-${key}} --${key}`;
      const listed = detectAll(text).filter(({ confidence }) => confidence !== 'low');
      expect(listed.map(({ secret }) => [list, secret.reveal()])).toEqual([]);
    }
  }
}, 60_000);
