import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { render } from '../../src/report/render.ts';
import { fullReport } from '../support/full-report.ts';
import { findingOf, keyOf, manyFindings, reportOf, resultOf } from '../support/report.ts';

const OPTIONS = { color: false, time: '2026-11-24T12:00:00.000Z' };
const schema: unknown = JSON.parse(
  readFileSync(new URL('../../src/report/report.schema.json', import.meta.url), 'utf8'),
);

const ajv = new Ajv2020({ allErrors: true, strict: true });
addFormats.default(ajv);
const validate = ajv.compile(schema as object);

function jsonOf(report: Report): Record<string, unknown> {
  return JSON.parse(render(report, 'json', OPTIONS)) as Record<string, unknown>;
}

describe('the JSON report', () => {
  it.each([
    ['with everything', fullReport()],
    ['that is empty', reportOf()],
    ['of many findings', manyFindings(300)],
  ])('%s is as the published schema says', (_, report) => {
    validate(jsonOf(report));
    expect(validate.errors ?? []).toEqual([]);
  });

  it('has no field that the schema does not know', () => {
    expect(validate({ ...jsonOf(reportOf()), extra: 1 })).toBe(false);
  });

  it('is the contract', async () => {
    await expect(render(fullReport(), 'json', OPTIONS)).toMatchFileSnapshot('snapshots/full-json.txt');
  });

  it('keeps a hostile path as it is, without writing what a terminal or runner obeys', () => {
    const path = 'a\n##[error]\u202e\x9b\u{e0041}';
    const report = reportOf({ results: [resultOf(findingOf(keyOf(0), path))] });
    expect(render(report, 'json', OPTIONS)).not.toMatch(/##\[|[\x7f-\x9f\p{Cf}]/u);
    expect(jsonOf(report)).toMatchObject({ findings: [{ location: { path } }] });
  });
});

describe('the JSON lines report', () => {
  it('has the same values, a finding a line and a summary at the end', () => {
    const lines = render(fullReport(), 'jsonl', OPTIONS)
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const { type, ...summary } = lines.at(-1) ?? {};
    const findings = lines.slice(0, -1).map(({ type, ...finding }) => {
      expect(type).toBe('finding');
      return finding;
    });
    expect(type).toBe('summary');
    expect({ ...summary, findings }).toEqual(jsonOf(fullReport()));
  });

  it('of an empty report is the summary alone', () => {
    expect(JSON.parse(render(reportOf(), 'jsonl', OPTIONS))).toMatchObject({
      type: 'summary',
      status: 'clean',
    });
  });
});
