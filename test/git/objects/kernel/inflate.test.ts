import { readFileSync } from 'node:fs';
import { constants, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inflateSmall } from '../../../../src/git/objects/pack-walk.ts';
import { createInflate } from '../../../support/inflate.ts';

const RUNS = Number(process.env['LEAKWARD_RUNS'] ?? 500);
const inflate = createInflate();

/** What zlib makes of a stream, if it gives as many bytes as are expected. */
function byZlib(stream: Uint8Array, size: number): { bytes: Buffer; taken: number } | undefined {
  try {
    const { bytes, taken } = inflateSmall(stream, size);
    return bytes.length === size ? { bytes, taken } : undefined;
  } catch {
    return undefined;
  }
}

const SOURCE = readFileSync(new URL(import.meta.url));

/** Bytes each as often as the two before together, in a random order: the rare ones have codes of 15 bits. */
const SKEWED = fc.tuple(fc.integer({ min: 12, max: 17 }), fc.nat()).map(([kinds, seed]) => {
  const counts = [1, 1];
  while (counts.length < kinds) counts.push((counts.at(-1) ?? 0) + (counts.at(-2) ?? 0));
  const bytes = counts.flatMap((count, kind) => Array.from({ length: count }, () => kind * 13));
  let state = seed | 1;
  for (let i = bytes.length - 1; i > 0; i--) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    const j = (state >>> 8) % (i + 1);
    [bytes[i], bytes[j]] = [bytes[j] ?? 0, bytes[i] ?? 0];
  }
  return Buffer.from(bytes);
});

/** Text, noise, runs, repetitions at all distances, and codes of all lengths. */
const CONTENT = fc.oneof(
  SKEWED,
  fc.uint8Array({ maxLength: 3000 }).map((bytes) => Buffer.from(bytes)),
  fc.tuple(fc.nat(SOURCE.length), fc.nat(4000)).map(([at, length]) => SOURCE.subarray(at, at + length)),
  fc
    .tuple(fc.uint8Array({ minLength: 1, maxLength: 20 }), fc.integer({ min: 1, max: 3000 }))
    .map(([bytes, times]) => Buffer.concat(Array.from({ length: times }, () => Buffer.from(bytes)))),
  fc
    .tuple(fc.uint8Array({ maxLength: 300 }), fc.nat(33_000))
    .map(([bytes, gap]) => Buffer.concat([Buffer.from(bytes), Buffer.alloc(gap), Buffer.from(bytes)])),
);

const SETTINGS = fc.record({
  level: fc.integer({ min: 0, max: 9 }),
  memLevel: fc.integer({ min: 1, max: 9 }),
  windowBits: fc.integer({ min: 9, max: 15 }),
  strategy: fc.constantFrom(
    constants.Z_DEFAULT_STRATEGY,
    constants.Z_FILTERED,
    constants.Z_HUFFMAN_ONLY,
    constants.Z_RLE,
    constants.Z_FIXED,
  ),
});

const DAMAGE = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 3 });

function damaged(stream: Buffer, damage: readonly (readonly [number, number])[], isEarly: boolean): Buffer {
  const copy = Buffer.from(stream);
  for (const [at, change] of damage) {
    const place = at % (isEarly ? Math.min(40, copy.length) : copy.length);
    copy[place] = (copy[place] ?? 0) ^ change;
  }
  return copy;
}

describe('inflate, as zlib does', () => {
  test('whole streams, with other bytes behind', () => {
    const property = fc.property(
      CONTENT,
      SETTINGS,
      fc.uint8Array({ maxLength: 40 }),
      (bytes, settings, rest) => {
        const stream = deflateSync(bytes, settings);
        const read = inflate(Buffer.concat([stream, rest]), bytes.length);
        expect(read?.taken).toBe(stream.length);
        expect(read?.bytes.equals(bytes)).toBe(true);
        expect(inflate(stream, bytes.length + 1)).toBeUndefined();
        if (bytes.length > 0) expect(inflate(stream, bytes.length - 1)).toBeUndefined();
      },
    );
    fc.assert(property, { numRuns: RUNS });
  });

  test('damaged streams', () => {
    const property = fc.property(
      CONTENT,
      SETTINGS,
      DAMAGE,
      fc.boolean(),
      (bytes, settings, damage, isEarly) => {
        const stream = damaged(deflateSync(bytes, settings), damage, isEarly);
        expect(inflate(stream, bytes.length)).toEqual(byZlib(stream, bytes.length));
      },
    );
    fc.assert(property, { numRuns: 2 * RUNS });
  });

  test('streams that are cut', () => {
    const property = fc.property(CONTENT, SETTINGS, fc.nat(), (bytes, settings, at) => {
      const stream = deflateSync(bytes, settings);
      expect(inflate(stream.subarray(0, at % stream.length), bytes.length)).toBeUndefined();
    });
    fc.assert(property, { numRuns: RUNS });
  });

  test('any bytes', () => {
    const property = fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat(600), (noise, size) => {
      const stream = Buffer.concat([Buffer.from([0x78, 0x9c]), noise]);
      expect(inflate(stream, size)).toEqual(byZlib(stream, size));
    });
    fc.assert(property, { numRuns: 4 * RUNS });
  });
});

/** Bits of a stream, the first in the lowest place: fields of deflate, without the checksum. */
function streamOf(...fields: readonly (readonly [value: number, bits: number])[]): Buffer {
  const bits = fields.flatMap(([value, count]) => Array.from({ length: count }, (_, i) => (value >> i) & 1));
  const bytes = Buffer.alloc(2 + Math.ceil(bits.length / 8) + 24);
  bytes.writeUInt16BE(0x789c);
  for (const [i, bit] of bits.entries()) bytes[2 + (i >> 3)] = (bytes[2 + (i >> 3)] ?? 0) | (bit << (i & 7));
  return bytes;
}

const LAST = [1, 1] as const;
const DYNAMIC = [2, 2] as const;

test.each([
  ['a kind of block that is none', streamOf(LAST, [3, 2])],
  ['287 literals and lengths', streamOf(LAST, DYNAMIC, [30, 5], [0, 5], [0, 4])],
  ['31 distances', streamOf(LAST, DYNAMIC, [0, 5], [30, 5], [0, 4])],
  [
    'lengths of codes that are no code',
    streamOf(LAST, DYNAMIC, [0, 5], [0, 5], [0, 4], [1, 3], [1, 3], [1, 3]),
  ],
  ['a repetition of nothing', streamOf(LAST, DYNAMIC, [0, 5], [0, 5], [0, 4], [1, 3], [1, 3], [0, 1])],
  ['a distance before the start', streamOf(LAST, [1, 2], [0b1000000, 7], [0, 5])],
  ['a stored block whose length is not repeated', streamOf(LAST, [0, 2], [0, 5], [5, 16], [5, 16])],
])('refused, as by zlib: %s', (_, stream) => {
  for (const size of [0, 3]) {
    expect(byZlib(stream, size)).toBeUndefined();
    expect(inflate(stream, size)).toBeUndefined();
  }
});

test('the head of a stream: method, window, check and dictionary', () => {
  const bytes = Buffer.from('text');
  const stream = deflateSync(bytes);
  for (let head = 0; head < 65_536; head += 1) {
    stream.writeUInt16BE(head);
    // What zlib says of most heads is said by the first bits; the others are asked.
    if (head % 31 !== 0 || (head & 0x0f00) !== 0x0800) continue;
    expect([head, inflate(stream, 4)?.taken]).toEqual([head, byZlib(stream, 4)?.taken]);
  }
});
