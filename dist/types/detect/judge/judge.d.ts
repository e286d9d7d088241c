/** The judgement of a candidate: parts that each add or take points, and who issued it. */
import type { Attribution, Confidence, Reason } from '../../model/finding.ts';
import type { Rule } from '../../model/rule.ts';
import type { Candidate } from '../candidate.ts';
import { type Placement } from './placement.ts';
/** What a judgement says of a candidate. */
export interface Judgement {
    readonly attribution: Attribution;
    readonly score: number;
    /** Undefined: rejected, and the reasons say why. */
    readonly confidence: Confidence | undefined;
    readonly reasons: readonly Reason[];
    readonly placed: Placement;
}
export type Judge = (candidate: Candidate, path: string) => Judgement;
/** Compiles the terms of the rules. */
export declare function createJudge(rules: readonly Rule[]): Judge;
/**
 * False if the text of a candidate alone settles that it is no key, whatever stands round it: a placeholder, or a
 * name that no issuer's form fits.
 */
export declare function couldBeKey({ own, rule, key, body }: Candidate): boolean;
/** The judgement of a candidate whose neighbours are ids of the same make. */
export declare function withDoubt({ attribution, reasons, placed }: Judgement): Judgement;
