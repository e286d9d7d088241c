/** GitLab's secret-detection report (docs.gitlab.com, security report schemas, secret-detection-report-format 15). */
import { createHash } from 'node:crypto';
import type { Report, Result } from '../model/report.ts';
import type { Severity } from '../model/rule.ts';
import type { RenderOptions } from './formats.ts';
import { printable } from './printable.ts';
import { adviceOf, factsOf, ruleOf, titleOf } from './wording.ts';

const SEVERITY = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
} as const satisfies Record<Severity, string>;
const SCHEMA = '15.2.1';

export function renderGitlab(report: Report, { time }: RenderOptions): string {
  const at = time.slice(0, 19);
  const tool = {
    id: 'leakward',
    name: 'leakward',
    version: report.tool.version,
    vendor: { name: 'leakward' },
  };
  const document = {
    version: SCHEMA,
    scan: {
      type: 'secret_detection',
      status: report.status === 'error' || report.status === 'incomplete' ? 'failure' : 'success',
      start_time: at,
      end_time: at,
      analyzer: tool,
      scanner: tool,
    },
    vulnerabilities: report.results.map((result) => vulnerability(report, result)),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function vulnerability(report: Report, result: Result) {
  const { finding, commit } = result;
  const rule = ruleOf(report, finding);
  const { path, startLine, endLine } = finding.location;
  return {
    id: uuid(`${finding.fingerprint}\0${path}\0${startLine}`),
    category: 'secret_detection',
    name: rule.description,
    description: [titleOf(report, finding), ...factsOf(result)].join('. '),
    severity: SEVERITY[rule.severity],
    solution: adviceOf(report, finding).join('. '),
    // The field is for the source text; ours is masked.
    raw_source_code_extract: finding.secret.redacted,
    location: {
      file: printable(path),
      start_line: startLine,
      end_line: endLine,
      commit:
        commit === undefined
          ? { sha: '0000000' }
          : { sha: commit.sha, author: commit.author, date: commit.date },
    },
    identifiers: [
      { type: 'leakward_rule_id', name: `leakward rule ${rule.id}`, value: rule.id },
      { type: 'leakward_fingerprint', name: 'leakward fingerprint', value: finding.fingerprint },
    ],
  };
}

/** Stable, in the form of a version 8 UUID (RFC 9562, section 5.8). */
function uuid(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
