import { expect, test } from 'vitest';
import { keySpans } from '../../src/report/key-spans.ts';
import { nouvelKey } from '../support/keys.ts';

const KEY = nouvelKey(4002);
/** What is left of the same key where its middle is lost: too short for a key. */
const REST = `nvl_${KEY.slice(-12)}`;

const masked = (name: string): string[] =>
  keySpans(name, 'name').map(({ start, end }) => name.slice(start, end));

test('the rest of a key in a name of a file is masked beside the key, and stays where there is none', () => {
  expect(masked(`a.js${KEY}-${REST}.txt`)).toEqual(expect.arrayContaining([KEY, REST]));
  expect(masked(`a.js-${REST}.txt`)).toEqual([]);
});
