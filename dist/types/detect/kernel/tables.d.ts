import type { Needle } from './needle.ts';
/** Needles as the kernel reads them: the start of its memory. Plain data, so that it can be made when we are built. */
export interface Tables {
    readonly bytes: Uint8Array;
    readonly layout: Layout;
    /** How many needles. */
    readonly count: number;
}
/** Where things lie in the kernel's memory, in bytes. */
export interface Layout {
    readonly groups: number;
    readonly ids: number;
    readonly needles: number;
    readonly places: number;
    readonly classes: number;
    /** Behind everything. */
    readonly end: number;
}
/**
 * Makes all tables. Throws a RangeError for more than 65,536 needles.
 * @param isWrapped needles that are also looked for across the line ends of wrapped text; a hit's offset is that of
 * the needle's first byte
 */
export declare function compileTables(needles: readonly Needle[], isWrapped?: (needle: number) => boolean): Tables;
/** An address that is a multiple of 64, which aligns all that is loaded. */
export declare function aligned(address: number): number;
