import { describe, expect, it } from 'vitest';
import { render } from '../../src/report/render.ts';
import { fullReport } from '../support/full-report.ts';
import { findingOf, keyOf, reportOf, resultOf } from '../support/report.ts';

const OPTIONS = { color: false, time: '2026-11-24T12:00:00.000Z' };

function pathCell(path: string): string {
  const text = render(reportOf({ results: [resultOf(findingOf(keyOf(0), path))] }), 'csv', OPTIONS);
  return /^fail,nouvel-api-key,nouvel,[^,]+,(.*),12,14,/m.exec(text)?.[1] ?? '';
}

describe('the CSV report', () => {
  it.each([
    ['=cmd|calc', `"'=cmd|calc"`],
    ['+1', `"'+1"`],
    ['-1', `"'-1"`],
    ['@SUM(A1)', `"'@SUM(A1)"`],
    [' =1', `"' =1"`],
    ['＝1', `"'＝1"`],
    ['a"b,c', '"a""b,c"'],
    ['a\nb\tc', 'a\\nb\\tc'],
    ['src/a.ts', 'src/a.ts'],
  ])('writes the path %j so that no spreadsheet computes it', (path, expected) => {
    expect(pathCell(path)).toBe(expected);
  });

  it('has a line a finding, suppressed ones with where they are suppressed', () => {
    const lines = render(fullReport(), 'csv', OPTIONS).trimEnd().split('\r\n');
    const { results, suppressed } = fullReport();
    expect(lines).toHaveLength(1 + results.length + suppressed.length);
    expect(lines.at(-1)).toContain('.leakwardignore:3');
  });

  it('of an empty report is its head', () => {
    expect(render(reportOf(), 'csv', OPTIONS)).toMatch(/^outcome,rule,provider,key,path,[^\n]+\r\n$/);
  });
});
