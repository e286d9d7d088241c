/** Chooses the part of each needle that is looked for first, and which needles are looked for together. */
import type { Needle } from './needle.ts';
import { type Nibbles } from './share.ts';
/** Places of a fingerprint. */
export declare const FINGERPRINT = 4;
/** A needle, and where its fingerprint begins. */
interface Keyed {
    readonly needle: number;
    readonly offset: number;
}
/** Needles that are looked for together. */
export interface Bucket {
    readonly members: readonly Keyed[];
    readonly nibbles: Nibbles;
    /** Share of text that it lets through. */
    readonly rate: number;
}
/**
 * Deals the needles into eight buckets that together let little text through. Some may stay empty. Bucket and
 * fingerprint are chosen together: the rarest places of a needle are not the best ones where others of the bucket have
 * made the same nibbles common.
 */
export declare function dealBuckets(needles: readonly Needle[]): Bucket[];
export {};
