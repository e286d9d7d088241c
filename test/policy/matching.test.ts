import fc from 'fast-check';
import { expect, test } from 'vitest';
import { workOf } from '../support/work.ts';

const { parseIgnoreFile } = await import('../../src/policy/ignore-file.ts');
const { createEntryFinder } = await import('../../src/policy/matching.ts');
const { detectAll } = await import('../support/detect.ts');
const { nouvelKey } = await import('../support/keys.ts');

/** A finding whose hash and path are as given. */
const [sample] = detectAll(Buffer.from(`NOUVEL_API_KEY=${nouvelKey(1)}`));
const finding = (hash: string, path = 'src/a.txt') => {
  if (sample === undefined) throw new Error('the sample was not found');
  return { ...sample, fingerprint: `nouvel-api-key:${hash}`, location: { ...sample.location, path } };
};
const hashOf = (i: number): string => (i * 2654435761).toString(16).padStart(16, '0').repeat(4);
const find = (text: string, one: ReturnType<typeof finding>, below?: string): number | undefined => {
  const entries = parseIgnoreFile(text, '.leakwardignore');
  return createEntryFinder(below === undefined ? entries : entries.map((entry) => ({ ...entry, below })))(
    one,
  );
};

const HASH = hashOf(1);

test.each<[string, number | undefined]>([
  [HASH.slice(0, 8), 0],
  [HASH, 0],
  [`nouvel-api-key:${HASH.slice(0, 12)}`, 0],
  [`other-rule:${HASH}`, undefined],
  [`${HASH.slice(0, 11)}${HASH[11] === '0' ? '1' : '0'}`, undefined],
  [`${HASH.slice(0, 12)} path:src/**`, 0],
  [`${HASH.slice(0, 12)} path:docs/**`, undefined],
  ['path:*.txt', 0],
  [`path:docs/**\npath:src\n${HASH}`, 1],
  [`${HASH} path:docs\n${HASH}\npath:src`, 1],
])('the first entry that meets a finding: %s', (text, expected) => {
  expect(find(text, finding(HASH))).toBe(expected);
});

test('entries of a directory meet what is below it, by paths from there', () => {
  const one = finding(HASH, 'r/src/a.txt');
  for (const text of [HASH, 'path:src/a.txt', `${HASH} path:/src`]) {
    expect([find(text, one, 'r'), find(text, finding(HASH, 'src/a.txt'), 'r')]).toEqual([0, undefined]);
  }
});

test('property: the same entry as one after the other would be', () => {
  const hash = fc.integer({ min: 0, max: 5 }).map(hashOf);
  const word = fc.tuple(hash, fc.integer({ min: 8, max: 64 })).map(([all, to]) => all.slice(0, to));
  const path = fc.constantFrom('', ' path:a', ' path:b/**', ' path:*.txt');
  const line = fc.tuple(fc.option(word, { nil: '' }), path).map((parts) => parts.join('').trim());
  const lines = fc.array(
    line.filter((text) => text !== ''),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(lines, hash, fc.constantFrom('a', 'b/c', 'x.txt'), (all, one, at) => {
      const meets = (text: string): boolean => find(text, finding(one, at)) === 0;
      const expected = all.findIndex(meets);
      expect(find(all.join('\n'), finding(one, at))).toBe(expected === -1 ? undefined : expected);
    }),
  );
});

test('100,000 ignore entries × findings: work that grows with their sum', () => {
  const text = (count: number): string =>
    Array.from({ length: count }, (_, i) => `${hashOf(i).slice(0, 12)}\n`).join('');
  const run = (entries: number, findings: number): number =>
    workOf(() => {
      const findEntry = createEntryFinder(parseIgnoreFile(text(entries), '.leakwardignore'));
      for (let i = 0; i < findings; i++) findEntry(finding(hashOf(i)));
    });
  const work = run(500, 500);
  expect(run(1000, 1000)).toBeLessThan(2.2 * work);
});

test('1,001 entries with a glob are an error', () => {
  const text = (count: number): string => `path:${'a\npath:'.repeat(count - 1)}b\n`;
  expect(parseIgnoreFile(text(1000), '.leakwardignore')).toHaveLength(1000);
  expect(() => parseIgnoreFile(text(1001), '.leakwardignore')).toThrow('.leakwardignore: 1001 globs');
});
