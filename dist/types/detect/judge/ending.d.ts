/**
 * Patterns of what a text ends with, matched from its end. An expression that is only anchored at its end is tried at
 * every place of the text, and each try reads a name of up to 80 characters: work in the square of the text for each
 * of thousands of candidates. A lookbehind is matched from right to left, and is tried once.
 */
/** What ends a text: the groups of the pattern, the whole match as group 0; undefined if the text ends otherwise. */
export type Ending = (text: string) => readonly (string | undefined)[] | undefined;
/**
 * Compiles a pattern that ends in `$`. Read from the right, a quantifier takes what it can before those to its left,
 * and a back reference has no value yet: patterns may hold none.
 */
export declare function ending(pattern: RegExp): Ending;
