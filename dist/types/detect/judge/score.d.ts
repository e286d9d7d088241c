/** Points, and what they add up to. Every figure of the score stands in this file. */
import type { Attribution, Confidence, Reason, ReasonPart } from '../../model/finding.ts';
/** Points of each thing that a judgement can find. The measured effect of the whole is in docs/detection.md. */
declare const POINTS: {
    readonly own: 100;
    readonly issuedForm: 55;
    readonly random: 45;
    readonly randomAndLong: 55;
    readonly mostlyRandom: 25;
    readonly identifier: -45;
    readonly issuedNameLike: -5;
    readonly issuedName: -28;
    readonly providerName: 50;
    readonly providerHost: 45;
    readonly providerWord: 40;
    readonly assigned: 10;
    readonly secretName: 15;
    readonly hexAlone: -15;
    readonly foreignInfix: -5;
    readonly foreignName: -5;
    readonly otherPurpose: -40;
    readonly identifierName: -25;
    readonly amongIds: -25;
    readonly partOfPath: -25;
    readonly partOfToken: -40;
    readonly placeholder: -100;
    readonly sample: -100;
    readonly wrapped: -100;
    readonly split: -5;
};
/** Longer than what makers of ids give by default: nanoid 21, cuid 25, ULID 26, KSUID 27 characters. */
export declare const MIN_LONG = 28;
export interface Score {
    readonly score: number;
    /** Undefined: rejected. */
    readonly confidence: Confidence | undefined;
}
/** One part of a score. */
export declare function reason(part: ReasonPart, points: keyof typeof POINTS, text: string): Reason;
/** Adds up the parts. */
export declare function scoreOf(reasons: readonly Reason[], attribution: Attribution): Score;
export {};
