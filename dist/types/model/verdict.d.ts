/** What the provider says of a key (GitHub calls it validity). `unknown` always carries why. */
export interface Verdict {
    readonly state: 'active' | 'inactive' | 'unknown';
    readonly reason: string;
    readonly permissions: readonly string[];
    /** Permissions that no free request can determine: never to be read as absent. */
    readonly undetermined: readonly string[];
    readonly plan?: string;
    /** ISO time of the answer. */
    readonly checkedAt: string;
}
/** What became of a key that was to be revoked. */
export interface Revocation {
    readonly state: 'revoked' | 'already-inactive' | 'manual' | 'failed';
    readonly reason: string;
    readonly at: string;
}
