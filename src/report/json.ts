/** The report for programs: schemaVersion 1, described by report.schema.json. Its own shape, so that ours may change. */
import { outcomeOf } from '../model/policy.ts';
import type { Occurrence, Report, Result } from '../model/report.ts';

/** One document. */
export function renderJson(report: Report): string {
  return `${JSON.stringify(documentOf(report), null, 2)}\n`;
}

/** A finding a line, and a last line of type `summary` with everything else. */
export function renderJsonl(report: Report): string {
  const { findings, ...rest } = documentOf(report);
  const lines = [
    ...findings.map((finding) => ({ type: 'finding', ...finding })),
    { type: 'summary', ...rest },
  ];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

function documentOf(report: Report) {
  const { tool, status, source, coverage, stale, lowConfidence, samples } = report;
  return {
    schemaVersion: 1,
    tool,
    status,
    source,
    coverage,
    findings: report.results.map(findingOf),
    suppressed: report.suppressed.map(findingOf),
    stale,
    lowConfidence,
    samples,
  };
}

function findingOf({
  finding,
  commit,
  blob,
  reachable,
  occurrences,
  suppression,
  verdict,
  revocation,
}: Result) {
  const {
    fingerprint,
    ruleId,
    provider,
    confidence,
    score,
    reasons,
    attribution,
    location,
    encoding,
    exposure,
    own,
  } = finding;
  return {
    fingerprint,
    ruleId,
    provider,
    confidence,
    score,
    reasons,
    attribution,
    outcome: outcomeOf(finding, verdict),
    redacted: finding.secret.redacted,
    location,
    encoding,
    exposure,
    ...given({ commit, blob, reachable }),
    occurrences: occurrences.map(occurrenceOf),
    ...given({ own: own && { label: own.label, ...given({ owner: own.owner, expires: own.expires }) } }),
    ...given({ verdict, revocation, suppression }),
  };
}

function occurrenceOf({ location, commit, blob }: Occurrence) {
  return { location, ...given({ commit, blob }) };
}

/** Without the keys that have no value. */
function given(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
