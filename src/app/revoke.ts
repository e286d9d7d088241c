/** The plan of revoking keys, and carrying it out. */
import { NO_COVERAGE } from '../model/coverage.ts';
import type { ReportPolicy } from '../model/policy.ts';
import type { Result } from '../model/report.ts';
import type { Rule } from '../model/rule.ts';
import type { NamedBases } from '../providers/api.ts';
import { createReport } from '../report/create.ts';
import { applyPlan } from '../revoke/apply.ts';
import { checkSources, type TemplateSources } from '../revoke/call.ts';
import { type Plan, type PlanInput, planRevocation } from '../revoke/plan.ts';
import { methodOf, type RevokeSettings } from '../revoke/settings.ts';
import type { Applied, ApplyOptions } from '../revoke/step.ts';
import { subjectFinder, type Verdicts } from '../verify/verify.ts';
import type { Asking } from './asking.ts';
import type { Deps } from './deps.ts';
import { withJournal } from './journal.ts';
import { withDoor } from './network.ts';
import { verdictsOf } from './verdicts.ts';

/** Results with what allows them, and what their providers say now if they are asked. */
export interface Revocable {
  readonly results: readonly Result[];
  readonly verdicts: Verdicts;
}

/** Keys that may be revoked. */
export async function revocable(
  results: readonly Result[],
  policy: ReportPolicy,
  asking: Asking | undefined,
  deps: Deps,
): Promise<Revocable> {
  const findings = results.map(({ finding }) => finding);
  const { rules } = policy.ruleset;
  const verdicts: Verdicts =
    asking === undefined ? new Map() : await verdictsOf(findings, rules, asking, deps);
  const report = createReport({
    source: { kind: 'revoke', target: '' },
    results,
    coverage: NO_COVERAGE,
    policy,
    isWhole: false,
  });
  return { results: [...report.results, ...report.suppressed], verdicts };
}

/** What is to be planned, and what may be. */
export interface PlanRequest extends Omit<PlanInput, 'subjectOf' | 'methodOf'> {
  readonly settings: RevokeSettings;
}

/** The plan. Changes nothing. */
export function planRevoke({ settings, ...request }: PlanRequest, rules: readonly Rule[]): Plan {
  return planRevocation({
    ...request,
    subjectOf: subjectFinder(rules),
    methodOf: ({ rule }) => methodOf(rule, settings),
  });
}

/** Refuses a plan whose calls lack what the settings name for them. Errors: `bad-config`, `bad-usage`. */
export function checkPlan({ steps }: Plan, sources: TemplateSources): void {
  for (const { method } of steps) if (method.kind === 'http') checkSources(method, sources);
}

export interface ApplyRequest
  extends Pick<ApplyOptions, 'process' | 'sources' | 'to' | 'openIssue' | 'onApplied'> {
  readonly plan: Plan;
  readonly bases: NamedBases;
  /** Path of the journal. */
  readonly journal: string;
}

/** Carries a plan out, and asks again. Errors: those of `checkPlan`; `unwritable`, `bad-journal`. */
export async function applyRevoke(
  { plan, journal: path, ...request }: ApplyRequest,
  deps: Deps,
): Promise<readonly Applied[]> {
  checkPlan(plan, request.sources);
  return await withJournal(path, deps, (journal, run) =>
    withDoor(deps, (network) => applyPlan(plan, { ...request, ...network, journal, run })),
  );
}
