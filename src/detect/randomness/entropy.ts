/** Shannon entropy over single-byte text. */
const counts = new Uint8Array(256);

/** Bits a character, by how often each character occurs in `text`. */
export function shannon(text: string): number {
  counts.fill(0);
  let bits = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i) & 0xff;
    const seen = counts[code] ?? 0;
    counts[code] = seen + 1;
    // The sum of n·log2(n), one step of n at a time.
    bits += NLOG2N[seen + 1] ?? 0;
    bits -= NLOG2N[seen] ?? 0;
  }
  return text.length === 0 ? 0 : Math.log2(text.length) - bits / text.length;
}

/** n·log2(n) for every count a candidate's body can have. */
const NLOG2N = Float64Array.from({ length: 257 }, (_, n) => (n === 0 ? 0 : n * Math.log2(n)));

/**
 * Entropy of `text` over the most that its length allows in an alphabet of `size` characters: 0 for one repeated
 * character, near 1 for random text of any length and alphabet. One sample of n characters cannot show more than
 * log2(n) bits, nor an alphabet more than log2(size).
 */
export function normalisedEntropy(text: string, size: number): number {
  if (text.length < 2) return 0;
  return shannon(text) / Math.log2(Math.min(text.length, size));
}
