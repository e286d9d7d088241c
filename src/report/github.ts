/**
 * Workflow commands that GitHub's runner turns into annotations. It keeps ten of each type of a step and cuts a
 * message at 4,096 characters (actions/runner, ExecutionContext.cs); untrusted text may start no command of its own.
 */
import type { Outcome } from '../model/policy.ts';
import type { Report } from '../model/report.ts';
import { foldedLine, foldWarnings } from './fold.ts';
import { groupsOf, type KeyGroup } from './groups.ts';
import { printable, printableUpTo } from './printable.ts';
import { coverageOf, headlineOf, summaryOf } from './summary.ts';
import { adviceOf, factSentences, locationText, OUTCOME_WORD, placeText, titleOf, whyOf } from './wording.ts';

const MOST = 10;
const MOST_PLACES = 5;
const MOST_NAMED = 20;
const MOST_CHARACTERS = 4096;

const COMMAND = {
  fail: 'error',
  warn: 'notice',
  note: 'notice',
} as const satisfies Record<Outcome, string>;

/** An annotation a key, ten lines at most: what does not fit is named in the last. Then the outcome as plain text. */
export function renderGithub(report: Report): string {
  const groups = groupsOf(report);
  const summary = summaryOf(report, groups);
  const unread = unreadWarning(summary.unread.map(({ path, reason }) => `${path}: ${reason}`));
  const { shown: single, folded } = foldWarnings(groups);
  const many = foldedLine(report, folded).map((text) => command(COMMAND.warn, ['title=leakward'], text));
  const compressed = compressedNotice(summary.compressed.map(({ path }) => path));
  const room = MOST - unread.length - many.length - compressed.length;
  const shown = single.length > room ? single.slice(0, room - 1) : single;
  const lines = [
    ...shown.map((group) => annotation(report, group)),
    ...restOf(single.slice(shown.length)),
    ...many,
    ...unread,
    ...compressed,
    `leakward: ${headlineOf(report, summary)}; ${coverageOf(report, summary)}`,
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function annotation(report: Report, { lead, outcome, others }: KeyGroup): string {
  const { finding } = lead;
  const { path, startLine, startColumn, endLine, endColumn } = lead.location;
  const properties = [
    `file=${property(path)}`,
    `line=${startLine}`,
    `endLine=${endLine}`,
    // The runner refuses columns of a span of several lines (toolkit, problem-matchers.md).
    ...(startLine === endLine ? [`col=${startColumn}`, `endColumn=${endColumn}`] : []),
    `title=${property(`leakward: ${OUTCOME_WORD[outcome]}`)}`,
  ];
  const sentences = [
    titleOf(report, finding),
    ...factSentences(lead),
    `why: ${whyOf(finding)}`,
    ...(others.length === 0 ? [] : [`also in ${others.slice(0, MOST_PLACES).map(placeText).join(', ')}`]),
    ...adviceOf(report, lead),
  ];
  return command(COMMAND[outcome], properties, sentences.join('. '));
}

function restOf(groups: readonly KeyGroup[]): readonly string[] {
  const worst = groups[0];
  if (worst === undefined) return [];
  const named = groups.slice(0, MOST_NAMED).map(({ lead }) => locationText(lead));
  const text = `and ${groups.length} more keys, the first at ${named.join(', ')}`;
  return [command(COMMAND[worst.outcome], ['title=leakward'], text)];
}

function unreadWarning(paths: readonly string[]): readonly string[] {
  if (paths.length === 0) return [];
  const text = `the scan is incomplete, ${paths.length} not read: ${paths.slice(0, MOST_NAMED).join('; ')}`;
  return [command('warning', ['title=leakward'], text)];
}

function compressedNotice(paths: readonly string[]): readonly string[] {
  if (paths.length === 0) return [];
  const text = `${paths.length} compressed, not opened: ${paths.slice(0, MOST_NAMED).join('; ')}`;
  return [command('notice', ['title=leakward'], text)];
}

/** A line that the runner obeys; no text can end it or start another. @param properties encoded already */
export function command(name: string, properties: readonly string[], text: string): string {
  const message = printableUpTo(text, MOST_CHARACTERS).replaceAll('%', '%25');
  return `::${name} ${properties.join(',')}::${message}`;
}

const PROPERTY_CODES: ReadonlyMap<string, string> = new Map([
  ['%', '%25'],
  ['\r', '%0D'],
  ['\n', '%0A'],
  [':', '%3A'],
  [',', '%2C'],
]);

/** The runner decodes these, so that the file keeps its real name; other controls go, and `##[` is broken up. */
function property(text: string): string {
  return printable(text.replace(/[%\r\n:,]/g, (character) => PROPERTY_CODES.get(character) ?? ''));
}
