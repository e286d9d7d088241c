/** The line round a finding, with every key on it masked. */
import type { Excerpt } from '../model/finding.ts';
/** A part of a blob that must not be shown, and what is shown in its place. */
export interface Masked {
    readonly start: number;
    readonly end: number;
    readonly text: string;
}
/**
 * Excerpt for `target`. `masked` are all key-like spans of the blob, ascending and apart from each other: whatever of them falls on
 * the line is shown only as its mask. Whatever else starts with `prefix` and is long enough for a key is cut, too.
 */
export declare function excerptOf(bytes: Uint8Array, target: Masked, masked: readonly Masked[], prefix: string): Excerpt;
