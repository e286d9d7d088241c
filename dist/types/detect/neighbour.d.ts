/** True if `rest`, which follows an issued body directly, is other text that touches it. */
export declare function isNeighbour(rest: string): boolean;
/**
 * True if `rest` is a word although the whole is a body that the issuer could make: five random characters of base58
 * pass once in 2,000.
 */
export declare function isPlainWord(rest: string): boolean;
/**
 * Length of `run` without the words at its end, as far as `least` characters are left.
 * @param isName the run is in a name, where any word ends a key; elsewhere a body may hold separators
 */
export declare function lengthWithoutSuffixes(run: string, least: number, isName: boolean): number;
