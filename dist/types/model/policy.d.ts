import type { Confidence, FoundKey, OwnKey } from './finding.ts';
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
/** True if `confidence` is at least `least`. */
export declare function atLeast(confidence: Confidence, least: Confidence): boolean;
/**
 * The one policy for scan, guard and Action (DESIGN, section 8). A key split over string literals or by soft breaks
 * only warns, unless it is one of ours; a key verified inactive is a note; an `unknown` verdict changes nothing.
 */
export declare function outcomeOf(finding: FoundKey, verdict?: Verdict): Outcome;
/** The worst outcome wins; without findings, an unread part makes the scan incomplete, never clean. */
export declare function statusOf(results: readonly Result[], incomplete: boolean): Status;
/** Exit code by status: 0 clean, 1 findings, 2 usage, configuration or internal error, 3 incomplete. */
export declare const EXIT_CODE: {
    readonly clean: 0;
    readonly findings: 1;
    readonly error: 2;
    readonly incomplete: 3;
};
/** The exit code a report asks for. */
export declare function exitCodeOf(report: Report): number;
