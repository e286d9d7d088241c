import type { FormKind, WrittenAs } from '../needles.ts';
import { type ReadEscape } from './escapes.ts';
import { type View } from './view.ts';
type EncodedKind = Exclude<FormKind, 'plain'>;
/** Kinds in which only some characters are escaped. */
export type EscapeKind = keyof typeof ESCAPES;
declare const ESCAPES: {
    readonly percent: ReadEscape;
    readonly escape: ReadEscape;
    readonly html: ReadEscape;
    readonly markdown: ReadEscape;
};
/** True if an escape of this kind that stands for one character starts at `at`. */
export declare function startsEscape(kind: EscapeKind, bytes: Uint8Array, at: number): boolean;
/** The view of what stands encoded round `at`. */
export declare function decodeAt(view: View, at: number, form: WrittenAs & {
    readonly kind: EncodedKind;
}): View;
export {};
