/** How a candidate is written, over all levels of encoding, and what that adds to its score. */
import type { Reason, Syntax } from '../../model/finding.ts';
import type { Candidate } from '../candidate.ts';
import type { NameKind } from './name-kind.ts';
import type { Whole } from './part-of.ts';
import type { Surroundings } from './surroundings.ts';
/** The innermost level that says something counts. */
export interface Placement {
    readonly syntax: Syntax;
    /** The variable, field, column or header the key is given to; empty if none. */
    readonly name: string;
    readonly kind: NameKind;
    readonly part: Whole | undefined;
}
export declare const UNPLACED: Placement;
/** @param levels from the innermost to the blob itself */
export declare function placementOf(levels: readonly Surroundings[]): Placement;
/** True if the name, or what it is a part of, says that it is an id. */
export declare function isIdPlace({ kind, part }: Placement): boolean;
/** True if the name or the header says that it is secret. */
export declare function isSecretPlace({ kind, syntax }: Placement): boolean;
/** @param isAttributed to the rule's provider */
export declare function placeReasons({ body, view }: Candidate, placed: Placement, isAttributed: boolean): readonly Reason[];
