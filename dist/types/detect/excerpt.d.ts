/**
 * What a report shows of a finding's line: the name that the key is given to, and the masked key. Nothing else of the
 * line is shown: a log or a settings file has other secrets beside the key, and no detector knows them all.
 */
import type { Excerpt } from '../model/finding.ts';
/** A part of a blob that must not be shown, and what is shown in its place. */
export interface Masked {
    readonly start: number;
    readonly end: number;
    readonly text: string;
}
/** The name in front of `[start, end)`, where there is one, and `text` in place of what is there. */
export declare function excerptOf(bytes: Uint8Array, { start, end, text }: Masked): Excerpt;
