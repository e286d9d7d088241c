/** Where a key begins and ends in running text. */
import { isBodyByte, latin1 } from './alphabet.ts';

/**
 * Escapes whose last character looks like part of a word but is not: the text before a key may end in `\n` of a
 * string literal, `%3D` of a URL, `=3D` of a mail, `\u0022` of JSON, or a terminal's colour code.
 */
const ESCAPE_BEFORE =
  /(?:\\[abefnrtv0]|\\x[0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|%[0-9a-fA-F]{2}|=[0-9A-F]{2}|\x1b\[[0-9;]*m|&[a-z]{2,6};)$/;
const ESCAPE_REACH = 16;

/** True if a key may start at `at`: no body character stands before it, other than as the end of an escape. */
export function startsToken(bytes: Uint8Array, at: number): boolean {
  if (at === 0 || !isBodyByte(bytes[at - 1])) return true;
  return ESCAPE_BEFORE.test(latin1(bytes, at - ESCAPE_REACH, at));
}

/** End of the run of body characters that starts at `from`, looked for up to `most` characters and one more. */
export function endOfBody(bytes: Uint8Array, from: number, most: number): number {
  const limit = Math.min(bytes.length, from + most + 1);
  let end = from;
  while (end < limit && isBodyByte(bytes[end])) end++;
  return end;
}

/** True if the text from `end` carries the token on: `nh_<id>.<secret>` is another product's. */
export function isDotted(bytes: Uint8Array, end: number): boolean {
  if (bytes[end] !== 0x2e) return false;
  return endOfBody(bytes, end + 1, 16) - (end + 1) >= 16;
}

/**
 * Underscores of Markdown emphasis round a token: how many to leave off its end, 0 if it is not emphasised.
 * The key then starts behind as many underscores.
 */
export function emphasis(bytes: Uint8Array, at: number, end: number): number {
  for (const width of [2, 1]) {
    const before = isUnderscores(bytes, at - width, width) && !isBodyByte(bytes[at - width - 1]);
    if (before && isUnderscores(bytes, end - width, width)) return width;
  }
  return 0;
}

function isUnderscores(bytes: Uint8Array, from: number, count: number): boolean {
  for (let i = from; i < from + count; i++) if (bytes[i] !== 0x5f) return false;
  return true;
}
