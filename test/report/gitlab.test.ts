import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { render } from '../../src/report/render.ts';
import { fullReport } from '../support/full-report.ts';
import { findingOf, keyOf, manyFindings, reportOf, resultOf } from '../support/report.ts';

const OPTIONS = {
  color: false,
  time: '2026-11-24T12:00:05.123Z',
};

interface Vulnerability {
  readonly id: string;
  readonly name: string;
  readonly severity: string;
  readonly description: string;
  readonly raw_source_code_extract: string;
  readonly identifiers: readonly { readonly type: string; readonly name: string; readonly value: string }[];
  readonly location: { readonly file: string; readonly commit: { readonly sha: string } };
}

interface Document {
  readonly version: string;
  readonly scan: Readonly<Record<string, unknown>>;
  readonly vulnerabilities: readonly Vulnerability[];
}

function gitlabOf(report: Report): Document {
  return JSON.parse(render(report, 'gitlab', OPTIONS)) as Document;
}

describe("GitLab's secret-detection report", () => {
  it('says what ran and when, in the form the schema takes', () => {
    const { version, scan } = gitlabOf(fullReport());
    expect(version).toMatch(/^15\.\d+\.\d+$/);
    const tool = { id: 'leakward', name: 'leakward', version: '1.2.3', vendor: { name: 'leakward' } };
    expect(scan).toEqual({
      type: 'secret_detection',
      status: 'failure',
      start_time: '2026-11-24T12:00:05',
      end_time: '2026-11-24T12:00:05',
      analyzer: tool,
      scanner: tool,
    });
  });

  it('calls a whole scan a success, with findings or not', () => {
    expect(gitlabOf(manyFindings(2)).scan['status']).toBe('success');
    expect(gitlabOf(reportOf({ status: 'incomplete' })).scan['status']).toBe('failure');
  });

  it('has every required field, within the limits', () => {
    for (const one of gitlabOf(fullReport()).vulnerabilities) {
      expect(one.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(one.name.length).toBeLessThanOrEqual(255);
      expect(one.location.commit.sha.length).toBeGreaterThan(0);
      expect(one.identifiers.map(({ type }) => type)).toEqual(['leakward_rule_id', 'leakward_fingerprint']);
      expect(one.raw_source_code_extract).toContain('…');
      expect(['Info', 'Critical']).toContain(one.severity);
    }
  });

  it('gives each place an id of its own that stays when lines move', () => {
    const ids = (line: number) => {
      const finding = findingOf(keyOf(0));
      const moved = { ...finding, location: { ...finding.location, startLine: line } };
      const results = [resultOf(moved), resultOf(moved), resultOf(findingOf(keyOf(0), 'other.ts'))];
      return gitlabOf(reportOf({ results })).vulnerabilities.map(({ id }) => id);
    };
    expect(ids(1)).toEqual(ids(99));
    expect(new Set(ids(1)).size).toBe(3);
  });

  it('lets no Markdown out of its code', () => {
    const finding = findingOf(keyOf(0), 'a.ts', {
      reasons: [{ part: 'shape', points: 1, text: '`![x](//h/y)`' }],
    });
    const [one] = gitlabOf(reportOf({ results: [resultOf(finding)] })).vulnerabilities;
    expect(one?.description.split('\n\n').at(-1)).toBe("`why: '![x](//h/y)'`");
  });
});
