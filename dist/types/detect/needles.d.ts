/**
 * From a keyword (`nvl_`) to everything that the search kernel looks for: the keyword itself and every form that
 * an encoding gives it, alone or inside others. Nothing is decoded blindly; an encoded key still shows an encoded prefix.
 */
import type { Needle } from './kernel/needle.ts';
/** Which reader turns the surroundings of a hit into text. `plain` needs none. */
export type FormKind = 'plain' | 'utf16' | 'base64' | 'hex' | 'percent' | 'escape' | 'html' | 'markdown';
/** How to read what a needle stands in. */
export interface WrittenAs {
    readonly kind: FormKind;
    /** Base64 only: the place in its group of four at which the needle's first character stands. */
    readonly phase: number;
    /** The keyword it was derived from. */
    readonly keyword: string;
}
/** A needle and how to read what it stands in. */
export interface Form extends WrittenAs {
    readonly needle: Needle;
}
/** Every form of a keyword, the plain one first. */
export declare function formsOf(keyword: string): Form[];
