import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Needle } from '../../../src/detect/kernel/needle.ts';
import { createSearcher } from '../../../src/detect/kernel/searcher.ts';
import { formsOf } from '../../../src/detect/needles.ts';
import { isCurrent } from '../../build/kernel.ts';
import { naiveSearch } from '../../support/naive-search.ts';

function search(needles: readonly Needle[], bytes: Uint8Array): number[] {
  const searcher = createSearcher(needles);
  searcher.buffer(bytes.length).set(bytes);
  return [...searcher.find(bytes.length)];
}

const few = fc.constantFrom(0, 0x41, 0x42, 0x61, 0xc1, 0xff);
const needleByte = fc.oneof(few, fc.uniqueArray(few, { minLength: 1, maxLength: 3 }));
const needle = fc.array(needleByte, { minLength: 3, maxLength: 9 });
const text = fc.array(few, { maxLength: 200 }).map((bytes) => Uint8Array.from(bytes));

test('finds what comparing every needle at every offset finds', () => {
  fc.assert(
    fc.property(fc.array(needle, { minLength: 1, maxLength: 30 }), text, (needles, bytes) => {
      expect(search(needles, bytes)).toEqual(naiveSearch(needles, bytes));
    }),
    { numRuns: 500 },
  );
});

test('finds every form of both keywords in a text made of them', () => {
  const needles = ['nh_', 'nvl_'].flatMap(formsOf).map((form) => form.needle);
  const spelled = needles.flatMap((places) => [
    ...places.map((byte) => (typeof byte === 'number' ? byte : (byte[0] ?? 0))),
    0x20,
  ]);
  const bytes = Uint8Array.from(spelled);
  expect(search(needles, bytes)).toEqual(naiveSearch(needles, bytes));
});

test('finds a needle at the very end and none that reaches past it', () => {
  const bytes = Buffer.from('0123456789abcdenvl');
  expect(search([[...Buffer.from('nvl')], [...Buffer.from('nvl_')]], bytes)).toEqual([15, 0]);
});

test('finds a wrapped needle across a line end, with the offset of its first byte', () => {
  const line = 'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo';
  for (const [end, cut] of [
    ['\n', 1],
    ['\r\n', 3],
    ['\n  ', 2],
  ] as const) {
    const bytes = Buffer.from(`${line}${'bnZs'.slice(0, cut)}${end}${'bnZs'.slice(cut)}${line}`);
    const searcher = createSearcher(
      [[...Buffer.from('bnZs')], [...Buffer.from('nvl_')]],
      (needle) => needle === 0,
    );
    searcher.buffer(bytes.length).set(bytes);
    expect([...searcher.find(bytes.length)]).toEqual([line.length, 0]);
  }
});

test('forgets the text before', () => {
  const searcher = createSearcher([[...Buffer.from('nvl_')]]);
  searcher.buffer(8).set(Buffer.from('xxnvl_xx'));
  expect([...searcher.find(8)]).toEqual([2, 0]);
  searcher.buffer(4).set(Buffer.from('abcd'));
  expect([...searcher.find(4)]).toEqual([]);
});

test('goes on when there are more hits than room for them', () => {
  const bytes = new Uint8Array(300_000).fill(0x61);
  expect(search([[0x61, 0x61, 0x61]], bytes).length).toBe((bytes.length - 2) * 2);
});

test('the committed module is what the source compiles to', async () => {
  expect(await isCurrent()).toBe(true);
});
