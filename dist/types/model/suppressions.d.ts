/** What allows findings: entries of an ignore file, a baseline, and whose comments count. */
/** One line of `.leakwardignore`. */
export interface IgnoreEntry {
    /** Digits of the hash, or the whole fingerprint; absent: every finding at the path. */
    readonly fingerprint?: string;
    readonly path?: string;
    /** ISO date, inclusive. */
    readonly until?: string;
    readonly reason?: string;
    /** `file:line`. */
    readonly where: string;
    /** The directory that `path` is relative to and outside of which nothing is allowed, as reports show it. */
    readonly below?: string;
}
/** What suppresses, besides the comments that findings carry themselves. */
export interface Suppressions {
    readonly ignored: readonly IgnoreEntry[];
    /** Fingerprint to place in the baseline file. */
    readonly baseline: ReadonlyMap<string, string>;
    /** ISO date: what ended before it counts no more. */
    readonly today: string;
    /** What paths start with in repositories whose comments allow nothing; empty: all paths. */
    readonly untrusted?: readonly string[];
}
