import type { VerdictReason, VerdictState } from './verdict.ts';
/** Alphabets that key bodies are written in. `base64url` is the widest: `[A-Za-z0-9_-]`. */
export type Alphabet = 'hex' | 'base32' | 'base36' | 'base58' | 'base62' | 'base64url';
export type Severity = 'critical' | 'high' | 'medium' | 'low';
/**
 * What the issuer is known to make: a body of these lengths in this alphabet. Narrower than the rule's regex.
 * A body that fits earns the attribution `shape`.
 */
export interface IssuedForm {
    readonly alphabet: Alphabet;
    /** Inclusive lengths of the body, in characters. */
    readonly lengths: readonly [min: number, max: number];
    /** Base58 only: the number of bytes that the body must decode to. */
    readonly bytes?: number;
    /** The body starts with these characters. */
    readonly startsWith?: string;
    /** A body of this form is a key although other text touches it on one side. Only for forms with `bytes`. */
    readonly proof?: boolean;
}
/** The widest body a candidate may have, and the forms that attribute it by themselves. */
export interface Shape {
    readonly alphabet: Alphabet;
    readonly minLength: number;
    readonly maxLength: number;
    /** The form that is made by default comes first. */
    readonly issued: readonly IssuedForm[];
}
/** What near a candidate says that it belongs to this provider. */
export interface ContextTerms {
    /** Exact names of variables and headers: `NOHUMAN_API_KEY`. */
    readonly names: readonly string[];
    /** The provider's name as a word or as a part of a camelCase or snake_case name, lower case. */
    readonly words: readonly string[];
    /** Words that count only inside the name a key is assigned to, being ordinary elsewhere (French `nouvel`). */
    readonly nameWords: readonly string[];
    /** Host names, matched whole. */
    readonly hosts: readonly string[];
    /** Other literal text that only this provider's users write: `X-Nouvel-Signature`, `nohuman-x33`. */
    readonly texts: readonly string[];
}
/** What near or inside a candidate says that another product issued it. */
export interface ForeignTerms {
    /** Parts of variable, header or host names of other issuers, lower case: `notifykit`. */
    readonly words: readonly string[];
    /** Starts of bodies that other issuers use: `live_`, `sk_`. */
    readonly infixes: readonly string[];
}
/** A free, read-only request that tells of a key. The first of a rule tells whether the key lives. */
export interface Probe {
    /** Below the base address of the provider's API. */
    readonly path: string;
    /** The permission that the request needs. */
    readonly permission?: string;
}
/**
 * A documented answer and what it means; the first row of a rule that fits counts. Only JSON objects fit: an error
 * is read from `error` as a text, or as an object with `code` and `message`.
 */
export interface AnswerRow {
    readonly status: number;
    /** The error's code, or the error if it is a text, exactly. */
    readonly error?: string;
    /** Text within the error's message, or the error; `{permission}` stands for the probe's. */
    readonly says?: string;
    /** A field that the answer has. */
    readonly has?: string;
    readonly state: VerdictState;
    readonly reason: VerdictReason;
    /** What the row says of the probe's permission. */
    readonly permission?: 'granted' | 'denied';
    readonly plan?: string;
    /** The answer tells nothing; the next probe may. */
    readonly isNext?: boolean;
}
/** How to ask a provider whether a key lives. GET only: nothing is made, and nothing costs. */
export interface Verification {
    /** Where the API begins. Of built-in rules only; others are asked where the operator says. */
    readonly base?: string;
    readonly probes: readonly Probe[];
    readonly answers: readonly AnswerRow[];
    /** Permissions that no probe can determine. */
    readonly undetermined: readonly string[];
    /** A header of answers whose value gives the account's plan away. */
    readonly plans?: {
        readonly header: string;
        readonly names: Readonly<Record<string, string>>;
    };
    /** What whoever holds a live key can do at its owner's cost. */
    readonly cost: string;
}
/** How a key is replaced and revoked by hand, in the provider's own words. */
export interface ManualRevocation {
    /** Where keys are managed. */
    readonly where: string;
    /** The safe order. */
    readonly steps: readonly string[];
    /** The order where no further key can be made. */
    readonly fullSteps: readonly string[];
    /** Keys that an account can have; 0 if no limit is known. */
    readonly mostKeys: number;
    /** What to look after once the key is dead. */
    readonly after: readonly string[];
    /** Seconds after which a deleted key is refused everywhere. */
    readonly propagation: number;
}
/** One kind of key. Loaded from a TOML file in `rules/` or from `--rules`. */
export interface Rule {
    readonly id: string;
    readonly provider: string;
    /** The provider's name as people write it. */
    readonly providerName: string;
    readonly description: string;
    /** What every key of this kind starts with, case-sensitive. */
    readonly prefix: string;
    /** JavaScript regular expression, matched at the prefix over single-byte text. */
    readonly regex: string;
    readonly severity: Severity;
    readonly shape: Shape;
    readonly context: ContextTerms;
    readonly foreign: ForeignTerms;
    /** Whole bodies, or whole `_`/`-` segments of bodies, that documentation uses in place of a key. */
    readonly placeholders: readonly string[];
    /** Variable that code should read the key from: shown in the advice. */
    readonly variable: string;
    readonly references: readonly string[];
    readonly verify?: Verification;
    readonly revoke?: ManualRevocation;
}
/** Rules in use, and a hash that changes with any of them (caches are keyed by it). */
export interface Ruleset {
    readonly rules: readonly Rule[];
    readonly hash: string;
}
