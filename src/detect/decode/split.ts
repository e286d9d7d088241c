/** A key written as adjacent string literals, or broken by a backslash at the end of a line. */
import { isBodyByte, latin1 } from '../alphabet.ts';
import { type Decoded, decoding } from './view.ts';

/** More pieces than this is no way to write a key. */
const MOST_PIECES = 16;

/**
 * What may stand between two pieces: a line continuation inside one literal; or the closing quote, an operator of
 * some language or none, the opening quote with a string prefix at most.
 */
const JOINT =
  /^(?:\\\r?\n[ \t]*|(["'`])[ \t]*(?:\\?\r?\n[ \t]*)?(?:\+|\.\.?|\.concat\(|&(?:[ \t]*_(?=[ \t]*\r?\n))?|<>|~|\|\||\+\+|)[ \t]*(?:\\?\r?\n[ \t]*)?[fbruFBRUL@$]{0,2}(["'`]))/;

/** Longest joint that is looked at, in bytes. */
const JOINT_REACH = 96;

/** Joins the pieces of the key whose first byte is at `at`; undefined if it stands in one piece. */
export function joinLiterals(bytes: Uint8Array, at: number, most: number): Decoded | undefined {
  const out = decoding(most);
  let place = at;
  let length = 0;
  for (let pieces = 0; pieces < MOST_PIECES; pieces++) {
    while (length < most && isBodyByte(bytes[place])) {
      out.push(bytes[place] ?? 0, place, place + 1);
      place++;
      length++;
    }
    const next = JOINT.exec(latin1(bytes, place, place + JOINT_REACH));
    const resumed = place + (next?.[0].length ?? 0);
    if (next === null || !isBodyByte(bytes[resumed])) return pieces === 0 ? undefined : out.finish();
    place = resumed;
  }
  return out.finish();
}
