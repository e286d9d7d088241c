/**
 * Inline suppression. `leakward:allow [rule] reason="…" until=YYYY-MM-DD` covers its own line, or the next one if it
 * stands alone in a comment; `leakward:allow-begin …` covers everything up to `leakward:allow-end`.
 * `gitleaks:allow` is understood on its own line.
 */
import type { Suppression } from '../model/finding.ts';
/** The comment that covers `[start, end)`, if any. @param lineOf 1-based line of an offset, for the `where` */
export declare function allowedInline(bytes: Uint8Array, span: {
    readonly start: number;
    readonly end: number;
}, ruleId: string, whereOf: (offset: number) => string): Suppression | undefined;
