/**
 * SARIF 2.1.0 for GitHub code scanning. No snippet and no context region: they would carry the key into the log.
 * Limits and required fields: docs.github.com, “SARIF support for code scanning”.
 */
import { createHash } from 'node:crypto';
import type { Log, ReportingDescriptor, Run, Result as SarifResult } from 'sarif';
import type { Finding } from '../model/finding.ts';
import { outcomeOf } from '../model/policy.ts';
import type { Report, Result, RuleInfo } from '../model/report.ts';
import type { Severity } from '../model/rule.ts';
import { printable } from './printable.ts';
import { relativeUri } from './uri.ts';
import { adviceOf, factsOf, titleOf } from './wording.ts';

/** GitHub keeps so many results of a run. */
const MOST_RESULTS = 5000;

const LEVEL = { fail: 'error', warn: 'warning', note: 'note' } as const;
/** GitHub reads above 9 as critical, from 7 as high, from 4 as medium. A string, or the upload is refused. */
const SECURITY_SEVERITY = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.0',
} as const satisfies Record<Severity, string>;

/** A log of one run; suppressed findings are left out, as they would be shown again. */
export function renderSarif(report: Report): string {
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [runOf(report)],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function runOf(report: Report): Run {
  const seen = new Map<string, number>();
  const unread = report.coverage.skipped.filter(({ kind }) => kind === 'unread');
  return {
    tool: {
      driver: {
        name: 'leakward',
        semanticVersion: report.tool.version,
        informationUri: 'https://www.npmjs.com/package/leakward',
        rules: report.rules.map(ruleOf),
      },
    },
    automationDetails: { id: 'leakward/' },
    columnKind: 'utf16CodeUnits',
    invocations: [
      {
        executionSuccessful: report.status !== 'error',
        toolExecutionNotifications: unread.map(({ path, reason }) => ({
          level: 'warning',
          message: { text: `Not read: ${printable(path)}: ${printable(reason)}.` },
        })),
      },
    ],
    results: report.results.slice(0, MOST_RESULTS).map((result) => resultOf(report, result, seen)),
  };
}

function ruleOf(rule: RuleInfo): ReportingDescriptor {
  const help = `Take the key out of the file, read it from the environment (${rule.variable}), and replace the key: what was pushed must be taken as known. A finding that is no key can be allowed with leakward allow.`;
  return {
    id: rule.id,
    name: pascal(rule.id),
    shortDescription: { text: `Leaked ${rule.description}` },
    fullDescription: {
      text: `A ${rule.description} stands in the repository. Whoever reads it can use it at the owner's cost.`,
    },
    help: { text: help, markdown: help },
    ...(rule.references[0] === undefined ? {} : { helpUri: rule.references[0] }),
    defaultConfiguration: { level: 'error' },
    properties: {
      tags: ['security', 'secret', rule.provider],
      precision: 'high',
      'security-severity': SECURITY_SEVERITY[rule.severity],
    },
  };
}

function pascal(id: string): string {
  return id.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function resultOf(report: Report, result: Result, seen: Map<string, number>): SarifResult {
  const { finding, verdict } = result;
  const { startLine, startColumn, endLine, endColumn, path } = finding.location;
  const text = [titleOf(report, finding), ...factsOf(result), ...adviceOf(report, finding)]
    .map(sentence)
    .join(' ');
  const ruleIndex = report.rules.findIndex(({ id }) => id === finding.ruleId);
  return {
    ruleId: finding.ruleId,
    ...(ruleIndex < 0 ? {} : { ruleIndex }),
    level: LEVEL[outcomeOf(finding, verdict)],
    message: { text },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: relativeUri(path), uriBaseId: '%SRCROOT%' },
          region: { startLine, startColumn, endLine, endColumn },
        },
      },
    ],
    partialFingerprints: {
      primaryLocationLineHash: lineHash(finding, seen),
      'leakward/v1': finding.fingerprint,
    },
    properties: { confidence: finding.confidence, attribution: finding.attribution },
  };
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** `hash:n`, the form that GitHub's own upload computes from the file, which history and removed files have not. */
function lineHash(finding: Finding, seen: Map<string, number>): string {
  const key = `${finding.fingerprint}\0${finding.location.path}`;
  const number = (seen.get(key) ?? 0) + 1;
  seen.set(key, number);
  return `${createHash('sha256').update(key).digest('hex').slice(0, 16)}:${number}`;
}
