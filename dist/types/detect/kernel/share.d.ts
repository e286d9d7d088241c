/** How much of ordinary text the places of a fingerprint let through. */
/** What may stand at each place of a fingerprint: bits 0 to 15 for the low nibble, 16 to 31 for the high one. */
export type Nibbles = readonly number[];
/** What may stand at each place in one group or the other. */
export declare function unionOf(a: Nibbles, b: Nibbles): Nibbles;
/** Share of text that passes all places. */
export declare function rateOf(nibbles: Nibbles): number;
/** The rate of a union, without making it. */
export declare function unionRate(a: Nibbles, b: Nibbles): number;
