/**
 * Words of names, by what they say of a value. Singular, lower case. Collected from the documentation of public APIs,
 * SQL schemas, HTTP headers (IANA's registry), JOSE (RFC 7515 to 7519), OAuth (RFC 6749, 7636), WebAuthn and S3.
 */
/** A value of that name is secret by itself. */
export declare const SECRET: ReadonlySet<string>;
/** Secret or not: the word before it decides (`apiKey`, `cacheKey`). */
export declare const KEY: ReadonlySet<string>;
/** Before `key` or `token`: a credential. */
export declare const CREDENTIAL_OF: ReadonlySet<string>;
/** Before `key` or `token`: an identifier, a place in a collection, or a mark that a server hands out to anybody. */
export declare const IDENTIFIER_OF: ReadonlySet<string>;
/** The last word of the name of an identifier, a hash, a place or a reference to a record. */
export declare const IDENTIFIER: ReadonlySet<string>;
/** The last word of a name that says something about a secret, but does not hold it. */
export declare const ABOUT: ReadonlySet<string>;
/** Trailing words that say which of several values it is, or how it is written: the word before them is the name. */
export declare const QUALIFIER: ReadonlySet<string>;
/** Secrets of the program itself: made by the same generators as keys, but issued by nobody. */
export declare const PURPOSE: ReadonlySet<string>;
/** Further words that people write into one with the words above: `mykey`, `nohumanclient`. */
export declare const GLUE: ReadonlySet<string>;
