/** Where a key begins and ends in running text. */
import { isBodyByte, latin1 } from './alphabet.ts';
import { endsEscape } from './escape.ts';

const HYPHEN = 0x2d;
const UNDERSCORE = 0x5f;
const GREATER = 0x3e;

/**
 * True if nothing before `at` is part of the same word: no body character, or one that ends an escape, is an
 * operator (`${X:-…`, `--`, `[-`), or names an option (`-k…`).
 * @param isName in names of files, branches and tags `-` and `_` part words
 */
export function startsToken(bytes: Uint8Array, at: number, isName: boolean): boolean {
  const before = at === 0 ? undefined : bytes[at - 1];
  if (!isBodyByte(before)) return true;
  if (before === HYPHEN) return isName || isOperator(bytes, at - 1);
  if (before === UNDERSCORE) return isName;
  return isOption(bytes, at - 1) || endsEscape(bytes, at);
}

/** Before a hyphen, a closing bracket, a dot, a slash and the like end a word as a letter does. */
const OPENING = Uint8Array.from({ length: 256 }, (_, c) =>
  c <= 0x20 || '"\'`=:,;([{<>|&!+*?~^#$\\'.includes(String.fromCharCode(c)) ? 1 : 0,
);

/** True if the hyphen at `at` is no part of a word: a second one, a sign, or an operator of a shell. */
function isOperator(bytes: Uint8Array, at: number): boolean {
  const before = at === 0 ? 0 : (bytes[at - 1] ?? 0);
  if (OPENING[before] === 1 || before === HYPHEN) return true;
  return endsExpansion(bytes, at) || (isBodyByte(before) && endsEscape(bytes, at));
}

/** `${NAME`, `${1`, `${array[0]`: what a hyphen and a default value follow (POSIX shell, 2.6.2). */
const EXPANSION = /\$\{!?(?:\w{1,80}|[@*#?$!])(?:\[[^\][{}\s]{1,40}\])?$/;
const EXPANSION_REACH = 128;

function endsExpansion(bytes: Uint8Array, at: number): boolean {
  return EXPANSION.test(latin1(bytes, at - EXPANSION_REACH, at));
}

/** True if the letter at `at` is an option whose value follows it directly: `-k`. */
function isOption(bytes: Uint8Array, at: number): boolean {
  if (bytes[at - 1] !== HYPHEN || !isLetter(bytes[at])) return false;
  const before = at < 2 ? 0 : (bytes[at - 2] ?? 0);
  return OPENING[before] === 1;
}

function isLetter(byte = 0): boolean {
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
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
    const before = isRepeated(bytes, at - width, width, UNDERSCORE) && !isBodyByte(bytes[at - width - 1]);
    if (before && isRepeated(bytes, end - width, width, UNDERSCORE)) return width;
  }
  return 0;
}

const CLOSING: Readonly<Record<string, string>> = { '[': ']', '{': '}', '(': ')' };

/**
 * Hyphens at the end of a token that belong to what surrounds it: `<!--…-->`, `[-…-]`, `--…--`, `…->`. Elsewhere, as in
 * `<https://host/?key=…>`, a body may end with one.
 */
export function closingHyphens(bytes: Uint8Array, at: number, end: number): number {
  let count = 0;
  while (bytes[end - count - 1] === HYPHEN) count++;
  if (count === 0) return 0;
  if (bytes[end] === GREATER) return count === 1 && isInAngles(bytes, at) ? 0 : count;
  if (count > 1 && isRepeated(bytes, at - 2, 2, HYPHEN)) return count;
  const isBracketed = CLOSING[latin1(bytes, at - 2, at - 1)] === latin1(bytes, end, end + 1);
  return isBracketed && bytes[at - 1] === HYPHEN ? 1 : 0;
}

/** True inside `<…>` of one line, where a `>` is no head of an arrow. */
function isInAngles(bytes: Uint8Array, at: number): boolean {
  const before = latin1(bytes, at - ANGLE_REACH, at);
  return /<[^<>\r\n]*$/.test(before.slice(before.lastIndexOf('<')));
}

const ANGLE_REACH = 256;

function isRepeated(bytes: Uint8Array, from: number, count: number, byte: number): boolean {
  for (let i = from; i < from + count; i++) if (bytes[i] !== byte) return false;
  return true;
}
