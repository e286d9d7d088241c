/** True if a key may start at `at`: no body character stands before it, other than as the end of an escape. */
export declare function startsToken(bytes: Uint8Array, at: number): boolean;
/** End of the run of body characters that starts at `from`, looked for up to `most` characters and one more. */
export declare function endOfBody(bytes: Uint8Array, from: number, most: number): number;
/** True if the text from `end` carries the token on: `nh_<id>.<secret>` is another product's. */
export declare function isDotted(bytes: Uint8Array, end: number): boolean;
/**
 * Underscores of Markdown emphasis round a token: how many to leave off its end, 0 if it is not emphasised.
 * The key then starts behind as many underscores.
 */
export declare function emphasis(bytes: Uint8Array, at: number, end: number): number;
