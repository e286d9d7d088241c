/** The report as a table, for a job summary or a comment. */
import type { Report, Skipped } from '../model/report.ts';
import { foldedLine, foldWarnings } from './fold.ts';
import { groupsOf, type KeyGroup } from './groups.ts';
import { inert } from './inert.ts';
import { printableUpTo } from './printable.ts';
import { bounded, coverageOf, headlineOf, summaryOf } from './summary.ts';
import { adviceOf, factSentences, locationText, OUTCOME_WORD, placeText, titleOf, whyOf } from './wording.ts';

/** A comment holds 65,536 characters on GitHub; the rest of the report needs some of them. */
const MOST_TABLE = 50_000;
const MOST_PLACES = 3;
const MOST_REASONS = 3;
const MOST_LISTED = 20;
const MOST_TEXT = 200;

export function renderMarkdown(report: Report): string {
  const groups = groupsOf(report);
  const summary = summaryOf(report, groups);
  const { shown, folded } = foldWarnings(groups);
  const sections = [
    `### leakward: ${inert(headlineOf(report, summary))}`,
    ...table(report, shown),
    ...foldedLine(report, folded).map(inert),
    ...advice(report, groups),
    ...list('Not read', summary.unread.map(skippedText)),
    ...list('Left out', summary.excluded.map(skippedText)),
    ...list(
      'Stale suppressions',
      report.stale.map(({ where, why, text }) => `${where}: ${why}: ${text}`),
    ),
    ...list('Notes', report.coverage.notes),
    inert(coverageOf(report, summary)),
  ];
  return `${sections.join('\n\n')}\n`;
}

function table(report: Report, groups: readonly KeyGroup[]): readonly string[] {
  if (groups.length === 0) return [];
  const rows: string[] = [];
  let room = MOST_TABLE;
  for (const group of groups) {
    const text = row(report, group);
    room -= text.length;
    if (room < 0) break;
    rows.push(text);
  }
  const rest = groups.length - rows.length;
  const head = ['| | place | what | confidence | why |', '| --- | --- | --- | --- | --- |'];
  return [[...head, ...rows].join('\n'), ...(rest > 0 ? [`and ${rest} more keys`] : [])];
}

function row(report: Report, { lead, outcome, others }: KeyGroup): string {
  const { finding } = lead;
  const places = [locationText(lead), ...bounded(others.map(placeText), MOST_PLACES)];
  const what = [titleOf(report, finding), ...factSentences(lead)];
  const cells = [
    OUTCOME_WORD[outcome],
    places.map(inert).join('<br>'),
    what.map(inert).join('<br>'),
    finding.confidence,
    inert(whyOf(finding, MOST_REASONS)),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** What to do, once for all keys that want the same. */
function advice(report: Report, groups: readonly KeyGroup[]): readonly string[] {
  const failing = groups.filter(({ outcome }) => outcome === 'fail');
  const steps = new Set(failing.slice(0, MOST_LISTED).flatMap(({ lead }) => adviceOf(report, lead)));
  if (steps.size === 0) return [];
  return [
    `**Next**\n\n${bounded([...steps], MOST_LISTED)
      .map(item)
      .join('\n')}`,
  ];
}

function skippedText({ path, reason }: Skipped): string {
  return `${path}: ${reason}`;
}

function list(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  return [`**${title}**\n\n${bounded(lines, MOST_LISTED).map(item).join('\n')}`];
}

function item(text: string): string {
  return `- ${inert(printableUpTo(text, MOST_TEXT))}`;
}
