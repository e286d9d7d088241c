/** The report for people at a terminal. */
import pc from 'picocolors';
import { type Outcome, outcomeOf } from '../model/policy.ts';
import type { Report, Result } from '../model/report.ts';
import type { RenderOptions } from './formats.ts';
import { printable } from './printable.ts';
import {
  adviceOf,
  count,
  coverageOf,
  factsOf,
  headlineOf,
  OUTCOME_WORD,
  placeOf,
  titleOf,
  whyOf,
} from './wording.ts';

type Colors = ReturnType<typeof pc.createColors>;

/** Places of one key that are listed, skipped paths that are listed. */
const MOST_PLACES = 5;
const MOST_SKIPPED = 10;

/** Findings of one key together, then the outcome in one line, then what was read and what was not. */
export function renderPretty(report: Report, { color }: RenderOptions): string {
  const colors = pc.createColors(color);
  const blocks = groupsOf(report.results).map((group) => renderGroup(report, group, colors));
  return `${[...blocks, summary(report, colors)].join('\n\n')}\n`;
}

function groupsOf(results: readonly Result[]): Result[][] {
  const groups = new Map<string, Result[]>();
  for (const result of results) {
    const group = groups.get(result.finding.fingerprint);
    if (group === undefined) groups.set(result.finding.fingerprint, [result]);
    else group.push(result);
  }
  return [...groups.values()];
}

function renderGroup(report: Report, group: readonly Result[], colors: Colors): string {
  const [first, ...others] = group;
  if (first === undefined) return '';
  const { finding, verdict } = first;
  const outcome = outcomeOf(finding, verdict);
  const word = paint(colors, outcome)(`${OUTCOME_WORD[outcome]} (${finding.confidence})`);
  return [
    `${colors.bold(placeOf(finding))}  ${word}  ${titleOf(report, finding)}`,
    ...excerpt(first, colors),
    ...factsOf(first).map((fact) => `  ${fact}`),
    colors.dim(`  why ${finding.score}/100: ${whyOf(finding)}`),
    ...places([...others.map((other) => placeOf(other.finding)), ...first.occurrences.map(placeOf)]),
    ...adviceOf(report, finding).map((advice) => `  ${colors.cyan('→')} ${advice}`),
  ].join('\n');
}

function paint(colors: Colors, outcome: Outcome): (text: string) => string {
  if (outcome === 'fail') return colors.red;
  return outcome === 'warn' ? colors.yellow : colors.dim;
}

/** The line with the key masked, and a line that points at it. */
function excerpt({ finding }: Result, colors: Colors): string[] {
  const { text, start, length } = finding.excerpt;
  const before = printable(text.slice(0, start)).trimStart();
  const key = printable(text.slice(start, start + length));
  const after = printable(text.slice(start + length)).trimEnd();
  const number = `${finding.location.startLine}`;
  const gutter = ' '.repeat(number.length);
  return [
    `  ${colors.dim(`${number} |`)} ${before}${colors.red(key)}${after}`,
    `  ${colors.dim(`${gutter} |`)} ${' '.repeat(before.length)}${colors.red('^'.repeat(key.length))}`,
  ];
}

function places(all: readonly string[]): string[] {
  if (all.length === 0) return [];
  const shown = all.slice(0, MOST_PLACES).map((place) => `    ${place}`);
  const rest = all.length > MOST_PLACES ? [`    and ${all.length - MOST_PLACES} more`] : [];
  return ['  also at', ...shown, ...rest];
}

function summary(report: Report, colors: Colors): string {
  const color = { clean: colors.green, findings: colors.red, incomplete: colors.yellow, error: colors.red }[
    report.status
  ];
  const { skipped, notes } = report.coverage;
  const unread = skipped.filter(({ kind }) => kind === 'unread');
  const excluded = skipped.filter(({ kind }) => kind === 'excluded');
  return [
    `${color(headlineOf(report))} ${colors.dim(`(${coverageOf(report)})`)}`,
    ...list(
      'not read',
      unread.map(({ path, reason }) => `${printable(path)}: ${printable(reason)}`),
    ),
    ...list(
      'left out',
      excluded.map(({ path, reason }) => `${printable(path)}: ${printable(reason)}`),
    ),
    ...list(
      'stale',
      report.stale.map(({ where, why, text }) => `${printable(where)}: ${why}: ${printable(text)}`),
    ),
    ...notes.map((note) => colors.dim(printable(note))),
  ].join('\n');
}

function list(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const shown = lines.slice(0, MOST_SKIPPED).map((line) => `  ${title}: ${line}`);
  return lines.length > MOST_SKIPPED
    ? [...shown, `  ${title}: and ${count(lines.length - MOST_SKIPPED, 'more path')}`]
    : shown;
}
