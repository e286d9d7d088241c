/** A key that is written in pieces: as string literals, or with soft breaks in it. */
import { isBodyByte, latin1 } from '../alphabet.ts';
import { endOfBody } from '../boundary.ts';
import type { KeyKind } from '../extent.ts';
import { isHex, issuedFormOf } from '../judge/shape.ts';
import { isNeighbour } from '../neighbour.ts';
import { joinList } from './list.ts';
import { softBreakAt } from './soft-break.ts';
import { joinLiterals } from './split.ts';
import { type Decoded, decoding } from './view.ts';

/** A key's kind, and those of all rules in use. */
export interface Kinds {
  readonly kind: KeyKind;
  readonly kinds: readonly KeyKind[];
}

const BACKSLASH = 0x5c;

/** Joins the pieces of the key whose first byte is at `at`, up to `most` characters; undefined if it is in one piece. */
export function joinPieces(bytes: Uint8Array, at: number, most: number, kinds: Kinds): Decoded | undefined {
  const end = endOfBody(bytes, at, most);
  const next = bytes[end];
  if (next === 0x22 || next === 0x27 || next === 0x60)
    return joinLiterals(bytes, at, most) ?? joinList(bytes, at, most);
  const literal = next === BACKSLASH ? joinLiterals(bytes, at, most) : undefined;
  if (literal !== undefined || softBreakAt(bytes, end) === undefined) return literal;
  return joinSoftBreaks(bytes, at, most, kinds);
}

/** A key with all of its breaks takes no more bytes than this. */
const MOST_BYTES = 2048;

function joinSoftBreaks(bytes: Uint8Array, at: number, most: number, kinds: Kinds): Decoded | undefined {
  const out = decoding(most);
  let [place, pieces, text] = [at, 1, ''];
  for (;;) {
    for (; text.length < most && isBodyByte(bytes[place]); place++) {
      out.push(bytes[place] ?? 0, place, place + 1);
      text += String.fromCharCode(bytes[place] ?? 0);
    }
    const next = text.length < most ? softBreakAt(bytes, place) : undefined;
    if (next === undefined || next.end - at > MOST_BYTES) break;
    const rest = latin1(bytes, next.end, endOfBody(bytes, next.end, most));
    if (!goesOn(text, rest, next.isCertain, kinds)) break;
    place = next.end;
    pieces++;
  }
  return pieces > 1 ? out.finish() : undefined;
}

/** True if `rest` is more of the key that `text` begins: no further key, and no word where one may begin. */
function goesOn(text: string, rest: string, isCertain: boolean, { kind: { rule }, kinds }: Kinds): boolean {
  if (kinds.some(({ rule: { prefix } }) => rest.startsWith(prefix))) return false;
  if (isCertain || !(SHORT_WORD.test(rest) || isNeighbour(rest))) return true;
  const body = text.slice(rule.prefix.length);
  if (isHex(body + rest) && body.length % HEX_STEP !== 0) return (body.length + rest.length) % HEX_STEP === 0;
  return issuedFormOf(body, rule) === undefined && issuedFormOf(body + rest, rule) !== undefined;
}

/** The end of a random key has one case and no digits less often than a word begins there. */
const SHORT_WORD = /^(?:[A-Za-z]?[a-z]{0,6}|[A-Z]{1,7}|[0-9]{1,7})$/;

/** Keys in hexadecimal are of whole bytes, and these of a number that is a multiple of four: 32, 40, 64 digits. */
const HEX_STEP = 8;

/** Bytes behind which a token may go on. */
export const CARRIES_ON = Uint8Array.from({ length: 256 }, (_, c) =>
  '\\%&"\'`=<\r\n\x1b\x9b\xad\xc2\xcd\xd8\xe1\xe2\xef'.includes(String.fromCharCode(c)) ? 1 : 0,
);
