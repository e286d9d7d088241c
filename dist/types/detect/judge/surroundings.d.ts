/** The text round a candidate, at every level of encoding, and what it says of the name and the syntax. */
import type { Syntax } from '../../model/finding.ts';
import type { View } from '../decode/view.ts';
import { type NameKind } from './name-kind.ts';
import { type Whole } from './part-of.ts';
/** Bytes of text to each side that a judgement may look at. Only the header of a table may be further away. */
export declare const CONTEXT_REACH = 640;
export interface Surroundings {
    readonly before: string;
    readonly after: string;
    readonly syntax: Syntax;
    /** Name of the variable, field, column or header the candidate is given to, as written; empty if none. */
    readonly name: string;
    /** What the name says, or the name of the function if there is none. */
    readonly kind: NameKind;
    /** Name of the function that the candidate is an argument of. */
    readonly callee: string;
    /** What the candidate is only a part of. */
    readonly part?: Whole;
}
/** Where a candidate is: `[start, end)` of a view, and whether a dot and more of the same kind follow. */
export interface Place {
    readonly view: View;
    readonly start: number;
    readonly end: number;
    readonly dotted: boolean;
}
/** Surroundings of a place, and of the run it was decoded from in each outer view. */
export declare function surroundingsOf({ view, start, end, dotted }: Place): Surroundings[];
