import type { Attribution, Confidence, FoundKey, OwnKey, Syntax } from './finding.ts';
import type { Report, Result, Status } from './report.ts';
import type { Ruleset } from './rule.ts';
import type { Suppressions } from './suppressions.ts';
import type { Verdict } from './verdict.ts';

/** From which outcome on a run fails. */
export type FailOn = 'findings' | 'warnings' | 'nothing';

/** What settles how findings are reported. */
export interface ReportPolicy {
  readonly ruleset: Ruleset;
  readonly suppressions: Suppressions;
  /** Findings below it are counted, not listed. */
  readonly minConfidence: Confidence;
  readonly failOn: FailOn;
}

/**
 * What settles a judgement. From disk for the command line, from the base commit for the Action: never from what is
 * scanned.
 */
export interface Policy extends ReportPolicy {
  readonly ownKeys: readonly OwnKey[];
}

/** What keys are looked for by. */
export type DetectionPolicy = Pick<Policy, 'ruleset' | 'ownKeys'>;

/** What a result does to a run: fails it, is shown as a warning, or is shown as a note. */
export type Outcome = 'fail' | 'warn' | 'note';

/** How a finding counts before anything was asked of its provider. */
const BY_ATTRIBUTION = {
  own: 'fail',
  shape: 'fail',
  context: 'fail',
  foreign: 'warn',
  sample: 'note',
} as const satisfies Record<Exclude<Attribution, 'none'>, Outcome>;

/**
 * Random text that nothing attributes fails a run where somebody gave it to a name or a header, or wrote it by itself.
 * Inside running text, a table or a log it is as likely an id of another product, and warns.
 */
const UNATTRIBUTED = {
  assignment: 'fail',
  header: 'fail',
  string: 'fail',
  line: 'fail',
  text: 'warn',
  table: 'warn',
  log: 'warn',
} as const satisfies Record<Syntax, Outcome>;

const RANK = { high: 3, medium: 2, low: 1 } as const satisfies Record<Confidence, number>;

/** True if `confidence` is at least `least`. */
export function atLeast(confidence: Confidence, least: Confidence): boolean {
  return RANK[confidence] >= RANK[least];
}

/**
 * The one policy for scan, guard and Action (DESIGN, section 8). A key split over string literals or by soft breaks
 * only warns, unless it is one of ours; a key verified inactive is a note; an `unknown` verdict changes nothing.
 */
export function outcomeOf(finding: FoundKey, verdict?: Verdict): Outcome {
  if (verdict?.state === 'inactive') return 'note';
  if (finding.attribution === 'own') return 'fail';
  if (finding.encoding.includes('split')) return 'warn';
  if (finding.attribution === 'none') return UNATTRIBUTED[finding.syntax];
  return BY_ATTRIBUTION[finding.attribution];
}

/** The worst outcome wins; without findings, an unread part makes the scan incomplete, never clean. */
export function statusOf(results: readonly Result[], incomplete: boolean): Status {
  if (results.some((result) => outcomeOf(result.finding, result.verdict) === 'fail')) return 'findings';
  return incomplete ? 'incomplete' : 'clean';
}

/** Exit code by status: 0 clean, 1 findings, 2 usage, configuration or internal error, 3 incomplete. */
export const EXIT_CODE = {
  clean: 0,
  findings: 1,
  error: 2,
  incomplete: 3,
} as const satisfies Record<Status, number>;

/** The exit code a report asks for. */
export function exitCodeOf(report: Report): number {
  return EXIT_CODE[report.status];
}
