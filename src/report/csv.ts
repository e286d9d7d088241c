/** The report as a table for spreadsheets (RFC 4180): a line per finding, and per path that is compressed and was not opened. */
import type { Report, Result, Skipped } from '../model/report.ts';
import { resultOutcome } from './groups.ts';
import { printable } from './printable.ts';
import { shortId, whyOf } from './wording.ts';

const COLUMNS: Readonly<Record<string, (result: Result) => string | number | undefined>> = {
  outcome: resultOutcome,
  rule: ({ finding }) => finding.ruleId,
  provider: ({ finding }) => finding.provider,
  key: ({ finding }) => finding.secret.redacted,
  path: ({ location }) => location.path,
  line: ({ location }) => location.startLine,
  column: ({ location }) => location.startColumn,
  confidence: ({ finding }) => finding.confidence,
  score: ({ finding }) => finding.score,
  attribution: ({ finding }) => finding.attribution,
  label: ({ finding }) => finding.own?.label,
  owner: ({ finding }) => finding.own?.owner,
  verdict: ({ verdict }) => verdict?.state,
  revocation: ({ revocation }) => revocation?.state,
  encoding: ({ finding }) => finding.encoding.join(' '),
  exposure: ({ finding }) => finding.exposure.join(' '),
  commit: ({ commit }) => commit?.sha,
  author: ({ commit }) => commit?.author,
  date: ({ commit }) => commit?.date,
  occurrences: ({ occurrences }) => occurrences.length,
  suppressed: ({ suppression }) => suppression?.where,
  why: ({ finding }) => whyOf(finding),
  id: ({ finding }) => shortId(finding),
  fingerprint: ({ finding }) => finding.fingerprint,
  pathId: ({ location }) => location.pathId,
  blob: ({ blob }) => blob,
};

/** Findings, then suppressed findings, which name where they are suppressed, then what is compressed and was not opened. */
export function renderCsv(report: Report): string {
  const rows = [...report.results, ...report.suppressed].map((result) =>
    Object.values(COLUMNS).map((read) => cell(read(result))),
  );
  const others = report.coverage.skipped.filter(({ isCompressed }) => isCompressed === true).map(skippedRow);
  return [Object.keys(COLUMNS), ...rows, ...others].map((row) => `${row.join(',')}\r\n`).join('');
}

function skippedRow({ kind, path, pathId = '', reason }: Skipped): string[] {
  const fields = new Map([
    ['outcome', kind],
    ['path', path],
    ['why', reason],
    ['pathId', pathId],
  ]);
  return Object.keys(COLUMNS).map((name) => cell(fields.get(name)));
}

/**
 * A text that a spreadsheet would read as a formula gets an apostrophe, spaces before it or not (OWASP, "CSV
 * Injection"); numbers are ours and stay as they are.
 */
function cell(value: string | number | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return `${value}`;
  const text = printable(value);
  const inert = /^\s*[=+\-@|%\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text;
  return /[",;\r\n']|^\s|\s$/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
