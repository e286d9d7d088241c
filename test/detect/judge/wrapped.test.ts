import { expect, test } from 'vitest';
import { isWrapped } from '../../../src/detect/judge/wrapped.ts';
import { nohumanKey } from '../../support/keys.ts';

const KEY = nohumanKey(3, 'base64url', 45);
const RANDOM = nohumanKey(5, 'base64url', 61).slice(3);

/** What is around the key, and whether the key is a part of wrapped text. */
const TEXTS: readonly (readonly [string, string, string, boolean])[] = [
  ['alone', '', '\n', false],
  ['the end of a here document behind', "cat <<'EOF'\n", '\nEOF\n', false],
  ['the end of a part of a form behind', 'name="value"\r\n\r\n', '\r\n--X--\r\n', false],
  ['the next entry of a list behind', '* ', '\n* second\n', false],
  ['a word behind', '', '\nproduction\n', false],
  ['an identifier behind', '', '\nspring_datasource_url\n', false],
  ['a line of the same width behind', '', `\n${RANDOM.slice(0, KEY.length)}\n`, true],
  ['the rest of a text behind', '', `\n${RANDOM.slice(0, 20)}\n`, true],
  ['the rest of a text behind, quoted', '"', `"\n"${RANDOM.slice(0, 20)}"\n`, true],
  ['a line of the same width above', `${RANDOM.slice(0, KEY.length)}\n`, '\n', true],
  ['more of its line in front, and a short rest', RANDOM.slice(0, 12), '\nEg\n', true],
];

test.each(TEXTS)('wrapped text: %s', (_, before, behind, expected) => {
  const bytes = Buffer.from(before + KEY + behind);
  expect(isWrapped(bytes, before.length, before.length + KEY.length, 'nh_')).toBe(expected);
});
