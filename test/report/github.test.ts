import { describe, expect, it } from 'vitest';
import { render } from '../../src/report/render.ts';
import { fullReport } from '../support/full-report.ts';
import { findingOf, keyOf, manyFindings, reportOf, resultOf } from '../support/report.ts';

const OPTIONS = { color: false, time: '2026-11-24T12:00:00.000Z' };

function linesOf(report: Parameters<typeof render>[0]): readonly string[] {
  return render(report, 'github', OPTIONS).trimEnd().split('\n');
}

describe('annotations', () => {
  it('are the contract', async () => {
    await expect(render(fullReport(), 'github', OPTIONS)).toMatchFileSnapshot('snapshots/full-github.txt');
  });

  it('escape what would end a property or start a command', () => {
    const path = 'a,b:c%d\r\n::set-output name=x::y##[error]';
    const [line, ...rest] = linesOf(reportOf({ results: [resultOf(findingOf(keyOf(0), path))] }));
    expect(line).toContain('file=a%2Cb%3Ac%25d%0D%0A%3A%3Aset-output name=x%3A%3Ay\\u0023#[error],line=12');
    expect(rest).toEqual(['leakward: 1 leaked key in 1 place; 3 files, 4.3 kB']);
  });

  it('are ten at most; the last names the rest', () => {
    const lines = linesOf(manyFindings(50)).filter((line) => line.startsWith('::'));
    expect(lines).toHaveLength(10);
    expect(lines.at(-1)).toMatch(
      /^::error title=leakward::and 41 more keys, the first at src\/file-9\.ts:12:14/,
    );
  });

  it('leave room for what was not read', () => {
    const report = manyFindings(50);
    const skipped = [{ kind: 'unread', path: 'p::x', reason: 'damaged' }] as const;
    const lines = linesOf({ ...report, coverage: { ...report.coverage, skipped } });
    expect(lines.filter((line) => line.startsWith('::'))).toHaveLength(10);
    expect(lines.at(-2)).toBe('::warning title=leakward::the scan is incomplete, 1 not read: p::x: damaged');
  });

  it('are shorter than what the runner cuts', () => {
    const finding = findingOf(keyOf(0), 'x'.repeat(9000), {
      reasons: [{ part: 'shape', points: 1, text: 'y'.repeat(9000) }],
    });
    const [line = ''] = linesOf(reportOf({ results: [resultOf(finding)] }));
    expect((line.split('::')[2] ?? '').length).toBeLessThanOrEqual(4096);
  });
});
