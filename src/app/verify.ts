/** Verdicts for keys that are named. */
import { NO_COVERAGE, withSkipped } from '../model/coverage.ts';
import type { ReportPolicy } from '../model/policy.ts';
import type { Report } from '../model/report.ts';
import type { Rule } from '../model/rule.ts';
import type { Secret } from '../model/secret.ts';
import type { ReportInput } from '../report/create.ts';
import { plannedRequests, subjectsOf } from '../verify/verify.ts';
import type { Asking } from './asking.ts';
import type { Deps } from './deps.ts';
import type { NamedKeys } from './named-keys.ts';
import { reportOf } from './report.ts';

/** The report of named keys. */
export async function verify(
  { target, results, skipped }: NamedKeys,
  policy: ReportPolicy,
  asking: Asking,
  deps: Deps,
): Promise<Report> {
  const input: ReportInput = {
    source: { kind: 'verify', target },
    // Anyone can have written a report's verdicts: only what is answered now counts.
    results: results.map(({ verdict: _, ...result }) => result),
    coverage: withSkipped(NO_COVERAGE, skipped),
    policy,
    isWhole: false,
  };
  return await reportOf(input, asking, deps);
}

/** What would be asked: nothing is, not even a control. */
export interface VerifyPlan {
  readonly asked: readonly {
    readonly secret: Secret;
    readonly requests: ReturnType<typeof plannedRequests>;
  }[];
  /** Keys that may be another product's. */
  readonly left: number;
}

export function planVerify(
  { results }: NamedKeys,
  rules: readonly Rule[],
  { scope, bases }: Asking,
): VerifyPlan {
  const findings = results.map(({ finding }) => finding);
  const subjects = subjectsOf(findings, rules, scope);
  const named = bases(rules);
  return {
    asked: subjects.map(({ secret, rule }) => ({ secret, requests: plannedRequests(rule, named) })),
    left: new Set(findings.map(({ fingerprint }) => fingerprint)).size - subjects.length,
  };
}
