/** Why a verdict is what it is. */
export declare const VERDICT_REASONS: readonly ["accepted", "restricted", "no-credit", "plan-blocked", "rate-limited", "refused", "header-lost", "no-control", "unexpected", "no-answer", "not-asked"];
export type VerdictReason = (typeof VERDICT_REASONS)[number];
export declare const VERDICT_STATES: readonly ["active", "inactive", "unknown"];
export type VerdictState = (typeof VERDICT_STATES)[number];
/** What the provider says of a key (GitHub calls it validity). */
export interface Verdict {
    readonly state: VerdictState;
    readonly reason: VerdictReason;
    /** The facts behind the reason, in words: the status, the host, what failed. */
    readonly detail: string;
    readonly permissions: readonly string[];
    /** Permissions that no free request can determine: never to be read as absent. */
    readonly undetermined: readonly string[];
    readonly plan?: string;
    /** What whoever holds the key can do at its owner's cost. Of active keys. */
    readonly cost?: string;
    /**
     * Of inactive keys: another key of the provider was answered as active in the same run. Otherwise it may have refused
     * every key, as in an outage.
     */
    readonly isCorroborated?: boolean;
    /** ISO time of the answer. */
    readonly checkedAt: string;
}
/** What became of a key that was to be revoked. */
export interface Revocation {
    readonly state: 'revoked' | 'already-inactive' | 'manual' | 'failed';
    readonly reason: string;
    readonly at: string;
}
