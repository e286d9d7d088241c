import { expect, test } from 'vitest';
import { workOf } from '../support/work.ts';

const { createRuleset } = await import('../../src/rules/ruleset.ts');
const { placeCommit } = await import('../../src/scan/history/places.ts');
const { createReport } = await import('../../src/report/create.ts');
const { resultOf } = await import('../../src/scan/scanned.ts');
const { NO_COVERAGE } = await import('../../src/model/coverage.ts');
const { detectAll } = await import('../support/detect.ts');
const { nohumanKey, nouvelKey } = await import('../support/keys.ts');

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** A blob of many keys, a piece a key. */
const BLOBS: readonly (readonly [string, (key: string, i: number) => string])[] = [
  ['one per line', (key) => `NOUVEL_API_KEY=${key}\n`],
  ['on one line', (key) => `"${key}", `],
  ['with nothing but blanks between', (key) => `${key} `],
  ['each with an allow comment', (key) => `k="${key}" // leakward:allow reason=x\n`],
  ['in one allowed block', (key, i) => `${i === 0 ? '# leakward:allow-begin\n' : ''}k="${key}"\n`],
  [
    'in blocks, every second one with a comment of its own',
    (key, i) =>
      `# leakward:allow-${i % 3 === 2 ? 'end' : 'begin'}\nk="${key}"${i % 2 ? ' # leakward:allow' : ''}\n`,
  ],
  ['in base64', (key) => `data: ${base64(key)}\n`],
  ['in adjacent literals', (key) => `k("${key.slice(0, 12)}" + "${key.slice(12)}");\n`],
];

function blobOf(count: number, piece: (key: string, i: number) => string): Buffer {
  return Buffer.from(
    Array.from({ length: count }, (_, i) => piece(i % 2 === 0 ? nouvelKey(i) : nohumanKey(i), i)).join(''),
  );
}

test.each(BLOBS)('80,000 or 200,000 keys in a blob cost no more each than a few: %s', (_, piece) => {
  const [few, many] = [blobOf(300, piece), blobOf(600, piece)];
  const expected = detectAll(few).length;
  const work = workOf(() => expect(detectAll(few).length).toBe(expected));
  const double = workOf(() => expect(detectAll(many).length).toBeGreaterThan(1.9 * expected));
  expect(expected).toBeGreaterThan(140);
  expect(double).toBeLessThan(2.2 * work);
});

test('80,000 keys in a file are reported in work that grows with their number', () => {
  const findings = detectAll(blobOf(800, (key) => `NOUVEL_API_KEY=${key}\n`));
  const report = (count: number): void => {
    createReport({
      source: { kind: 'files', target: '.' },
      results: findings.slice(0, count).map(resultOf),
      coverage: { ...NO_COVERAGE, files: 1, bytes: 1 },
      policy: {
        ruleset: createRuleset(),
        suppressions: { ignored: [], baseline: new Map(), today: '2026-01-01' },
        minConfidence: 'low',
        failOn: 'findings',
      },
      isWhole: true,
    });
  };
  const work = workOf(() => report(400));
  expect(workOf(() => report(800))).toBeLessThan(2.4 * work);
});

test('keys in one commit message are placed in work that grows with their number', () => {
  const message = (count: number): Buffer =>
    Buffer.concat([Buffer.from('tree 0\nauthor a\n\n'), blobOf(count, (key) => `k="${key}"\n`)]);
  const [few, many] = [message(300), message(600)];
  const [foundFew, foundMany] = [detectAll(few), detectAll(many)];
  const trace = { puts: new Map(), names: new Map(), commits: new Map() };
  const work = workOf(() => placeCommit('0', few, foundFew, trace));
  expect(workOf(() => placeCommit('0', many, foundMany, trace))).toBeLessThan(2.2 * work);
});
