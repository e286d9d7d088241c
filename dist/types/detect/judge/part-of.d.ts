export type Whole = 'address' | 'path' | 'token';
/**
 * @param before the text before the candidate on its line, or in its cell of a table
 * @param after the text behind it
 * @param dotted a dot and a run as long as a part of a token follow
 */
export declare function partOf(before: string, after: string, dotted: boolean): Whole | undefined;
/** True for `https://user:KEY@host` and `https://KEY@host`: a password, not a part of the address. */
export declare function isPassword(before: string, after: string): boolean;
