import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ending } from '../../../src/detect/judge/ending.ts';

const PATTERNS = [
  /([A-Za-z_]\w{0,9})["']?\s*[:=]\s*["']?$/,
  /\bname="([^"\n]{1,8})"[^\n]*\n$/,
  /(?<![\w.])([a-z][\w-]{1,6})(?:\s*\([^()]{0,6}\))?(?:\s+is)?\s+["']?$/i,
  /<(a)>$|<(b)>\s*$/,
  /\S.*\t["']?$/,
] as const;
const WORDS = [
  'a',
  'B',
  'name',
  '="',
  '"',
  "'",
  ' ',
  '\n',
  '\t',
  ':',
  '=',
  'is',
  '(',
  ')',
  '<a>',
  '<b>',
  '.',
];
const text = fc.array(fc.constantFrom(...WORDS), { maxLength: 16 }).map((words) => words.join(''));

describe('a pattern of what a text ends with', () => {
  it.each(PATTERNS)('%s is matched from the end with the groups of the expression itself', (pattern) => {
    const read = ending(pattern);
    fc.assert(
      fc.property(text, (before) => {
        expect(read(before)?.slice(1)).toEqual(pattern.exec(before)?.slice(1));
      }),
    );
  });
});
