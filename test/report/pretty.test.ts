import { describe, expect, it } from 'vitest';
import { columnsOf } from '../../src/report/printable.ts';
import { render } from '../../src/report/render.ts';
import { fullReport } from '../support/full-report.ts';
import { COMMIT, findingOf, keyOf, manyFindings, reportOf, resultOf } from '../support/report.ts';

const OPTIONS = { color: false, time: '2026-11-24T12:00:00.000Z' };

function prettyOf(report: Parameters<typeof render>[0]): string {
  return render(report, 'pretty', OPTIONS);
}

describe('the report for people', () => {
  it('is the contract', async () => {
    await expect(prettyOf(fullReport())).toMatchFileSnapshot('snapshots/full-pretty.txt');
  });

  it.each([
    ['nothing', reportOf(), 'no leaked keys'],
    ['one key', reportOf({ results: [resultOf(findingOf(keyOf(0)))] }), '1 leaked key in 1 place'],
    [
      "another product's key only",
      reportOf({ results: [resultOf(findingOf(keyOf(0), 'a', { attribution: 'foreign' }))] }),
      'no leaked keys, 1 warning',
    ],
    [
      'a path that could not be read',
      reportOf({
        coverage: {
          ...reportOf().coverage,
          skipped: [{ kind: 'unread', path: 'a', reason: 'permission denied' }],
        },
      }),
      'incomplete scan: no leaked keys, 1 path could not be read',
    ],
    ['an error', reportOf({ status: 'error' }), 'the scan ended with an error: no leaked keys'],
  ])('says %s in its first line', (_, report, line) => {
    expect(
      prettyOf(report)
        .split('\n')[0]
        ?.replace(/ \(\d+ file.*/, ''),
    ).toBe(line);
  });

  it('points at the masked key, tabs and wide characters before it or not', () => {
    const { redacted } = findingOf(keyOf(0)).secret;
    for (const before of ['key = ', '\tkey\t= ', 'schlüssel文件 = ']) {
      const excerpt = { text: before + redacted, start: before.length, length: redacted.length };
      const lines = prettyOf(reportOf({ results: [resultOf(findingOf(keyOf(0), 'a', { excerpt }))] })).split(
        '\n',
      );
      const at = lines.findIndex((line) => line.includes('^'));
      const line = lines[at - 1] ?? '';
      expect(columnsOf(line.slice(0, line.indexOf(redacted)))).toBe((lines[at] ?? '').indexOf('^'));
      expect(columnsOf(line)).toBe(columnsOf(lines[at] ?? ''));
    }
  });

  it('shows a key once, however many places it stands in', () => {
    const places = Array.from({ length: 40 }, (_, i) => resultOf(findingOf(keyOf(0), `src/${i}.ts`)));
    const text = prettyOf(reportOf({ results: places }));
    expect(text).toContain('1 leaked key in 40 places');
    expect(text).toContain('also in  src/1.ts:12:14, src/2.ts:12:14, src/3.ts:12:14, and 36 more');
    expect(text.match(/leak \(/g)).toHaveLength(1);
  });

  it('names each other place once', () => {
    const { location } = findingOf(keyOf(0), 'old.ts');
    const occurrences = [
      { location, commit: COMMIT },
      { location, commit: COMMIT },
    ];
    const text = prettyOf(reportOf({ results: [resultOf(findingOf(keyOf(0)), { occurrences })] }));
    expect(text).toContain('also in  old.ts:12:14 (0123456789ab)\n');
  });

  it('folds at the width of the terminal', () => {
    const text = render(fullReport(), 'pretty', { ...OPTIONS, width: 80 });
    const folded = text.split('\n').filter((line) => /^ {10,}/.test(line) && /\S \S/.test(line.trim()));
    for (const line of folded) expect(columnsOf(line)).toBeLessThanOrEqual(80);
  });

  it('stays short when there are thousands of keys', () => {
    const text = prettyOf(manyFindings(6000));
    expect(text.split('\n').length).toBeLessThan(500);
    expect(text).toContain('and 5,950 more keys: --format json lists all');
  });

  it('has colours only if asked', () => {
    expect(prettyOf(fullReport())).not.toContain('\x1b');
    expect(render(fullReport(), 'pretty', { ...OPTIONS, color: true })).toContain('\x1b[31m');
  });
});
