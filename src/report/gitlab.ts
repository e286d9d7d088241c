/**
 * GitLab's secret-detection report (gitlab-org/security-products/security-report-schemas, secret-detection-report-
 * format). 15.0.7 is the last version that every GitLab from 16 on takes; we use no later field.
 */
import type { Report, Result } from '../model/report.ts';
import type { Severity } from '../model/rule.ts';
import type { RenderOptions } from './formats.ts';
import { resultOutcome } from './groups.ts';
import { jsonText } from './json-text.ts';
import { createOccurrenceIds, type OccurrenceId } from './occurrence-ids.ts';
import { printable, printableUpTo } from './printable.ts';
import { isWhole } from './summary.ts';
import { adviceOf, factSentences, ruleOf, titleOf, whyOf } from './wording.ts';

const VERSION = '15.0.7';
const SCHEMA_URL = `https://gitlab.com/gitlab-org/security-products/security-report-schemas/-/raw/v${VERSION}/dist/secret-detection-report-format.json`;

/** GitLab's limits of `name` and `solution`. */
const MOST_NAME = 255;
const MOST_SOLUTION = 7000;
const MOST_TEXT = 1000;
const MOST_MESSAGES = 1000;

/** The schema wants a commit; this one is GitLab's own analyzer's for a file that no commit is known of. */
const NO_COMMIT = { sha: '0000000' } as const;

const SEVERITY = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
} as const satisfies Record<Severity, string>;

export function renderGitlab(report: Report, { time }: RenderOptions): string {
  const { name, version } = report.tool;
  const analyzer = { id: name, name, version: version || '0', vendor: { name } };
  const idOf = createOccurrenceIds();
  const document = {
    version: VERSION,
    schema: SCHEMA_URL,
    scan: {
      type: 'secret_detection',
      status: isWhole(report) ? 'success' : 'failure',
      start_time: seconds(time),
      end_time: seconds(time),
      analyzer,
      scanner: analyzer,
      ...messagesOf(report),
    },
    vulnerabilities: report.results.map((result) => vulnerabilityOf(report, result, idOf(result))),
  };
  return `${jsonText(document, 'indented')}\n`;
}

/** What the job's log shows beside the findings. */
function messagesOf({ coverage }: Report) {
  const compressed = coverage.skipped.filter(({ isCompressed }) => isCompressed === true);
  if (compressed.length === 0) return {};
  const messages = compressed.slice(0, MOST_MESSAGES).map(({ path, reason }) => ({
    level: 'info',
    value: printableUpTo(`${path}: ${reason}`, MOST_TEXT),
  }));
  return { messages };
}

/** The description is GitLab Flavored Markdown: no untrusted text stands in it outside of code. */
function vulnerabilityOf(report: Report, result: Result, id: OccurrenceId) {
  const { finding } = result;
  const rule = ruleOf(report, finding);
  const description = [titleOf(report, finding), ...factSentences(result), `why: ${whyOf(finding)}`];
  return {
    id: uuidOf(id),
    name: printableUpTo(`Leaked ${rule.description}`, MOST_NAME),
    description: description.map(code).join('\n\n'),
    severity: resultOutcome(result) === 'note' ? 'Info' : SEVERITY[rule.severity],
    solution: printableUpTo(`${adviceOf(report, result).join('. ')}.`, MOST_SOLUTION),
    // The field is meant for the source text; the key in it would be one more copy of the leak.
    raw_source_code_extract: finding.secret.redacted,
    location: locationOf(result),
    identifiers: [
      { type: 'leakward_rule_id', name: `leakward rule ${rule.id}`, value: rule.id },
      { type: 'leakward_fingerprint', name: 'leakward fingerprint', value: finding.fingerprint },
    ],
    links: rule.references.filter((url) => /^https?:\/\/./.test(url)).map((url) => ({ url })),
  };
}

function locationOf({ location, commit }: Result) {
  const { path, startLine, endLine } = location;
  return {
    file: printable(path),
    start_line: startLine,
    end_line: endLine,
    commit: commit
      ? {
          sha: printable(commit.sha) || NO_COMMIT.sha,
          author: printableUpTo(`${commit.author} <${commit.email}>`, MOST_TEXT),
          date: printable(commit.date),
          message: printableUpTo(commit.summary, MOST_TEXT),
        }
      : NO_COMMIT,
  };
}

function code(text: string): string {
  return `\`${text.replaceAll('`', "'")}\``;
}

/** `2026-11-24T12:00:00`: the schema takes UTC without zone and fraction. */
function seconds(time: string): string {
  return new Date(time).toISOString().slice(0, 19);
}

/** In the form of a version 8 UUID (RFC 9562, section 5.8), the occurrence in its last four digits. */
function uuidOf({ hash, number }: OccurrenceId): string {
  const count = (number & 0xffff).toString(16).padStart(4, '0');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 28)}${count}`;
}
