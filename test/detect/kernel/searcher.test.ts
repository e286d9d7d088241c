import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Needle } from '../../../src/detect/kernel/needle.ts';
import { createSearcher } from '../../../src/detect/kernel/searcher.ts';
import { compileTables } from '../../../src/detect/kernel/tables.ts';
import { formsOf } from '../../../src/detect/needles.ts';
import { naiveSearch } from '../../support/naive-search.ts';

function search(needles: readonly Needle[], bytes: Uint8Array): number[] {
  const searcher = createSearcher(compileTables(needles));
  searcher.buffer(bytes.length).set(bytes);
  return [...searcher.find(bytes.length)];
}

const FORMS = ['nh_', 'nvl_'].flatMap(formsOf);

/** A text, one character a byte, in which a needle stands. */
function spell(needle: Needle): string {
  return String.fromCharCode(...needle.map((byte) => (typeof byte === 'number' ? byte : (byte[0] ?? 0))));
}

const few = fc.constantFrom(0, 0x41, 0x42, 0x61, 0xc1, 0xff);
const needleByte = fc.oneof(few, fc.uniqueArray(few, { minLength: 1, maxLength: 3 }));
const places = (least: number, most: number) => fc.array(needleByte, { minLength: least, maxLength: most });
/** Needles that begin alike share buckets, fingerprints and the first part of the comparison. */
const alike = fc
  .tuple(places(3, 20), fc.array(places(0, 12), { minLength: 1, maxLength: 5 }))
  .map(([start, ends]) => ends.map((end) => [...start, ...end]));
const needles = fc.oneof(fc.array(places(3, 9), { minLength: 1, maxLength: 30 }), alike);
const text = fc.array(few, { maxLength: 200 }).map((bytes) => Uint8Array.from(bytes));

test('finds what comparing every needle at every offset finds', () => {
  fc.assert(
    fc.property(needles, text, (some, bytes) => {
      expect(search(some, bytes)).toEqual(naiveSearch(some, bytes));
    }),
    { numRuns: 500 },
  );
});

test('finds a needle of any length at any offset from the start of a block, and at the end of the text', () => {
  for (let size = 3; size <= 32; size++) {
    const planted = Array.from({ length: size }, (_, i) => (i === 0 ? 0 : 0x61 + (i % 26)));
    const searcher = createSearcher(compileTables([planted]));
    for (let before = 0; before <= 48; before++) {
      const bytes = Uint8Array.from([...new Uint8Array(before).fill(0x2d), ...planted]);
      searcher.buffer(bytes.length).set(bytes);
      expect([...searcher.find(bytes.length)]).toEqual([before, 0]);
      // The bytes behind the text are those of the needle.
      expect([...searcher.find(bytes.length - 1)]).toEqual([]);
    }
  }
});

test('finds every form of both keywords in a text made of them', () => {
  const every = FORMS.map((form) => form.needle);
  const bytes = Buffer.from(every.map(spell).join(' '), 'latin1');
  expect(search(every, bytes)).toEqual(naiveSearch(every, bytes));
});

test('finds a needle at the very end and none that reaches past it', () => {
  const bytes = Buffer.from('0123456789abcdenvl');
  expect(search([[...Buffer.from('nvl')], [...Buffer.from('nvl_')]], bytes)).toEqual([15, 0]);
});

const LINE = 'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo';
const isWrapped = (needle: number): boolean => FORMS[needle]?.kind === 'base64';
const wrappedSearcher = createSearcher(
  compileTables(
    FORMS.map((form) => form.needle),
    isWrapped,
  ),
);

/** Offsets at which a form is found in a text. */
function offsetsOf(form: number, content: string): number[] {
  const bytes = Buffer.from(content, 'latin1');
  wrappedSearcher.buffer(bytes.length).set(bytes);
  const pairs = wrappedSearcher.find(bytes.length);
  return [...pairs].filter((_, i) => i % 2 === 0 && pairs[i + 1] === form);
}

const wrapped = FORMS.flatMap((form, i) => (isWrapped(i) ? [[i, spell(form.needle)] as const] : []));

test.each(['\n', '\r\n', '\n \t'])('finds a wrapped needle wherever %j cuts it', (end) => {
  for (const [form, spelled] of wrapped) {
    for (let cut = 1; cut < spelled.length; cut++) {
      const content = `${LINE}${spelled.slice(0, cut)}${end}${spelled.slice(cut)}${LINE}`;
      expect(offsetsOf(form, content)).toEqual([LINE.length]);
    }
  }
});

test('joins no lines but long ones of base64 characters', () => {
  for (const [form, spelled] of wrapped) {
    const [head, tail] = [spelled.slice(0, 2), spelled.slice(2)];
    expect(offsetsOf(form, `${LINE} ${head}\n${tail}`)).toEqual([]);
    expect(offsetsOf(form, `${LINE}${head}\n\n${tail}`)).toEqual([]);
    expect(offsetsOf(form, `${LINE}${head}\n`)).toEqual([]);
  }
});

test('joins lines only for the needles that are wrapped', () => {
  const searcher = createSearcher(compileTables([[...Buffer.from('nvl_')]]));
  const bytes = Buffer.from(`${LINE}nv\nl_${LINE}`);
  searcher.buffer(bytes.length).set(bytes);
  expect([...searcher.find(bytes.length)]).toEqual([]);
});

test('forgets the text before', () => {
  const searcher = createSearcher(compileTables([[...Buffer.from('nvl_')]]));
  searcher.buffer(8).set(Buffer.from('xxnvl_xx'));
  expect([...searcher.find(8)]).toEqual([2, 0]);
  searcher.buffer(4).set(Buffer.from('abcd'));
  expect([...searcher.find(4)]).toEqual([]);
});

test('goes on when there are more hits than room for them', () => {
  const bytes = new Uint8Array(300_000).fill(0x61);
  const pairs = Array.from({ length: (bytes.length - 2) * 2 }, (_, i) => (i % 2 === 0 ? i / 2 : 0));
  expect(search([[0x61, 0x61, 0x61]], bytes)).toEqual(pairs);
});

test('has room for what thousands of needles find in one block', () => {
  const many = Array.from({ length: 5000 }, () => [0x61, 0x61, 0x61]);
  const bytes = new Uint8Array(40).fill(0x61);
  const pairs = Array.from({ length: 38 * 5000 * 2 }, (_, i) => {
    return i % 2 === 0 ? Math.floor(i / 10_000) : ((i % 10_000) - 1) / 2;
  });
  expect(search(many, bytes)).toEqual(pairs);
});
