/** The report for people at a terminal. Untrusted text starts no line: a CI log may obey what does. */
import pc from 'picocolors';
import type { Outcome } from '../model/policy.ts';
import type { Report, Status } from '../model/report.ts';
import { excerptParts, underline } from './excerpt-parts.ts';
import { foldedLine, foldWarnings } from './fold.ts';
import type { RenderOptions } from './formats.ts';
import { groupsOf, type KeyGroup } from './groups.ts';
import { printable, printableUpTo } from './printable.ts';
import { bounded, count, coverageOf, headlineOf, summaryOf } from './summary.ts';
import { adviceOf, factsOf, locationText, OUTCOME_WORD, placeText, titleOf, whyOf } from './wording.ts';
import { wrap } from './wrap.ts';

type Colors = ReturnType<typeof pc.createColors>;
type ColorName = 'red' | 'yellow' | 'green' | 'dim';

/** Keys shown in full; other places of one key; reasons of one finding; lines of each list at the end. */
const MOST_KEYS = 50;
const MOST_PLACES = 3;
const MOST_REASONS = 3;
const MOST_LISTED = 10;
const MOST_TEXT = 200;

const OUTCOME_COLOR = { fail: 'red', warn: 'yellow', note: 'dim' } as const satisfies Record<
  Outcome,
  ColorName
>;

const STATUS_COLOR = {
  clean: 'green',
  findings: 'red',
  incomplete: 'yellow',
  error: 'red',
} as const satisfies Record<Status, ColorName>;

/**
 * The outcome in one line, then a block for each key, then what was not read, and the outcome again: a long report
 * has scrolled its first line away. A report without findings and remarks is that one line.
 */
export function renderPretty(report: Report, { color, width }: RenderOptions): string {
  const colors = pc.createColors(color);
  const groups = groupsOf(report);
  const summary = summaryOf(report, groups);
  const headline = colors[STATUS_COLOR[report.status]](headlineOf(report, summary));
  const last = `${headline} ${colors.dim(`(${coverageOf(report, summary)})`)}`;
  const { shown, folded } = foldWarnings(groups);
  const blocks = shown.slice(0, MOST_KEYS).map((group) => block(report, group, colors, width));
  const rest = shown.length - blocks.length;
  const end = [
    ...(rest > 0 ? [`and ${count(rest, 'more key')}: --format json lists all`] : []),
    ...list(colors.yellow('warning'), foldedLine(report, folded)),
    ...lists(report, colors),
    last,
  ];
  const first = blocks.length === 0 && end.length === 1 ? [] : [headline];
  return `${[...first, ...blocks, end.join('\n')].join('\n\n')}\n`;
}

function block(report: Report, group: KeyGroup, colors: Colors, width: number | undefined): string {
  const { lead, outcome, others } = group;
  const { finding } = lead;
  const word = colors[OUTCOME_COLOR[outcome]](`${OUTCOME_WORD[outcome]} (${finding.confidence})`);
  const head = `${colors.bold(locationText(lead))}  ${word}  ${titleOf(report, finding)}`;
  const facts = [
    ...factsOf(lead),
    ['why', `${finding.score}/100: ${whyOf(finding, MOST_REASONS)}`] as const,
    ...(others.length === 0
      ? []
      : [['also in', bounded(others.map(placeText), MOST_PLACES).join(', ')] as const]),
    ...adviceOf(report, lead).map((advice, i) => [i === 0 ? 'next' : '', advice] as const),
  ];
  return [head, ...excerpt(group, colors), ...facts.flatMap((fact) => factLines(fact, colors, width))].join(
    '\n',
  );
}

function excerpt({ lead: { finding, location } }: KeyGroup, colors: Colors): readonly string[] {
  const parts = excerptParts(finding);
  const number = `${location.startLine}`.padStart(7);
  return [
    `${colors.dim(`${number} |`)} ${parts.before}${colors.red(parts.mask)}${parts.after}`,
    `${colors.dim(`${' '.repeat(7)} |`)} ${colors.red(underline(parts))}`,
  ];
}

/** `      why  text`; the colour goes on after the folding, which counts columns. */
function factLines(
  [label, text]: readonly [string, string],
  colors: Colors,
  width: number | undefined,
): readonly string[] {
  const [first = '', ...rest] = wrap(`${label.padStart(12)}  ${text}`, width, 14);
  return [colors.dim(first.slice(0, 12)) + first.slice(12), ...rest];
}

function lists({ coverage, stale }: Report, colors: Colors): readonly string[] {
  const skipped = (kind: 'unread' | 'excluded') =>
    coverage.skipped
      .filter((one) => one.kind === kind)
      .map(({ path, reason }) => `${short(path)}: ${short(reason)}`);
  return [
    ...list(colors.yellow('not read'), skipped('unread')),
    ...list(colors.dim('left out'), skipped('excluded')),
    ...list(
      colors.yellow('stale suppression'),
      stale.map(({ where, why, text }) => `${short(where)}: ${why}: ${short(text)}`),
    ),
    ...list(colors.dim('note'), coverage.notes.map(printable)),
  ];
}

function list(title: string, lines: readonly string[]): readonly string[] {
  return bounded(lines, MOST_LISTED).map((line) => `${title}: ${line}`);
}

function short(text: string): string {
  return printableUpTo(text, MOST_TEXT);
}
