/** From findings and coverage to the report. */
import type { Confidence, Finding } from '../model/finding.ts';
import { atLeast, outcomeOf, statusOf } from '../model/policy.ts';
import type { Coverage, Holder, Report, Result, RuleInfo } from '../model/report.ts';
import type { Rule, Ruleset } from '../model/rule.ts';
import type { Verdict } from '../model/verdict.ts';
import { VERSION } from '../version.generated.ts';
import { sharedKeys } from './environments.ts';
import { applySuppressions, type Suppressions, unclosedNotes } from './suppress/apply.ts';

export interface ReportInput {
  readonly source: Report['source'];
  readonly findings: readonly Finding[];
  /** What a trace through history says of findings. */
  readonly traced?: ReadonlyMap<Finding, Omit<Result, 'finding'>>;
  /** What providers say, by fingerprint. */
  readonly verdicts?: ReadonlyMap<string, Verdict>;
  /** Refs in whose files keys still stand, by fingerprint. */
  readonly holders?: ReadonlyMap<string, readonly Holder[]>;
  readonly coverage: Coverage;
  /** Something that was asked for was not read. */
  readonly incomplete: boolean;
  readonly ruleset: Ruleset;
  readonly suppressions: Suppressions;
  readonly minConfidence: Confidence;
  /** All of a repository or directory was scanned, so that an unmet suppression is stale. */
  readonly isWhole: boolean;
  readonly failOn: 'findings' | 'warnings' | 'nothing';
}

/** Sorts, parts and counts. */
export function createReport(input: ReportInput): Report {
  const { findings, coverage, ruleset, minConfidence } = input;
  const samples = findings.filter(({ attribution }) => attribution === 'sample');
  const judged = findings.filter(({ attribution }) => attribution !== 'sample');
  const listed = judged.filter(({ confidence }) => atLeast(confidence, minConfidence)).toSorted(byPlace);
  const all = withShared(listed.map((finding) => resultOf(finding, input)));
  const { results, suppressed, stale } = applySuppressions(all, input.suppressions, input.isWhole);
  return {
    tool: { name: 'leakward', version: VERSION },
    status: statusFor(results, input),
    source: input.source,
    rules: ruleset.rules.map(infoOf),
    coverage: { ...coverage, notes: [...coverage.notes, ...unclosedNotes(results)] },
    results,
    suppressed,
    stale,
    lowConfidence: judged.length - listed.length,
    samples: samples.length,
  };
}

function resultOf(finding: Finding, { traced, verdicts, holders }: ReportInput): Result {
  const verdict = verdicts?.get(finding.fingerprint);
  const held = holders?.get(finding.fingerprint);
  return {
    finding,
    occurrences: [],
    ...blobOf(finding),
    ...traced?.get(finding),
    ...(held && { holders: held }),
    ...(verdict && { verdict }),
  };
}

function withShared(results: readonly Result[]): readonly Result[] {
  const shared = sharedKeys(results);
  return results.map((result) => {
    const sharedBy = shared.get(result.finding.fingerprint);
    return sharedBy === undefined ? result : { ...result, sharedBy };
  });
}

/** What was read from git can be read again by its id. */
function blobOf({ origin }: Finding): Pick<Result, 'blob'> {
  return origin.kind === 'git' && origin.oid !== '' ? { blob: origin.oid } : {};
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

function statusFor(results: readonly Result[], { failOn, incomplete }: ReportInput): Report['status'] {
  if (failOn === 'nothing') return statusOf([], incomplete);
  const warned = results.some(({ finding, verdict }) => outcomeOf(finding, verdict) === 'warn');
  return failOn === 'warnings' && warned ? 'findings' : statusOf(results, incomplete);
}

/** Byte order of the path, then place, then rule: the same every time. */
function byPlace(a: Finding, b: Finding): number {
  const [pathA, pathB] = [a.location.path, b.location.path];
  const paths = pathA === pathB ? 0 : Buffer.compare(Buffer.from(pathA), Buffer.from(pathB));
  return paths || a.span.start - b.span.start || a.ruleId.localeCompare(b.ruleId, 'en');
}
