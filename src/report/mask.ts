/**
 * Masks keys that the report knows wherever else they stand: a file named after a key, a commit whose subject quotes
 * it. Works from the redacted forms, so that no key is revealed for it.
 */
import { createDetector } from '../detect/detector.ts';
import type { Finding, Location, Suppression } from '../model/finding.ts';
import type { Commit, Coverage, Occurrence, Report, Result } from '../model/report.ts';
import type { Verdict } from '../model/verdict.ts';
import { createRuleset } from '../rules/ruleset.ts';

type Mask = (text: string) => string;

/** Runs of characters that a key may stand in; keys that rules find are no shorter. */
const RUN = /[^\s"'`<>=,;]{16,}/g;
const REDACTED = /^(.+)…\((\d+)\)$/su;

/** The report without any of its keys in any of its texts. Excerpts come masked from the detection. */
export function maskReport(report: Report): Report {
  const { source, coverage, stale, results, suppressed } = report;
  const all = [...results, ...suppressed];
  const known = all.map(({ finding }) => finding.secret.redacted);
  const mask = createMask([...known, ...keysIn([source.target, ...pathsOf(all, report.coverage)])]);
  const skipped = coverage.skipped.map((one) => ({
    ...one,
    path: mask(one.path),
    reason: mask(one.reason),
  }));
  return {
    ...report,
    source: { kind: source.kind, target: mask(source.target) },
    coverage: { ...coverage, skipped, notes: coverage.notes.map(mask) },
    stale: stale.map(({ where, why, text }) => ({ where: mask(where), why, text: mask(text) })),
    results: results.map((result) => maskResult(result, mask)),
    suppressed: suppressed.map((result) => maskResult(result, mask)),
  };
}

function pathsOf(results: readonly Result[], { skipped }: Coverage): string[] {
  const places = results.flatMap(({ finding, occurrences, holders = [] }) => [
    finding.location.path,
    ...occurrences.map(({ location }) => location.path),
    ...holders.flatMap(({ ref, paths }) => [ref, ...paths]),
  ]);
  return [...new Set([...places, ...skipped.flatMap(({ path, reason }) => [path, reason])])];
}

/** Keys that no finding tells: a file named after one that stood there before, beside one that is found. */
function keysIn(paths: readonly string[]): string[] {
  if (paths.length === 0) return [];
  const bytes = Buffer.from(paths.join('\n'));
  const findings = createDetector(createRuleset()).detect({ origin: { kind: 'stdin', path: '' }, bytes });
  return findings.filter(({ confidence }) => confidence !== 'low').map(({ secret }) => secret.redacted);
}

/** Masks whatever starts like one of the keys and has at least as many characters. */
export function createMask(redacted: readonly string[]): Mask {
  const lengths = new Map<string, number>();
  for (const text of redacted) {
    const [, start, length] = REDACTED.exec(text) ?? [];
    if (start !== undefined) lengths.set(start, Math.min(Number(length), lengths.get(start) ?? Infinity));
  }
  const sizes = [...new Set([...lengths.keys()].map((start) => start.length))];
  return (text) => text.replace(RUN, (run) => maskRun(run, lengths, sizes));
}

function maskRun(run: string, lengths: ReadonlyMap<string, number>, sizes: readonly number[]): string {
  let text = '';
  let place = 0;
  for (let at = 0; at < run.length; at++) {
    for (const size of sizes) {
      const start = run.slice(at, at + size);
      const length = lengths.get(start);
      if (length === undefined || at + length > run.length) continue;
      text += `${run.slice(place, at)}${start}…(${length})`;
      place = at + length;
      at = place - 1;
      break;
    }
  }
  return text + run.slice(place);
}

function maskResult(result: Result, mask: Mask): Result {
  const { finding, commit, occurrences, suppression, verdict, revocation } = result;
  return {
    ...result,
    finding: maskFinding(finding, mask),
    occurrences: occurrences.map((occurrence) => maskOccurrence(occurrence, mask)),
    ...(commit && { commit: maskCommit(commit, mask) }),
    ...(result.holders && {
      holders: result.holders.map(({ ref, paths }) => ({ ref: mask(ref), paths: paths.map(mask) })),
    }),
    ...(suppression && { suppression: maskSuppression(suppression, mask) }),
    ...(verdict && { verdict: maskVerdict(verdict, mask) }),
    ...(revocation && { revocation: { ...revocation, reason: mask(revocation.reason) } }),
  };
}

function maskFinding(finding: Finding, mask: Mask): Finding {
  const { reasons, location, origin, excerpt, own, allowedInline, unclosedAllow } = finding;
  const before = mask(excerpt.text.slice(0, excerpt.start));
  const end = excerpt.start + excerpt.length;
  return {
    ...finding,
    reasons: reasons.map(({ part, points, text }) => ({ part, points, text: mask(text) })),
    location: maskLocation(location, mask),
    origin: origin.path === undefined ? origin : { ...origin, path: mask(origin.path) },
    excerpt: {
      text: before + excerpt.text.slice(excerpt.start, end) + mask(excerpt.text.slice(end)),
      start: before.length,
      length: excerpt.length,
    },
    ...(own && {
      own: { ...own, label: mask(own.label), ...(own.owner && { owner: mask(own.owner) }) },
    }),
    ...(allowedInline && { allowedInline: maskSuppression(allowedInline, mask) }),
    ...(unclosedAllow && { unclosedAllow: mask(unclosedAllow) }),
  };
}

function maskLocation(location: Location, mask: Mask): Location {
  return { ...location, path: mask(location.path) };
}

function maskOccurrence(occurrence: Occurrence, mask: Mask): Occurrence {
  const { location, commit } = occurrence;
  return {
    ...occurrence,
    location: maskLocation(location, mask),
    ...(commit && { commit: maskCommit(commit, mask) }),
  };
}

function maskCommit(commit: Commit, mask: Mask): Commit {
  const { author, email, summary } = commit;
  return { ...commit, author: mask(author), email: mask(email), summary: mask(summary) };
}

function maskSuppression(suppression: Suppression, mask: Mask): Suppression {
  const { reason, where } = suppression;
  return { ...suppression, where: mask(where), ...(reason && { reason: mask(reason) }) };
}

function maskVerdict(verdict: Verdict, mask: Mask): Verdict {
  const { detail, permissions, undetermined, plan } = verdict;
  return {
    ...verdict,
    detail: mask(detail),
    permissions: permissions.map(mask),
    undetermined: undetermined.map(mask),
    ...(plan && { plan: mask(plan) }),
  };
}
