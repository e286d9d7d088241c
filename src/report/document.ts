/**
 * The report for programs, schemaVersion 1: report.schema.json describes it and is published with the package. Every
 * field is copied by name, so that the internal types may change without the contract. A field may be added; one that
 * goes or changes its meaning makes it version 2.
 */
import type { FoundKey, Location, OwnKey, Suppression } from '../model/finding.ts';
import type { Commit, Coverage, Holder, Occurrence, Report, Result, RuleInfo } from '../model/report.ts';
import type { Revocation, Verdict } from '../model/verdict.ts';
import { resultOutcome } from './groups.ts';

export type ReportDocument = ReturnType<typeof documentOf>;
export type FindingDocument = ReturnType<typeof findingOf>;

/** The whole document. Fields without a value are absent. */
export function documentOf(report: Report) {
  const { tool, status, source, coverage, results, suppressed, stale, lowConfidence, samples, rules } =
    report;
  return {
    schemaVersion: 1,
    tool: { name: tool.name, version: tool.version },
    status,
    source: { kind: source.kind, target: source.target },
    coverage: coverageOf(coverage),
    findings: results.map((result) => findingOf(rules, result)),
    suppressed: suppressed.map((result) => findingOf(rules, result)),
    stale: stale.map(({ where, why, text }) => ({ where, why, text })),
    lowConfidence,
    samples,
  } as const;
}

function findingOf(rules: readonly RuleInfo[], result: Result) {
  const { finding, commit, blob, reachable, inHead, occurrences, suppression, verdict, revocation } = result;
  return {
    ...judgementOf(finding),
    outcome: resultOutcome(result),
    redacted: finding.secret.redacted,
    location: locationOf(result.location),
    encoding: [...finding.encoding],
    syntax: finding.syntax,
    exposure: [...finding.exposure],
    ...(result.sharedBy && { sharedBy: [...result.sharedBy] }),
    ...(commit && { commit: commitOf(commit) }),
    ...(blob !== undefined && { blob }),
    ...(reachable !== undefined && { reachable }),
    ...(inHead !== undefined && { inHead }),
    occurrences: occurrences.map(occurrenceOf),
    ...(finding.own && { own: ownOf(finding.own) }),
    ...(result.holders && { holders: result.holders.map(holderOf) }),
    ...(verdict && { verdict: verdictOf(verdict) }),
    ...rotationOf(rules, result),
    ...(revocation && { revocation: revocationOf(revocation) }),
    ...(suppression && { suppression: suppressionOf(suppression) }),
  };
}

function judgementOf({ fingerprint, ruleId, provider, confidence, score, reasons, attribution }: FoundKey) {
  return {
    fingerprint,
    ruleId,
    provider,
    confidence,
    score,
    reasons: reasons.map(({ part, points, text }) => ({ part, points, text })),
    attribution,
  };
}

function coverageOf({ files, blobs, commits, bytes, skipped, notes }: Coverage) {
  const unread = skipped.map(({ kind, path, pathId, reason }) => ({
    kind,
    path,
    ...(pathId !== undefined && { pathId }),
    reason,
  }));
  return { files, blobs, commits, bytes, skipped: unread, notes: [...notes] };
}

function locationOf({ path, pathId, startLine, startColumn, endLine, endColumn }: Location) {
  return { path, ...(pathId !== undefined && { pathId }), startLine, startColumn, endLine, endColumn };
}

function commitOf({ sha, author, email, date, summary }: Commit) {
  return { sha, author, email, date, summary };
}

function occurrenceOf({ location, commit, blob }: Occurrence) {
  return {
    location: locationOf(location),
    ...(commit && { commit: commitOf(commit) }),
    ...(blob !== undefined && { blob }),
  };
}

function holderOf({ ref, paths }: Holder) {
  return { ref, paths: [...paths] };
}

/** The safe order of replacing an active key. */
function rotationOf(rules: readonly RuleInfo[], { finding, verdict }: Result) {
  const manual = rules.find(({ id }) => id === finding.ruleId)?.revoke;
  if (verdict?.state !== 'active' || manual === undefined) return {};
  const { where, steps, fullSteps, mostKeys, after } = manual;
  return { rotation: { where, steps: [...steps], fullSteps: [...fullSteps], mostKeys, after: [...after] } };
}

function ownOf({ label, owner, expires }: OwnKey) {
  return { label, ...(owner !== undefined && { owner }), ...(expires !== undefined && { expires }) };
}

function verdictOf(verdict: Verdict) {
  const { state, reason, detail, permissions, undetermined, plan, cost, isCorroborated, checkedAt } = verdict;
  return {
    state,
    reason,
    detail,
    permissions: [...permissions],
    undetermined: [...undetermined],
    ...(plan !== undefined && { plan }),
    ...(cost !== undefined && { cost }),
    ...(isCorroborated !== undefined && { corroborated: isCorroborated }),
    checkedAt,
  };
}

function revocationOf({ state, reason, at }: Revocation) {
  return { state, reason, at };
}

function suppressionOf({ kind, reason, until, where }: Suppression) {
  return {
    kind,
    ...(reason !== undefined && { reason }),
    ...(until !== undefined && { until }),
    where,
  };
}
