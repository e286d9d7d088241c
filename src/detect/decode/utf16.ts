/** UTF-16 of either byte order, with or without a byte order mark. */
import { type Decoded, decoding, REACH } from './view.ts';

/** Stands for a character outside Latin-1: none of them can be part of a key or touch one. */
const OTHER = 0xff;

/**
 * Reads the units round `at`, where the low byte of an ASCII character stands.
 * @param order `le`: the low byte comes first
 */
export function decodeUtf16(bytes: Uint8Array, at: number, order: 'le' | 'be'): Decoded {
  const first = order === 'le' ? at : at - 1;
  let start = first;
  while (start >= 2 && first - start < REACH) start -= 2;
  const out = decoding(REACH * 2);
  for (let i = start; i + 1 < bytes.length && i - first < REACH; i += 2) {
    const low = bytes[order === 'le' ? i : i + 1] ?? 0;
    const high = bytes[order === 'le' ? i + 1 : i] ?? 0;
    out.push(high === 0 ? low : OTHER, i, i + 2);
  }
  return out.finish();
}

/** Reads all of a text of this byte order. */
export function decodeAllUtf16(bytes: Uint8Array, order: 'le' | 'be'): Decoded {
  const out = decoding(bytes.length >> 1);
  const low = order === 'le' ? 0 : 1;
  for (let i = 0; i + 1 < bytes.length; i += 2) {
    out.push(bytes[i + 1 - low] === 0 ? (bytes[i + low] ?? 0) : OTHER, i, i + 2);
  }
  return out.finish();
}

/** Units that are looked at to tell UTF-16 without a byte order mark. */
const SNIFFED = 32;

/** The byte order of UTF-16 text: by its mark, or by zeros in every other byte; undefined if it is none. */
export function byteOrderOf(bytes: Uint8Array): 'le' | 'be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'be';
  const units = Math.min(SNIFFED, bytes.length >> 1);
  let le = 0;
  let be = 0;
  for (let i = 0; i < units * 2; i += 2) {
    if (bytes[i] !== 0 && bytes[i + 1] === 0) le++;
    if (bytes[i] === 0 && bytes[i + 1] !== 0) be++;
  }
  if (units < 4) return undefined;
  return le > units * 0.75 ? 'le' : be > units * 0.75 ? 'be' : undefined;
}

/** Units that are followed from a character to the end of its run. */
const FOLLOWED = 256;

/**
 * The byte order of text whose character at `at` has a zero behind it: where its run of characters and zeros begins
 * with a character, that has its zero behind it, and where it ends with one, in front. In between, both orders read the
 * same. Text of two bytes a character may begin at an odd offset: behind a length, for instance.
 */
export function byteOrderAt(bytes: Uint8Array, at: number): 'le' | 'be' {
  const isCharacter = (i: number): boolean => (bytes[i] ?? 0) !== 0;
  const isZero = (i: number): boolean => bytes[i] === 0;
  const least = Math.max(0, at - 2 * FOLLOWED);
  let first = at;
  while (first - 2 >= least && isZero(first - 1) && isCharacter(first - 2)) first -= 2;
  if (!isZero(first - 1)) return 'le';
  const most = at + 2 * FOLLOWED;
  let last = at;
  while (last + 2 < most && isZero(last + 1) && isCharacter(last + 2)) last += 2;
  if (!isZero(last + 1)) return 'be';
  return at % 2 === 0 ? 'le' : 'be';
}
