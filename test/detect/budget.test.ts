import { expect, test } from 'vitest';
import { createDetector } from '../../src/detect/detector.ts';
import { isIncomplete } from '../../src/model/coverage.ts';
import { createRuleset } from '../../src/rules/ruleset.ts';
import { scanStdin } from '../../src/scan/files.ts';
import { nouvelKey } from '../support/keys.ts';
import { workOf } from '../support/work.ts';

const detector = createDetector(createRuleset());

function unreadIn(bytes: Buffer): string[] {
  const reasons: string[] = [];
  detector.detect({ origin: { kind: 'file', path: 'a.txt' }, bytes }, (reason) => reasons.push(reason));
  return reasons;
}

const base64 = (text: string): string => Buffer.from(text).toString('base64').replaceAll('=', '');
const repeated = (count: number, piece: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => piece(i)).join('');

/** Bytes that are all hits: of every alignment in turn, in one layer or two, of one kind or several. */
const HOSTILE: readonly (readonly [string, (count: number) => string])[] = [
  ['base64 of every alignment', (count) => repeated(count, (i) => `${base64(`${'x'.repeat(i % 3)}nvl_`)}`)],
  [
    'alternating nested base64',
    (count) =>
      repeated(count, (i) => {
        const inner = base64(`${'y'.repeat((i >> 1) % 3)}nvl_`);
        return base64('x'.repeat(i % 3) + inner) + 'Q'.repeat(i % 4);
      }),
  ],
  ['base64 of base64 of base64', (count) => base64(base64(repeated(count, (i) => base64(`nvl_${i % 7}`))))],
  ['escapes', (count) => '\\x6e\\x76\\x6c\\x5f'.repeat(count)],
  [
    'escapes of every kind',
    (count) => '\\x6e\\x76\\x6c\\x5f%6e%76%6c%5f&#110;&#118;&#108;&#95;'.repeat(count),
  ],
  ['hexadecimal', (count) => repeated(count, (i) => `6e766c5f${i % 3 === 0 ? '6' : ''}`)],
  ['UTF-16', (count) => repeated(count, (i) => `n\0v\0l\0_\0${i % 3 === 0 ? 'a' : ''}`)],
  [
    'runs that only look like text',
    (count) => repeated(count, (i) => `${base64('some plain words, no key')}${'A'.repeat(i % 4)}`),
  ],
];

test.each(HOSTILE)(
  'twice as much of %s costs twice the work',
  (_, make) => {
    const [few, many] = [4 << 10, 8 << 10].map((size) =>
      Buffer.from(make(size / 4), 'latin1').subarray(0, size),
    );
    if (few === undefined || many === undefined) throw new Error('two sizes');
    unreadIn(few);
    const work = workOf(() => unreadIn(few));
    expect(workOf(() => unreadIn(many))).toBeLessThan(2.6 * work);
  },
  120_000,
);

test('what the decoding budget leaves over is unread, and a scan of it incomplete', async () => {
  const key = nouvelKey(3);
  const [, nested] = HOSTILE[1] ?? [];
  const bytes = Buffer.from(`KEY=${key}\n${nested?.(4000)}`);
  expect(unreadIn(bytes)).toEqual([expect.stringMatching(/^too much is encoded in it: \d+ places/)]);
  const chunks = (async function* () {
    yield bytes;
  })();
  const { results, coverage } = await scanStdin(chunks, 'stdin', {
    detector,
    maxBytes: undefined,
    signal: new AbortController().signal,
  });
  expect(results.some(({ finding }) => finding.secret.reveal() === key)).toBe(true);
  expect(coverage.skipped).toEqual([
    { kind: 'unread', path: 'stdin', reason: expect.stringContaining('too much is encoded') },
  ]);
  expect(isIncomplete(coverage)).toBe(true);
});

const WORDS = 'It is a truth universally acknowledged. ';

test.each([
  ['base64 of a text', base64(WORDS.repeat(5000))],
  ['base64 of base64 of base64 of a text', base64(base64(base64(WORDS.repeat(2000))))],
  ['keys in base64', base64(repeated(20, (i) => `KEY=${nouvelKey(i)}\n${WORDS.repeat(20)}\n`))],
  ['escapes', repeated(4000, () => '\\u006e\\u0076\\u006c\\u005f\\u0041 ')],
])('the budget is enough for %s', (_, text) => {
  expect(unreadIn(Buffer.from(text))).toEqual([]);
});
