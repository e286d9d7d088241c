/** A key written as a list of string literals that is joined: `['…', '…'].join('')`. */
import { isBodyByte, latin1 } from '../alphabet.ts';
import { type Decoded, decoding } from './view.ts';

const MOST_PIECES = 64;
const COMMA = /^(["'`])[ \t]*,[ \t]*(?:\r?\n[ \t]*)?[fbruFBRUL@$]{0,2}(["'`])/;
/** Longest text between two pieces, in bytes. */
const COMMA_REACH = 96;

/** Python and Ruby, PHP, Perl; functions that put their arguments together. */
const JOINED_BEFORE =
  /(?:(["'])\1\.join\(\s*[[({]|\bimplode\(\s*(?:''|"")\s*,\s*(?:\[|array\()|\bjoin\s*\(?\s*(?:''|"")\s*,|\bconcat\()[^()[\]]*$/i;
/** JavaScript, Ruby, Go and C#, PHP. */
const JOINED_BEHIND = /^["'`]\s*,?\s*(?:\]\s*\.join(?:\(\s*(?:''|""|``)\s*\)|(?!\s*\())|\}\s*,\s*""\s*\))/;
const JOIN_REACH = 200;

/** Joins the pieces of the key whose first byte is at `at`; undefined if it is no element of a list that is joined. */
export function joinList(bytes: Uint8Array, at: number, most: number): Decoded | undefined {
  const out = decoding(most);
  let [place, length, pieces] = [at, 0, 1];
  for (;;) {
    for (; length < most && isBodyByte(bytes[place]); place++, length++)
      out.push(bytes[place] ?? 0, place, place + 1);
    const comma = COMMA.exec(latin1(bytes, place, place + COMMA_REACH));
    const resumed = place + (comma?.[0].length ?? 0);
    if (comma === null || length >= most || pieces >= MOST_PIECES || !isBodyByte(bytes[resumed])) break;
    place = resumed;
    pieces++;
  }
  return pieces > 1 && isJoined(bytes, at, place) ? out.finish() : undefined;
}

function isJoined(bytes: Uint8Array, from: number, to: number): boolean {
  return (
    JOINED_BEHIND.test(latin1(bytes, to, to + JOIN_REACH)) ||
    JOINED_BEFORE.test(latin1(bytes, from - JOIN_REACH, from))
  );
}
