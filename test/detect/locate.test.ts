import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allowedBlocks } from '../../src/detect/allow.ts';
import { createLocator } from '../../src/detect/locate.ts';

const ORIGIN = { kind: 'file', path: 'a.txt' } as const;
const text = fc
  .array(fc.constantFrom('\n', '\r', '\r\n', 'a', ' b', 'é', '😀', '\ufeff', 'x'.repeat(1000)), {
    maxLength: 60,
  })
  .map((pieces) => Buffer.from(pieces.join('')));

/** Lines and columns counted character by character. */
function countedTo(bytes: Buffer, offset: number): { line: number; column: number } {
  const lines = bytes.toString('utf8', 0, offset).split(/\r\n|\r|\n/);
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

/** Offsets at which a character of UTF-8 starts, but not between CR and LF. */
function starts(bytes: Buffer): number[] {
  return [...bytes.keys(), bytes.length].filter(
    (i) => ((bytes[i] ?? 0) & 0xc0) !== 0x80 && !(bytes[i] === 0x0a && bytes[i - 1] === 0x0d),
  );
}

test('a place is the same in whatever order places are asked for', () => {
  fc.assert(
    fc.property(text, fc.array(fc.nat(), { maxLength: 12 }), (bytes, picks) => {
      const locate = createLocator({ origin: ORIGIN, bytes });
      const all = starts(bytes);
      for (const pick of picks) {
        const offset = all[pick % all.length] ?? 0;
        const { startLine: line, startColumn: column } = locate(offset, offset);
        expect({ line, column }).toEqual(countedTo(bytes, offset));
      }
    }),
  );
});

const MARKS = ['leakward:allow-begin', 'leakward:allow-end'] as const;

test('a place is in an allowed block if the last mark before it begins one', () => {
  const pieces = fc.array(fc.constantFrom(...MARKS, 'text', '\n'), { maxLength: 12 });
  fc.assert(
    fc.property(pieces, (some) => {
      const content = some.join('');
      const blocks = allowedBlocks(Buffer.from(content));
      let at = 0;
      for (const piece of some) {
        if (piece === 'text') {
          const before = content.slice(0, at);
          const begin = before.lastIndexOf(MARKS[0]);
          const expected = begin > before.lastIndexOf(MARKS[1]) ? begin : undefined;
          expect(blocks.find((block) => block.begin < at && at < block.end)?.begin).toBe(expected);
        }
        at += piece.length;
      }
    }),
  );
});
