/** Bits a character, by how often each character occurs in `text`. */
export declare function shannon(text: string): number;
/**
 * Entropy of `text` over the most that its length allows in an alphabet of `size` characters: 0 for one repeated
 * character, near 1 for random text of any length and alphabet. One sample of n characters cannot show more than
 * log2(n) bits, nor an alphabet more than log2(size).
 */
export declare function normalisedEntropy(text: string, size: number): number;
