import type { Environment, FoundAt, FoundKey, Location, Suppression } from './finding.ts';
import type { ManualRevocation, Severity } from './rule.ts';
import type { Revocation, Verdict } from './verdict.ts';
/** The commit that brought a key in. */
export interface Commit {
    readonly sha: string;
    readonly author: string;
    readonly email: string;
    /** ISO 8601 with offset. */
    readonly date: string;
    readonly summary: string;
}
/** Another place where the same key stands. */
export interface Occurrence {
    readonly location: Location;
    readonly commit?: Commit;
    readonly blob?: string;
}
/** A branch, tag or stash in whose files a key still stands, and where in them. */
export interface Holder {
    readonly ref: string;
    readonly paths: readonly string[];
}
/**
 * A finding with what later stages learnt of it. Stages wrap; none rewrites the finding. The place is where it is
 * reported: a path and lines of a version of a file, of a part of a message, below a submodule's path.
 */
export interface Result extends FoundAt {
    readonly finding: FoundKey;
    readonly commit?: Commit;
    readonly blob?: string;
    /** False: no ref leads to it. */
    readonly reachable?: boolean;
    /** It still stands in the checked-out commit. */
    readonly inHead?: boolean;
    readonly occurrences: readonly Occurrence[];
    /** Refs in whose files the key still stands. Of active keys in a repository. */
    readonly holders?: readonly Holder[];
    /** The environments that share the key, if there are several. */
    readonly sharedBy?: readonly Environment[];
    readonly suppression?: Suppression;
    readonly verdict?: Verdict;
    readonly revocation?: Revocation;
}
/**
 * Something that was not read. `excluded`: by its nature or by a limit the user set; a note.
 * `unread`: it should have been read and could not be; the scan is incomplete.
 */
export interface Skipped {
    readonly kind: 'excluded' | 'unread';
    readonly path: string;
    /** As of a `Location`. */
    readonly pathId?: string;
    readonly reason: string;
    /** Its content is compressed: it was searched as it is, and not opened. */
    readonly isCompressed?: true;
}
/** What was read, against what was asked. */
export interface Coverage {
    readonly files: number;
    readonly blobs: number;
    readonly commits: number;
    readonly bytes: number;
    readonly skipped: readonly Skipped[];
    readonly notes: readonly string[];
}
/** A suppression that no finding of this scan met, or whose date has passed. */
export interface StaleSuppression {
    readonly where: string;
    readonly why: 'unused' | 'expired';
    readonly text: string;
}
export type Status = 'clean' | 'findings' | 'incomplete' | 'error';
/** What a reader needs of a rule to act on its findings. */
export interface RuleInfo {
    readonly id: string;
    readonly provider: string;
    readonly providerName: string;
    readonly description: string;
    readonly severity: Severity;
    readonly variable: string;
    readonly references: readonly string[];
    /** How its keys are replaced and revoked by hand. */
    readonly revoke?: ManualRevocation;
}
/** The whole outcome of one run; every format is a function of this value. */
export interface Report {
    readonly tool: {
        readonly name: 'leakward';
        readonly version: string;
    };
    readonly status: Status;
    /** What was scanned: `files`, `history`, … and the target as the user gave it. */
    readonly source: {
        readonly kind: string;
        readonly target: string;
    };
    readonly rules: readonly RuleInfo[];
    readonly coverage: Coverage;
    /** In order of path, line, column, rule. Suppressed ones are apart. */
    readonly results: readonly Result[];
    readonly suppressed: readonly Result[];
    readonly stale: readonly StaleSuppression[];
    /** Candidates below the confidence that was asked for: counted, not listed. */
    readonly lowConfidence: number;
    /** Keys made by `leakward example`: counted, not listed. */
    readonly samples: number;
}
