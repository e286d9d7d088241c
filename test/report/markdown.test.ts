import { describe, expect, it } from 'vitest';
import { render } from '../../src/report/render.ts';
import { fullReport } from '../support/full-report.ts';
import { findingOf, keyOf, manyFindings, reportOf, resultOf } from '../support/report.ts';

const OPTIONS = { color: false, time: '2026-11-24T12:00:00.000Z' };

describe('the Markdown report', () => {
  it('is the contract', async () => {
    await expect(render(fullReport(), 'markdown', OPTIONS)).toMatchFileSnapshot(
      'snapshots/full-markdown.txt',
    );
  });

  it('fits a comment', () => {
    const text = render(manyFindings(6000), 'markdown', OPTIONS);
    expect(text.length).toBeLessThan(65_536);
    expect(text).toMatch(/and \d+ more keys/);
  });

  it('makes nothing of what a path says', () => {
    const path = '![i](http://h/x) @team #1 org/repo#2 <b> | `c` www.h.example GH-12 $x$ [a]: y\n| row |';
    const text = render(reportOf({ results: [resultOf(findingOf(keyOf(0), path))] }), 'markdown', OPTIONS);
    const place = /^\| leak \| (.*?) \| Nouvel/m.exec(text)?.[1] ?? '';
    expect(place).not.toMatch(/[`[\]()<>|@$!*_~]|#(?!\d+;)|https?:|www\.|GH-/);
  });

  it('of an empty report says so', () => {
    expect(render(reportOf(), 'markdown', OPTIONS)).toBe('### leakward: no leaked keys\n\n3 files, 4.3 kB\n');
  });
});
