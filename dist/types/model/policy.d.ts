import type { Confidence, Finding } from './finding.ts';
import type { Report, Result, Status } from './report.ts';
import type { Verdict } from './verdict.ts';
/** What a result does to a run: fails it, is shown as a warning, or is shown as a note. */
export type Outcome = 'fail' | 'warn' | 'note';
/** True if `confidence` is at least `least`. */
export declare function atLeast(confidence: Confidence, least: Confidence): boolean;
/**
 * The one policy for scan, guard and Action (DESIGN, section 8). A key split over string literals or by soft breaks
 * only warns, unless it is one of ours; a key verified inactive is a note; an `unknown` verdict changes nothing.
 */
export declare function outcomeOf(finding: Finding, verdict?: Verdict): Outcome;
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
