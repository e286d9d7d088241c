import { expect, test } from 'vitest';
import { guardMessage } from '../../src/report/guard.ts';
import { render } from '../../src/report/render.ts';
import { findingOf, keyOf, reportOf, resultOf } from '../support/report.ts';

const OPTIONS = { color: false, time: '2026-11-24T12:00:00.000Z' };
const LINE =
  /random texts that look like Nohuman AI keys, in running text, tables or logs: .*, the first at data\/0\.csv:12:14/;

function warnings(count: number) {
  return Array.from({ length: count }, (_, i) =>
    resultOf(
      findingOf(keyOf(i, 'nh'), `data/${i}.csv`, {
        attribution: 'none',
        confidence: 'medium',
        syntax: 'table',
      }),
    ),
  );
}

/** The start of it, in which no format escapes anything. */
const SUM = /21 random texts that look like Nohuman AI keys/;

/** Lines that name one of the files. */
const named = (text: string): number => text.split('\n').filter((line) => /data\/[1-9]/.test(line)).length;

test.each(['pretty', 'github', 'markdown', 'html'] as const)(
  'more than twenty unattributed warnings are one line of the %s report',
  (format) => {
    const many = render(reportOf({ results: warnings(21) }), format, OPTIONS);
    expect(many.split('\n').filter((line) => SUM.test(line))).toHaveLength(1);
    expect([named(many), many]).toEqual([0, expect.stringContaining('21 warnings')]);
    const few = render(reportOf({ results: warnings(20) }), format, OPTIONS);
    expect(few).not.toMatch(SUM);
    expect(named(few)).toBeGreaterThan(0);
  },
);

test('programs get every one of them, and keys that fail stay by themselves', () => {
  const results = [...warnings(30), resultOf(findingOf(keyOf(99), 'src/leak.ts'))];
  const report = reportOf({ results });
  for (const format of ['json', 'csv', 'sarif'] as const)
    expect(render(report, format, OPTIONS)).toContain('data/29.csv');
  expect(render(report, 'pretty', OPTIONS)).toMatch(/src\/leak\.ts:12:14 {2}leak/);
});

test('a notice of the Action is a notice', () => {
  expect(render(reportOf({ results: warnings(1) }), 'github', OPTIONS)).toMatch(
    /^::notice file=data\/0\.csv/,
  );
});

test('the guard says in nine lines at most what only warns, and in one what is more than twenty', () => {
  expect(guardMessage(reportOf({ results: warnings(1) }), 'commit')).toMatch(
    /^leakward: commit goes on, with a warning: data\/0\.csv:12:14: looks like a Nohuman AI key/,
  );
  const several = guardMessage(reportOf({ results: warnings(12) }), 'commit')
    .trimEnd()
    .split('\n');
  expect([several.length, several[0]]).toEqual([7, 'leakward: commit goes on, with 12 warnings']);
  const many = guardMessage(reportOf({ results: warnings(21) }), 'commit')
    .trimEnd()
    .split('\n');
  expect([many.length, many[0]]).toEqual([2, expect.stringMatching(LINE)]);
  const both = guardMessage(
    reportOf({ results: [...warnings(2), resultOf(findingOf(keyOf(9), 'a.ts'))] }),
    'push',
  );
  expect(both).toMatch(/^leakward: push blocked: a\.ts:12:14: .* \(and 2 warnings\)\n/);
});
