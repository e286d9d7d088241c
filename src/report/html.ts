/** The report as one page that stands by itself: no script, nothing loaded, light and dark. */
import type { Report } from '../model/report.ts';
import { excerptParts } from './excerpt-parts.ts';
import { foldedLine, foldWarnings } from './fold.ts';
import type { RenderOptions } from './formats.ts';
import { groupsOf, type KeyGroup } from './groups.ts';
import { HTML_STYLE } from './html-style.ts';
import { escapeMarkup } from './markup.ts';
import { bounded, count, coverageOf, headlineOf, summaryOf } from './summary.ts';
import {
  adviceOf,
  factsOf,
  locationText,
  OUTCOME_WORD,
  placeText,
  shortId,
  titleOf,
  whyOf,
} from './wording.ts';

const MOST_KEYS = 1000;
const MOST_PLACES = 50;
const MOST_LISTED = 200;

/** Nothing but the page's own style may be used: what slipped through the escapes could still load nothing. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

export function renderHtml(report: Report, { time }: RenderOptions): string {
  const groups = groupsOf(report);
  const summary = summaryOf(report, groups);
  const { shown, folded } = foldWarnings(groups);
  const headline = escapeMarkup(headlineOf(report, summary));
  const target = escapeMarkup(`${report.source.kind} ${report.source.target}`);
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    `<title>leakward: ${headline}</title>`,
    `<style>${HTML_STYLE}</style>`,
    '</head>',
    '<body>',
    `<h1 class="${report.status}">${headline}</h1>`,
    `<p>${target}, <time datetime="${escapeMarkup(time)}">${escapeMarkup(time)}</time>, leakward ${escapeMarkup(report.tool.version)}</p>`,
    ...table(report, shown),
    ...foldedLine(report, folded).map((text) => `<p>${escapeMarkup(text)}</p>`),
    ...lists(report),
    `<p>${escapeMarkup(coverageOf(report, summary))}</p>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function table(report: Report, groups: readonly KeyGroup[]): readonly string[] {
  if (groups.length === 0) return [];
  const rest = groups.length - MOST_KEYS;
  return [
    '<table>',
    '<thead><tr><th scope="col">outcome</th><th scope="col">place</th><th scope="col">what</th><th scope="col">confidence</th></tr></thead>',
    '<tbody>',
    ...groups.slice(0, MOST_KEYS).map((group) => row(report, group)),
    '</tbody>',
    '</table>',
    ...(rest > 0 ? [`<p>and ${count(rest, 'more key')}</p>`] : []),
  ];
}

function row(report: Report, group: KeyGroup): string {
  const { lead, outcome, others } = group;
  const { finding } = lead;
  const more = others.length === 0 ? '' : ` <small>and ${count(others.length, 'more place')}</small>`;
  const cells = [
    `<span class="${outcome}">${OUTCOME_WORD[outcome]}</span>`,
    `<code>${escapeMarkup(locationText(lead))}</code>${more}`,
    `${escapeMarkup(titleOf(report, finding))}${details(report, group)}`,
    `${finding.confidence} <small>${finding.score}/100</small>`,
  ];
  return `<tr id="k-${shortId(finding)}-${escapeMarkup(finding.ruleId)}">${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}

function details(report: Report, { lead, others }: KeyGroup): string {
  const { before, mask, after } = excerptParts(lead.finding);
  const facts = [
    ...factsOf(lead),
    ['why', whyOf(lead.finding)] as const,
    ...adviceOf(report, lead).map((advice) => ['next', advice] as const),
    ...bounded(others.map(placeText), MOST_PLACES).map((place) => ['also in', place] as const),
    ['fingerprint', lead.finding.fingerprint] as const,
  ];
  const list = facts.map(([label, text]) => `<dt>${label}</dt><dd>${escapeMarkup(text)}</dd>`).join('');
  const line = `<pre>${escapeMarkup(before)}<mark>${escapeMarkup(mask)}</mark>${escapeMarkup(after)}</pre>`;
  return `<details><summary>details</summary>${line}<dl>${list}</dl></details>`;
}

function lists({ coverage, suppressed, stale }: Report): readonly string[] {
  const skipped = (kind: 'unread' | 'excluded') =>
    coverage.skipped.filter((one) => one.kind === kind).map(({ path, reason }) => `${path}: ${reason}`);
  return [
    ...list('Not read', skipped('unread')),
    ...list('Left out', skipped('excluded')),
    ...list(
      'Suppressed',
      suppressed.map(
        ({ finding, location, suppression }) =>
          `${locationText({ location })} ${finding.secret.redacted}: ${suppression?.where ?? ''} ${suppression?.reason ?? ''}`,
      ),
    ),
    ...list(
      'Stale suppressions',
      stale.map(({ where, why, text }) => `${where}: ${why}: ${text}`),
    ),
    ...list('Notes', coverage.notes),
  ];
}

function list(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  const items = bounded(lines, MOST_LISTED).map((line) => `<li>${escapeMarkup(line)}</li>`);
  return [`<h2>${title}</h2>`, '<ul>', ...items, '</ul>'];
}
