/** From findings and coverage to the report. */
import { isIncomplete } from '../model/coverage.ts';
import { atLeast, outcomeOf, type ReportPolicy, statusOf } from '../model/policy.ts';
import type { Coverage, Holder, Report, Result, RuleInfo } from '../model/report.ts';
import type { Rule } from '../model/rule.ts';
import type { Verdict } from '../model/verdict.ts';
import { applySuppressions, unclosedNotes } from '../policy/suppress.ts';
import { VERSION } from '../version.generated.ts';
import { sharedKeys } from './environments.ts';

export interface ReportInput {
  readonly source: Report['source'];
  readonly results: readonly Result[];
  /** What providers say, by fingerprint. */
  readonly verdicts?: ReadonlyMap<string, Verdict>;
  /** Refs in whose files keys still stand, by fingerprint. */
  readonly holders?: ReadonlyMap<string, readonly Holder[]>;
  readonly coverage: Coverage;
  readonly policy: ReportPolicy;
  /** All of a repository or directory was scanned, so that an unmet suppression is stale. */
  readonly isWhole: boolean;
}

/** Sorts, parts and counts. */
export function createReport(input: ReportInput): Report {
  const { coverage, policy } = input;
  const samples = input.results.filter(({ finding }) => finding.attribution === 'sample');
  const judged = input.results.filter(({ finding }) => finding.attribution !== 'sample');
  const listed = judged.filter(({ finding }) => atLeast(finding.confidence, policy.minConfidence));
  const sorted = listed.toSorted(byPlace);
  const all = withShared(sorted.map((result) => withAnswers(result, input)));
  const { results, suppressed, stale } = applySuppressions(all, policy.suppressions, input.isWhole);
  return {
    tool: { name: 'leakward', version: VERSION },
    status: statusFor(results, input),
    source: input.source,
    rules: policy.ruleset.rules.map(infoOf),
    coverage: { ...coverage, notes: [...coverage.notes, ...unclosedNotes(results)] },
    results,
    suppressed,
    stale,
    lowConfidence: judged.length - listed.length,
    samples: samples.length,
  };
}

function withAnswers(result: Result, { verdicts, holders }: ReportInput): Result {
  const verdict = verdicts?.get(result.finding.fingerprint);
  const held = holders?.get(result.finding.fingerprint);
  return { ...result, ...(held && { holders: held }), ...(verdict && { verdict }) };
}

function withShared(results: readonly Result[]): readonly Result[] {
  const shared = sharedKeys(results);
  return results.map((result) => {
    const sharedBy = shared.get(result.finding.fingerprint);
    return sharedBy === undefined ? result : { ...result, sharedBy };
  });
}

function infoOf(rule: Rule): RuleInfo {
  const { id, provider, providerName, description, severity, variable, references, revoke } = rule;
  return {
    id,
    provider,
    providerName,
    description,
    severity,
    variable,
    references,
    ...(revoke && { revoke }),
  };
}

/** Where these read none, the scan is not clean, even if all was left out as was asked. */
const READ_AS_FILES: ReadonlySet<string> = new Set(['files', 'stdin']);

function statusFor(
  results: readonly Result[],
  { policy: { failOn }, source, coverage }: ReportInput,
): Report['status'] {
  const incomplete = isIncomplete(coverage) || (READ_AS_FILES.has(source.kind) && coverage.files === 0);
  if (failOn === 'nothing') return statusOf([], incomplete);
  const warned = results.some(({ finding, verdict }) => outcomeOf(finding, verdict) === 'warn');
  return failOn === 'warnings' && warned ? 'findings' : statusOf(results, incomplete);
}

/** Byte order of the path, then place, then rule: the same every time. */
function byPlace(a: Result, b: Result): number {
  const [pathA, pathB] = [a.location.path, b.location.path];
  const paths = pathA === pathB ? 0 : Buffer.compare(Buffer.from(pathA), Buffer.from(pathB));
  const [one, other] = [a.finding, b.finding];
  return paths || one.span.start - other.span.start || one.ruleId.localeCompare(other.ruleId, 'en');
}
