import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnsOf, printable, printableUpTo } from '../../src/report/printable.ts';

const OBEYED = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|##\[/u;

describe('printable', () => {
  it.each([
    ['a line end', 'a\nb', 'a\\nb'],
    ['a carriage return', 'a\rb', 'a\\rb'],
    ['a tab', 'a\tb', 'a\\tb'],
    ['ANSI', '\x1b[31mred', '\\u001b[31mred'],
    ['a C1 control', '\x9b31m', '\\u009b31m'],
    ['a right-to-left override', 'a\u202etxt.exe', 'a\\u202etxt.exe'],
    ['a zero-width space', 'a\u200bb', 'a\\u200bb'],
    ['a tag character', 'a\u{e0041}', 'a\\u{e0041}'],
    ['a lone surrogate', 'a\ud800', 'a\\ud800'],
    ['the old form of a workflow command', '##[error]x ###[x', '\\u0023#[error]x #\\u0023#[x'],
    ['ordinary text', 'Zoë 文件 🔑 a=b', 'Zoë 文件 🔑 a=b'],
  ])('writes %s so that nothing obeys it', (_, text, expected) => {
    expect(printable(text)).toBe(expected);
  });

  it('leaves nothing that a terminal or a log obeys, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(printable(text)).not.toMatch(OBEYED);
        expect(printableUpTo(text, 20)).not.toMatch(OBEYED);
        expect(printableUpTo(text, 20).length).toBeLessThanOrEqual(20);
      }),
    );
  });

  it('cuts long text in its middle', () => {
    expect(printableUpTo('abcdefghij', 7)).toBe('abc…hij');
    expect(printableUpTo('abcdefghij', 10)).toBe('abcdefghij');
  });
});

describe('columns of text', () => {
  it.each([
    ['abc', 3],
    ['文件', 4],
    ['e\u0301', 1],
    ['🔑', 2],
  ])('%s takes %i', (text, columns) => {
    expect(columnsOf(text)).toBe(columns);
  });
});
