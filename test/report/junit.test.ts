import { describe, expect, it } from 'vitest';
import { render } from '../../src/report/render.ts';
import { fullReport } from '../support/full-report.ts';
import { findingOf, keyOf, reportOf, resultOf } from '../support/report.ts';

const OPTIONS = { color: false, time: '2026-11-24T12:00:00.000Z' };

describe('the JUnit report', () => {
  it('counts what it lists', () => {
    const xml = render(fullReport(), 'junit', OPTIONS);
    const occurrences = (what: string) => xml.split(what).length - 1;
    const [tests, failures, errors, skipped] = ['<testcase ', '<failure ', '<error ', '<skipped '].map(
      occurrences,
    );
    expect(xml).toContain(`tests="${tests}" failures="${failures}" errors="${errors}" skipped="${skipped}"`);
    expect([tests, failures, errors, skipped]).toEqual([11, 5, 1, 5]);
  });

  it('of an empty report has one test that passes', () => {
    expect(render(reportOf(), 'junit', OPTIONS)).toContain(
      '<testcase classname="leakward" name="no leaked keys"/>',
    );
  });

  it('escapes markup and holds no character that XML forbids', () => {
    const path = '"><x a=\'&\x00\x0b\ufffe\ud800]]>';
    const xml = render(reportOf({ results: [resultOf(findingOf(keyOf(0), path))] }), 'junit', OPTIONS);
    expect(xml).toContain('file="&quot;&gt;&lt;x a=&#39;&amp;\\u0000\\u000b\\ufffe\\ud800]]&gt;"');
  });
});
