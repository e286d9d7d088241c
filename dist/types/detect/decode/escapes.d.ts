import { type Decoded } from './view.ts';
/** What an escape that starts at a place stands for, and how many bytes it takes; undefined if none starts there. */
export type ReadEscape = (bytes: Uint8Array, at: number) => {
    readonly value: number;
    readonly length: number;
} | undefined;
/**
 * Decodes the text round `at`, where an escape or an ordinary character starts. As many characters as `REACH` follow,
 * however they are written, so that the hits behind this one need no reading of their own.
 */
export declare function decodeEscapes(bytes: Uint8Array, at: number, read: ReadEscape): Decoded;
/** `%5F` (RFC 3986, section 2.1); `%255F` and `%25255F`, escaped again by a URL that holds the URL. */
export declare const readPercent: ReadEscape;
/** `\x5f`, `\u005f`, `\u{5f}`, `\137`: what JavaScript, Python, C and JSON strings share. */
export declare const readEscape: ReadEscape;
/** `&#95;`, `&#x5f;`, `&lowbar;`, `&UnderBar;` (HTML, named character references). */
export declare const readHtml: ReadEscape;
/** `\_` and `\-`: Markdown and LaTeX. */
export declare const readMarkdown: ReadEscape;
