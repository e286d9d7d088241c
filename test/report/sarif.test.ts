import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import type { Log } from 'sarif';
import { describe, expect, it } from 'vitest';
import type { Report, Result } from '../../src/model/report.ts';
import { render } from '../../src/report/render.ts';
import { fullReport } from '../support/full-report.ts';
import { findingOf, keyOf, manyFindings, reportOf, resultOf } from '../support/report.ts';

const OPTIONS = { color: false, time: '2026-11-24T12:00:00.000Z' };
const schema: unknown = JSON.parse(
  readFileSync(new URL('../fixtures/sarif/sarif-schema-2.1.0.json', import.meta.url), 'utf8'),
);
const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
addFormats.default(ajv);
const validate = ajv.compile(schema as object);

function sarifOf(report: Report) {
  const log = JSON.parse(render(report, 'sarif', OPTIONS)) as Log;
  const [run] = log.runs;
  if (run === undefined) throw new Error('no run');
  return { log, run, results: run.results ?? [], rules: run.tool.driver.rules ?? [] };
}

describe('the SARIF report', () => {
  it.each([
    ['with everything', fullReport()],
    ['that is empty', reportOf()],
    ['without its rules', { ...fullReport(), rules: [] }],
  ])('%s is as the OASIS schema says', (_, report) => {
    validate(sarifOf(report).log);
    expect(validate.errors ?? []).toEqual([]);
  });

  it('has what GitHub needs to show a rule, within its limits', () => {
    for (const rule of sarifOf(fullReport()).rules) {
      expect(rule.name?.length).toBeLessThanOrEqual(255);
      for (const text of [rule.shortDescription, rule.fullDescription, rule.help]) {
        expect(text?.text.length).toBeGreaterThan(0);
        expect(text?.text.length).toBeLessThanOrEqual(1024);
      }
      expect(rule.properties?.tags).toContain('security');
      expect(rule.properties?.['security-severity']).toMatch(/^\d+\.\d$/);
      expect(rule.properties?.['precision']).toBe('high');
    }
  });

  it('has what GitHub needs to show a result', () => {
    const { results, rules } = sarifOf(fullReport());
    for (const result of results) {
      const place = result.locations?.[0]?.physicalLocation;
      expect(place?.artifactLocation?.uri).toMatch(/^[^/\s]/);
      expect(Object.keys(place?.region ?? {})).toEqual(['startLine', 'startColumn', 'endLine', 'endColumn']);
      expect(result.partialFingerprints?.['primaryLocationLineHash']).toMatch(/^[0-9a-f]{16}:\d+$/);
      expect(rules[result.ruleIndex ?? -1]?.id).toBe(result.ruleId);
    }
  });

  it.each([
    ['src/shape.ts', 'error', undefined],
    ['src/foreign.ts', 'warning', undefined],
    ['src/sample.ts', 'note', undefined],
    ['src/dead.ts', 'note', '0.1'],
  ])('gives %s the level %s', (path, level, severity) => {
    const result = sarifOf(fullReport()).results.find(
      ({ locations }) => locations?.[0]?.physicalLocation?.artifactLocation?.uri === path,
    );
    expect(result?.level).toBe(level);
    expect(result?.properties?.['security-severity']).toBe(severity);
  });

  it('calls an active key critical, and leaves suppressed findings out', () => {
    const { results } = sarifOf(fullReport());
    expect(results[0]?.properties?.['security-severity']).toBe('9.8');
    expect(results).toHaveLength(fullReport().results.length);
  });

  it('tells what was not read', () => {
    const { run } = sarifOf(fullReport());
    expect(run.automationDetails?.id).toBe('leakward/');
    expect(run.invocations?.[0]?.toolExecutionNotifications?.[0]?.message.text).toContain(
      'permission denied',
    );
    expect(sarifOf({ ...fullReport(), status: 'incomplete' }).run.invocations?.[0]?.executionSuccessful).toBe(
      false,
    );
  });

  it('numbers the same key in one file, and keeps the ids when lines are added above', () => {
    const at = (line: number) => {
      const finding = findingOf(keyOf(0));
      return resultOf({ ...finding, location: { ...finding.location, startLine: line, endLine: line } });
    };
    const ids = (lines: readonly number[]) =>
      sarifOf(reportOf({ results: lines.map(at) })).results.map(
        ({ partialFingerprints }) => partialFingerprints?.['primaryLocationLineHash'],
      );
    expect(ids([1, 2])).toEqual(ids([11, 12]));
    expect(new Set(ids([1, 2])).size).toBe(2);
  });

  it('percent-encodes paths and keeps them relative', () => {
    const paths = ['/abs/a b.ts', './c#d?.ts', 'ü/%41.ts', 'x\ud800y', 'C:/d.ts'];
    const results = paths.map((path, i) => resultOf(findingOf(keyOf(i), path)));
    const uris = sarifOf(reportOf({ results })).results.map(
      ({ locations }) => locations?.[0]?.physicalLocation?.artifactLocation?.uri,
    );
    expect(uris).toEqual(['abs/a%20b.ts', 'c%23d%3F.ts', '%C3%BC/%2541.ts', 'x%EF%BF%BDy', 'C%3A/d.ts']);
  });

  it('holds 5,000 results at most, the worst first, and less than 10 MB compressed', () => {
    const many = manyFindings(6000);
    const last = many.results.at(-1);
    const notes = many.results
      .slice(0, -1)
      .map((one): Result => ({ ...one, finding: { ...one.finding, attribution: 'foreign' } }));
    const report = { ...many, results: [...notes, ...(last === undefined ? [] : [last])] };
    const { results } = sarifOf(report);
    expect(results).toHaveLength(5000);
    expect(results[0]?.level).toBe('error');
    expect(gzipSync(render(report, 'sarif', OPTIONS)).length).toBeLessThan(10_000_000);
  });
});
