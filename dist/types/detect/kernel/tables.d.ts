import type { Needle } from './needle.ts';
/** Where things lie in the kernel's memory, in bytes. */
export interface Layout {
    readonly ids: number;
    readonly needles: number;
    readonly places: number;
    readonly classes: number;
    /** Behind everything. */
    readonly end: number;
}
/**
 * Writes all tables.
 * @param reserve makes at least so many bytes of memory and returns it
 */
export declare function writeTables(needles: readonly Needle[], isWrapped: (needle: number) => boolean, reserve: (bytes: number) => ArrayBuffer): Layout;
/** An address that is a multiple of 64, which aligns all that is loaded. */
export declare function aligned(address: number): number;
