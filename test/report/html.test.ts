import { describe, expect, it } from 'vitest';
import { render } from '../../src/report/render.ts';
import { fullReport } from '../support/full-report.ts';
import { findingOf, keyOf, manyFindings, reportOf, resultOf } from '../support/report.ts';

const OPTIONS = { color: false, time: '2026-11-24T12:00:00.000Z' };

describe('the HTML report', () => {
  it('loads nothing and runs nothing', () => {
    const page = render(fullReport(), 'html', OPTIONS);
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'`);
    expect(page).not.toMatch(/<script|<img|<link|<iframe|\son\w+=|\ssrc=|\shref=|url\(|@import/i);
  });

  it('closes what it opens', () => {
    const page = render(fullReport(), 'html', OPTIONS);
    for (const tag of [
      'html',
      'head',
      'body',
      'table',
      'tbody',
      'tr',
      'td',
      'details',
      'dl',
      'dd',
      'pre',
      'ul',
    ]) {
      const opened = page.match(new RegExp(`<${tag}[ >]`, 'g')) ?? [];
      expect([tag, page.split(`</${tag}>`).length - 1]).toEqual([tag, opened.length]);
    }
  });

  it('escapes every path, line and name', () => {
    const path = '<script>alert(1)</script>"onload=\'x';
    const finding = findingOf(keyOf(0), path, { excerpt: { text: `<b>${path}`, start: 3, length: 8 } });
    const page = render(reportOf({ results: [resultOf(finding)] }), 'html', OPTIONS);
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;onload=&#39;x');
    expect(page).not.toMatch(/<script|<b>/);
  });

  it('shows a thousand keys and counts the rest', () => {
    expect(render(manyFindings(1500), 'html', OPTIONS)).toContain('<p>and 500 more keys</p>');
  });

  it('of an empty report has no table', () => {
    const page = render(reportOf(), 'html', OPTIONS);
    expect(page).toContain('<h1 class="clean">no leaked keys</h1>');
    expect(page).not.toContain('<table>');
  });
});
