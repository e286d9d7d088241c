/** Hexadecimal text, two digits a byte. */
import { hexValue } from '../alphabet.ts';
import { type Decoded, decoding, REACH } from './view.ts';

/** Decodes the run of digits round `at`, which is the first digit of a byte. */
export function decodeHex(bytes: Uint8Array, at: number): Decoded {
  let start = at;
  while (at - start < REACH && hexValue(bytes[start - 1]) >= 0 && hexValue(bytes[start - 2]) >= 0) start -= 2;
  const out = decoding(REACH);
  for (let i = start; i - start < 2 * REACH - 1; i += 2) {
    const high = hexValue(bytes[i]);
    const low = hexValue(bytes[i + 1]);
    if (high < 0 || low < 0) break;
    out.push(high * 16 + low, i, i + 2);
  }
  return out.finish();
}
