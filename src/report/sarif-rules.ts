/** Rules as SARIF and GitHub want them described. */
import type { ReportingDescriptor } from 'sarif';
import type { Report, Result, RuleInfo } from '../model/report.ts';
import type { Severity } from '../model/rule.ts';
import { printableUpTo } from './printable.ts';
import { ruleOf } from './wording.ts';

/** GitHub cuts or refuses longer texts. */
const MOST_TEXT = 1024;
const MOST_NAME = 255;

/** GitHub reads above 9.0 as critical, from 7.0 as high, from 4.0 as medium. Strings, or the upload is refused. */
const SECURITY_SEVERITY = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.0',
} as const satisfies Record<Severity, string>;

/** The rules of the report, and of those findings whose rule it does not carry. */
export function rulesOf(report: Report): readonly RuleInfo[] {
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  for (const { finding } of report.results) {
    if (!rules.has(finding.ruleId)) rules.set(finding.ruleId, ruleOf(report, finding));
  }
  return [...rules.values()];
}

/** `security-severity` of one result: an active key is critical, a dead one hardly matters. */
export function severityOf(report: Report, { finding, verdict }: Result): string {
  if (verdict?.state === 'active') return '9.8';
  if (verdict?.state === 'inactive') return '0.1';
  return SECURITY_SEVERITY[ruleOf(report, finding).severity];
}

/** A rule as GitHub shows it. */
export function descriptorOf(rule: RuleInfo): ReportingDescriptor {
  const what = printableUpTo(rule.description, 200);
  const name = rule.id.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
  const helpUri = rule.references.find((reference) => /^https?:\/\//.test(reference));
  return {
    id: rule.id,
    name: name.slice(0, MOST_NAME),
    shortDescription: { text: `Leaked ${what}.` },
    fullDescription: {
      text: `A ${what} stands where others can read it, and whoever reads it can use it at its owner's cost.`,
    },
    help: { text: helpText(rule, ''), markdown: helpText(rule, '`') },
    ...(helpUri !== undefined && { helpUri }),
    defaultConfiguration: { level: 'error' },
    properties: {
      tags: ['security', 'secret', 'leaked-key', rule.provider],
      precision: 'high',
      'security-severity': SECURITY_SEVERITY[rule.severity],
    },
  };
}

/** @param mark what encloses code */
function helpText({ variable, references }: RuleInfo, mark: string): string {
  const code = (text: string) => mark + text + mark;
  const source = variable === '' ? 'the environment' : code(`process.env.${printableUpTo(variable, 100)}`);
  const steps = [
    'What was pushed must be taken as known: taking it out of the file is not enough.',
    `1. Replace the key at its provider; ${code('leakward revoke')} plans the steps.`,
    `2. Read the new key from ${source} and keep it out of the repository.`,
    `3. If it is no key, suppress it with ${code('leakward allow')} and a reason.`,
    ...references.map((reference) => `See ${printableUpTo(reference, 200)}`),
  ];
  return steps.join('\n').slice(0, MOST_TEXT);
}
