/** Chooses the part of each needle that is looked for first, and which needles are looked for together. */
import type { Needle } from './needle.ts';
/** Places of a fingerprint. */
export declare const FINGERPRINT = 4;
/** Nibbles that may stand at a place: bits 0 to 15 for the low one, the same for the high one. */
export interface Nibbles {
    readonly low: number;
    readonly high: number;
}
export interface Bucket {
    readonly needles: readonly {
        readonly needle: number;
        readonly offset: number;
    }[];
    readonly nibbles: readonly Nibbles[];
}
/**
 * Deals the needles into eight buckets. Needles whose fingerprints have the same high nibbles (the same pattern of
 * upper case, lower case and digits) stay together; then the neighbours whose union costs least are joined, until eight
 * groups are left.
 */
export declare function dealBuckets(needles: readonly Needle[]): Bucket[];
