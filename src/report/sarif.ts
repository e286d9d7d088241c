/**
 * SARIF 2.1.0 for GitHub code scanning. No snippet and no context region: they would carry the key into the log.
 * Suppressed findings are left out: the service would list them as open. Limits and required fields:
 * docs.github.com, "SARIF support for code scanning".
 */
import type { Invocation, Log, Notification, Run, Result as SarifResult } from 'sarif';
import type { Outcome } from '../model/policy.ts';
import type { Report, Result, Skipped } from '../model/report.ts';
import type { RenderOptions } from './formats.ts';
import { resultOutcome } from './groups.ts';
import { jsonText } from './json-text.ts';
import { createOccurrenceIds, type OccurrenceId } from './occurrence-ids.ts';
import { printableUpTo } from './printable.ts';
import { descriptorOf, rulesOf, severityOf } from './sarif-rules.ts';
import { isWhole } from './summary.ts';
import { relativeUri } from './uri.ts';
import { adviceOf, factSentences, titleOf, whyOf } from './wording.ts';

/** GitHub keeps so many results of a run; ours come failures first. */
const MOST_RESULTS = 5000;
const MOST_NOTIFICATIONS = 1000;
const MOST_TEXT = 1000;

const LEVEL = { fail: 'error', warn: 'warning', note: 'note' } as const satisfies Record<
  Outcome,
  SarifResult.level
>;
const ORDER = { fail: 0, warn: 1, note: 2 } as const satisfies Record<Outcome, number>;

/** A log of one run. */
export function renderSarif(report: Report, options: RenderOptions): string {
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [runOf(report, options)],
  };
  return `${jsonText(log, 'indented')}\n`;
}

function runOf(report: Report, { time, part }: RenderOptions): Run {
  const idOf = createOccurrenceIds();
  const numbered = report.results.map((result) => ({ result, id: idOf(result) }));
  const worst = numbered.toSorted((a, b) => ORDER[resultOutcome(a.result)] - ORDER[resultOutcome(b.result)]);
  const rules = rulesOf(report);
  const indexOf = new Map(rules.map(({ id }, index) => [id, index]));
  return {
    tool: {
      driver: {
        name: report.tool.name,
        semanticVersion: report.tool.version,
        informationUri: 'https://www.npmjs.com/package/leakward',
        rules: rules.map(descriptorOf),
      },
    },
    // What ends in a slash is a category: several of a commit stand side by side, and the next of one takes the place
    // of the last.
    automationDetails: { id: part === undefined ? 'leakward/' : `leakward/${part}/` },
    columnKind: 'utf16CodeUnits',
    invocations: [invocationOf(report, time)],
    results: worst
      .slice(0, MOST_RESULTS)
      .map(({ result, id }) => resultOf(report, result, id, indexOf.get(result.finding.ruleId))),
  };
}

function invocationOf(report: Report, time: string): Invocation {
  const { skipped } = report.coverage;
  const unread = skipped.filter(({ kind }) => kind === 'unread');
  const compressed = skipped.filter(({ isCompressed }) => isCompressed === true);
  return {
    executionSuccessful: isWhole(report),
    endTimeUtc: time,
    toolExecutionNotifications: [
      ...unread.map((one) => notificationOf('warning', 'Not read', one)),
      ...compressed.map((one) => notificationOf('note', 'Left out', one)),
    ].slice(0, MOST_NOTIFICATIONS),
  };
}

function notificationOf(level: 'warning' | 'note', what: string, { path, reason }: Skipped): Notification {
  const text = `${what}: ${printableUpTo(path, MOST_TEXT)}: ${printableUpTo(reason, MOST_TEXT)}.`;
  return { level, message: { text } };
}

function resultOf(
  report: Report,
  result: Result,
  { hash, number }: OccurrenceId,
  ruleIndex: number | undefined,
): SarifResult {
  const { finding, verdict, occurrences } = result;
  const { startLine, startColumn, endLine, endColumn, path } = result.location;
  return {
    ruleId: finding.ruleId,
    ...(ruleIndex !== undefined && { ruleIndex }),
    level: LEVEL[resultOutcome(result)],
    message: { text: messageOf(report, result) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: relativeUri(path), uriBaseId: '%SRCROOT%' },
          region: { startLine, startColumn, endLine, endColumn },
        },
      },
    ],
    // GitHub computes the first from the checked-out file, which a finding in the history does not have.
    partialFingerprints: {
      primaryLocationLineHash: `${hash.slice(0, 16)}:${number}`,
      'leakward/v1': finding.fingerprint,
    },
    properties: {
      confidence: finding.confidence,
      attribution: finding.attribution,
      occurrences: occurrences.length,
      ...(verdict && { verdict: verdict.state, 'security-severity': severityOf(report, result) }),
    },
  };
}

/** Square brackets would be read as links in a SARIF message (SARIF 2.1.0, 3.11.6). */
function messageOf(report: Report, result: Result): string {
  const sentences = [
    titleOf(report, result.finding),
    ...factSentences(result),
    `why: ${whyOf(result.finding)}`,
    ...adviceOf(report, result),
  ];
  const text = sentences
    .map((sentence) => `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`)
    .join(' ');
  return text.replace(/[[\]\\]/g, '\\$&');
}
