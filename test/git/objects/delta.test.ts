import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyDelta, readDeltaHead } from '../../../src/git/objects/delta.ts';

type Op = { readonly copy: readonly [from: number, length: number] } | { readonly insert: Uint8Array };

function sizeBytes(size: number): number[] {
  const bytes: number[] = [];
  for (let left = size; ; left = Math.floor(left / 128)) {
    if (left < 128) return [...bytes, left];
    bytes.push((left % 128) | 128);
  }
}

function encode(baseSize: number, size: number, ops: readonly Op[]): Uint8Array {
  const body = ops.flatMap((op) => {
    if ('insert' in op) return [op.insert.length, ...op.insert];
    const [from, length] = op.copy;
    const parts = [
      from & 255,
      (from >> 8) & 255,
      (from >> 16) & 255,
      (from >>> 24) & 255,
      length & 255,
      (length >> 8) & 255,
      (length >> 16) & 255,
    ];
    const used = parts.map((part, bit) => (part === 0 ? 0 : 1 << bit)).reduce((all, bit) => all | bit, 128);
    return [used, ...parts.filter((part) => part !== 0)];
  });
  return Uint8Array.from([...sizeBytes(baseSize), ...sizeBytes(size), ...body]);
}

function apply(base: Uint8Array, delta: Uint8Array) {
  const head = readDeltaHead(delta);
  if (head === undefined || head.size > 1 << 20) return undefined;
  const out = new Uint8Array(head.size);
  const ranges = applyDelta(base, delta, head, out);
  return ranges === undefined ? undefined : { out, ranges };
}

const bytes = (text: string): Uint8Array => Buffer.from(text);

describe('what changes are told', () => {
  const base = bytes('0123456789abcdefghij');
  const CASES: Readonly<
    Record<string, readonly [ops: readonly Op[], made: string, ranges: readonly number[]]>
  > = {
    'the same': [[{ copy: [0, 20] }], '0123456789abcdefghij', []],
    'two copies that follow each other': [[{ copy: [0, 8] }, { copy: [8, 12] }], '0123456789abcdefghij', []],
    'inserted bytes': [
      [{ copy: [0, 8] }, { insert: bytes('XY') }, { copy: [8, 12] }],
      '01234567XY89abcdefghij',
      [8, 10],
    ],
    'left out bytes': [[{ copy: [0, 8] }, { copy: [12, 8] }], '01234567cdefghij', [8, 8]],
    'a cut start': [[{ copy: [4, 16] }], '456789abcdefghij', [0, 0]],
    'a cut end': [[{ copy: [0, 16] }], '0123456789abcdef', [16, 16]],
    'all new': [[{ insert: bytes('new') }], 'new', [0, 3]],
  };
  test.each(Object.entries(CASES))('%s', (_, [ops, made, ranges]) => {
    const applied = apply(base, encode(base.length, made.length, ops));
    expect([Buffer.from(applied?.out ?? []).toString(), applied?.ranges]).toEqual([made, ranges]);
  });
});

test('any bytes as a delta are applied or refused, never more', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), fc.uint8Array({ maxLength: 64 }), (base, delta) => {
      const applied = apply(base, delta);
      for (const edge of applied?.ranges ?? []) expect(edge).toBeLessThanOrEqual(applied?.out.length ?? 0);
    }),
  );
});

test.each([
  ['a copy from behind the base', encode(4, 8, [{ copy: [2, 8] }])],
  ['more than its size', encode(4, 2, [{ copy: [0, 4] }])],
  ['less than its size', encode(4, 9, [{ copy: [0, 4] }])],
  ['another base', encode(5, 4, [{ copy: [0, 4] }])],
  ['an instruction that is reserved', Uint8Array.from([4, 4, 0])],
  ['an end within an insertion', Uint8Array.from([4, 4, 4, 1, 2])],
  ['an end within a copy', Uint8Array.from([4, 4, 0x91, 0])],
  ['nothing', new Uint8Array()],
] as const)('refused: %s', (_, delta) => {
  expect(apply(bytes('base'), delta)).toBeUndefined();
});
