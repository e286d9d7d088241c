/**
 * Workflow commands that GitHub's runner turns into annotations. It keeps ten of a step; untrusted text may start no
 * command of its own (actions/runner, ActionCommandManager).
 */
import { type Outcome, outcomeOf } from '../model/policy.ts';
import type { Report, Result } from '../model/report.ts';
import { printable } from './printable.ts';
import { adviceOf, headlineOf, placeOf, titleOf } from './wording.ts';

const MOST = 10;
const COMMAND = { fail: 'error', warn: 'warning', note: 'notice' } as const satisfies Record<Outcome, string>;

export function renderGithub(report: Report): string {
  const shown = report.results.length > MOST ? report.results.slice(0, MOST - 1) : report.results;
  const rest = report.results.slice(shown.length);
  const lines = shown.map((result) => annotation(report, result));
  if (rest.length > 0)
    lines.push(
      `::error title=leakward::${message(
        `and ${rest.length} more: ${rest
          .slice(0, 20)
          .map(({ finding }) => placeOf(finding))
          .join(', ')}`,
      )}`,
    );
  return `${[...lines, plain(`leakward: ${headlineOf(report)}`)].join('\n')}\n`;
}

function annotation(report: Report, { finding, verdict }: Result): string {
  const { path, startLine, startColumn, endLine, endColumn } = finding.location;
  const properties = [
    `file=${property(path)}`,
    `line=${startLine}`,
    `endLine=${endLine}`,
    ...(startLine === endLine ? [`col=${startColumn}`, `endColumn=${endColumn}`] : []),
    `title=${property('leakward')}`,
  ];
  const text = [titleOf(report, finding), ...adviceOf(report, finding)].join('. ');
  return `::${COMMAND[outcomeOf(finding, verdict)]} ${properties.join(',')}::${message(text)}`;
}

function message(text: string): string {
  return plain(text).replaceAll('%', '%25');
}

/** The path is a value that the runner decodes: its own characters, the file's real name. */
function property(text: string): string {
  const codes: Readonly<Record<string, string>> = {
    '%': '%25',
    '\r': '%0D',
    '\n': '%0A',
    ':': '%3A',
    ',': '%2C',
  };
  return text
    .replace(/[%\r\n:,]/g, (character) => codes[character] ?? character)
    .replace(/[\0-\x1f\x7f]/g, '');
}

/** The old `##[` form is obeyed anywhere in a line. */
function plain(text: string): string {
  return printable(text).replaceAll('##[', '## [');
}
