/**
 * One byte of a needle: a byte value, or the set of byte values that may stand there.
 */
export type NeedleByte = number | readonly number[];
/** What the search kernel looks for: 3 to 32 byte places, at least three of them a single value or a narrow set. */
export type Needle = readonly NeedleByte[];
