/** Looks for a provider's or another issuer's terms in names and in running text. */
import type { Rule } from '../../model/rule.ts';
import type { Surroundings } from './surroundings.ts';
/** How strongly the text points at the rule's own provider. */
export interface Match {
    readonly strength: 'name' | 'host' | 'word';
    /** The term of the rule that was found. */
    readonly term: string;
}
/** A rule's terms, compiled once. */
export interface Terms {
    /** What in the surroundings or the path speaks for the provider. */
    provider(levels: readonly Surroundings[], path: string): Match | undefined;
    /** The word of another issuer in the name or, failing a provider's term, near by. */
    foreignName(levels: readonly Surroundings[]): string | undefined;
    foreignNear(levels: readonly Surroundings[]): string | undefined;
}
/** Compiles the terms of a rule. */
export declare function createTerms(rule: Rule): Terms;
