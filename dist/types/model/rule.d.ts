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
}
/** The widest body a candidate may have, and the forms that attribute it by themselves. */
export interface Shape {
    readonly alphabet: Alphabet;
    readonly minLength: number;
    readonly maxLength: number;
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
}
/** Rules in use, and a hash that changes with any of them (caches are keyed by it). */
export interface Ruleset {
    readonly rules: readonly Rule[];
    readonly hash: string;
}
