/** The report as a table, for a job summary or a comment. */
import { outcomeOf } from '../model/policy.ts';
import type { Report, Result } from '../model/report.ts';
import { printable } from './printable.ts';
import { adviceOf, coverageOf, headlineOf, OUTCOME_WORD, placeOf, titleOf } from './wording.ts';

const MOST_ROWS = 200;
const MOST_SKIPPED = 50;

export function renderMarkdown(report: Report): string {
  const { results } = report;
  const rows = results.slice(0, MOST_ROWS).map((result) => row(report, result));
  const more = results.length > MOST_ROWS ? [`and ${results.length - MOST_ROWS} more`] : [];
  const advice =
    results[0] === undefined ? [] : adviceOf(report, results[0].finding).map((line) => `- ${inert(line)}`);
  const skipped = report.coverage.skipped.slice(0, MOST_SKIPPED);
  return `${[
    `### leakward: ${inert(headlineOf(report))}`,
    '',
    ...(rows.length === 0
      ? []
      : [
          '| place | what | confidence | why |',
          '| --- | --- | --- | --- |',
          ...rows,
          ...more,
          '',
          ...advice,
          '',
        ]),
    inert(coverageOf(report)),
    ...(skipped.length === 0
      ? []
      : ['', ...skipped.map(({ kind, path, reason }) => `- ${kind}: ${inert(path)}: ${inert(reason)}`)]),
  ].join('\n')}\n`;
}

function row(report: Report, { finding, verdict }: Result): string {
  const outcome = OUTCOME_WORD[outcomeOf(finding, verdict)];
  const reasons = finding.reasons.map(({ text }) => text).join('; ');
  const cells = [placeOf(finding), `${outcome}: ${titleOf(report, finding)}`, finding.confidence, reasons];
  return `| ${cells.map(inert).join(' | ')} |`;
}

/** No HTML, link, image, mention, cross-reference or table border comes out of untrusted text. */
function inert(text: string): string {
  return printable(text).replace(/[\\`*_{}[\]()#!|<>~&@:]/g, (character) => `&#${character.charCodeAt(0)};`);
}
