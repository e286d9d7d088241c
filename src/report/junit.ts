/**
 * JUnit XML, which CI servers show as tests. A finding that fails the run is a failed test; warnings, notes and what
 * was left out are skipped ones; what could not be read is an error.
 */
import type { Report, Result, Skipped } from '../model/report.ts';
import { resultOutcome } from './groups.ts';
import { escapeMarkup } from './markup.ts';
import { adviceOf, factSentences, locationText, titleOf, whyOf } from './wording.ts';

export function renderJunit(report: Report): string {
  const unread = report.coverage.skipped.filter(({ kind }) => kind === 'unread');
  const failures = report.results.filter((result) => resultOutcome(result) === 'fail').length;
  const compressed = report.coverage.skipped.filter(({ isCompressed }) => isCompressed === true);
  const skipped = report.results.length - failures + compressed.length;
  const cases = [
    ...report.results.map((result) => testOf(report, result)),
    ...unread.map(errorOf),
    ...compressed.map(leftOut),
  ];
  // Servers take a suite without tests for a broken one.
  if (cases.length === 0) cases.push('<testcase classname="leakward" name="no leaked keys"/>');
  const counts = `tests="${cases.length}" failures="${failures}" errors="${unread.length}" skipped="${skipped}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="leakward" ${counts}>`,
    `  <testsuite name="leakward ${escapeMarkup(report.source.kind)}" ${counts}>`,
    ...cases.map((text) => `    ${text}`),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function testOf(report: Report, result: Result): string {
  const { finding } = result;
  const title = escapeMarkup(titleOf(report, finding));
  const { path, startLine } = result.location;
  const attributes = [
    `classname="${escapeMarkup(finding.ruleId)}"`,
    `name="${escapeMarkup(`${locationText(result)} ${finding.secret.redacted}`)}"`,
    `file="${escapeMarkup(path)}"`,
    `line="${startLine}"`,
  ];
  const details = [...factSentences(result), `why: ${whyOf(finding)}`, ...adviceOf(report, result)];
  const text = details.map(escapeMarkup).join('\n');
  const child =
    resultOutcome(result) === 'fail'
      ? `<failure message="${title}" type="leak">${text}</failure>`
      : `<skipped message="${title}"/>`;
  return `<testcase ${attributes.join(' ')}>${child}</testcase>`;
}

function leftOut(skipped: Skipped): string {
  const message = escapeMarkup(`left out: ${skipped.reason}`);
  return `<testcase ${nameOf(skipped)}><skipped message="${message}"/></testcase>`;
}

function nameOf({ path }: Skipped): string {
  return `classname="leakward.coverage" name="${escapeMarkup(path)}"`;
}

function errorOf(skipped: Skipped): string {
  const { reason } = skipped;
  return `<testcase ${nameOf(skipped)}><error message="${escapeMarkup(`not read: ${reason}`)}" type="unread"/></testcase>`;
}
