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
