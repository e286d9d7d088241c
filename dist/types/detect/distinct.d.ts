/** Readings that overlap: one of them is the finding. */
import type { Attribution, Confidence } from '../model/finding.ts';
import type { Candidate } from './candidate.ts';
/** A candidate with what decides between it and another at the same place. */
interface Reading {
    readonly candidate: Candidate;
    readonly judgement: {
        readonly attribution: Attribution;
        readonly confidence: Confidence | undefined;
        readonly score: number;
    };
    readonly span: {
        readonly start: number;
        readonly end: number;
    };
}
/**
 * One reading per place, in order of place. Of readings that overlap an own key stays, then a whole key over its first
 * piece, then the one in fewer encodings, then the likelier one.
 */
export declare function distinct<T extends Reading>(readings: readonly T[]): T[];
export {};
