/**
 * True if nothing before `at` is part of the same word: no body character, or one that ends an escape, is an
 * operator (`${X:-…`, `--`, `[-`), or names an option (`-k…`).
 * @param isName in names of files, branches and tags `-` and `_` part words
 */
export declare function startsToken(bytes: Uint8Array, at: number, isName: boolean): boolean;
/** End of the run of body characters that starts at `from`, looked for up to `most` characters and one more. */
export declare function endOfBody(bytes: Uint8Array, from: number, most: number): number;
/** True if the text from `end` carries the token on: `nh_<id>.<secret>` is another product's. */
export declare function isDotted(bytes: Uint8Array, end: number): boolean;
/**
 * Underscores of Markdown emphasis round a token: how many to leave off its end, 0 if it is not emphasised.
 * The key then starts behind as many underscores.
 */
export declare function emphasis(bytes: Uint8Array, at: number, end: number): number;
/**
 * Hyphens at the end of a token that belong to what surrounds it: `<!--…-->`, `[-…-]`, `--…--`, `…->`. Elsewhere, as in
 * `<https://host/?key=…>`, a body may end with one.
 */
export declare function closingHyphens(bytes: Uint8Array, at: number, end: number): number;
