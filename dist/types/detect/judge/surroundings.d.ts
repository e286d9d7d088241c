import type { View } from '../decode/view.ts';
/** Bytes of text to each side that a judgement may look at. */
export declare const CONTEXT_REACH = 640;
/** How a candidate is written where it stands. */
export type Syntax = 'assignment' | 'header' | 'string' | 'text';
export interface Surroundings {
    readonly before: string;
    readonly after: string;
    readonly syntax: Syntax;
    /** Name of the variable, field or header the candidate is given to, as written; empty if none. */
    readonly name: string;
    /** Part of an URL, as path, query or fragment. */
    readonly inUrl: boolean;
}
/** Surroundings of `[start, end)` of a view, and of the run it was decoded from in each outer view. */
export declare function surroundingsOf(view: View, start: number, end: number): Surroundings[];
