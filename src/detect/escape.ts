/**
 * Escapes whose last character is a letter or a digit: the text before a key may end with `\n` of a string literal,
 * `%3D` of a URL, `=3D` of a mail, `\u0022` of JSON, or a terminal's code.
 */
import { latin1 } from './alphabet.ts';

/** Escapes of string literals, URLs (also encoded twice), quoted-printable text, and `cat -v`. */
const CHARACTER = [
  String.raw`\\[abefnrtv]`,
  // Octal in C, shells and `printf`; decimal in Lua and DNS zone files.
  String.raw`\\[0-9]{1,3}`,
  String.raw`\\x[0-9a-fA-F]{2}`,
  String.raw`\\u[0-9a-fA-F]{4}`,
  String.raw`\\U[0-9a-fA-F]{8}`,
  '%(?:25)*[0-9a-fA-F]{2}',
  '=(?:[0-9A-F]{2}|3d)',
  String.raw`\^[A-Z]`,
];

/** The escape character as byte and as people and programs write it; last, the symbol U+241B in UTF-8. */
const ESC = [
  String.raw`\x1b`,
  String.raw`\\(?:[eE]|0?33|27|x1[bB]|x\{1[bB]\}|u001[bB]|u\{0*1[bB]\}|U0000001[bB]|c\[)`,
  String.raw`\^\[`,
  '`(?:e|u\\{1[bB]\\})',
  '%(?:25)*1[bB]',
  '=1B',
  '&#(?:27|x1[bB]);',
  String.raw`\xe2\x90\x9b`,
].join('|');

/** The single character that stands for ESC and `[` (ECMA-48, C1), as byte, in UTF-8 and written. */
const C1 = String.raw`\x9b|\\(?:x9[bB]|u009[bB]|233)`;

/** Terminal codes (ECMA-48): a control sequence; a code with intermediate bytes, `ESC(B`; a code of one character. */
const TERMINAL = [
  String.raw`(?:(?:${ESC})(?:\[|%(?:25)*5[bB])|${C1})[0-?]{0,48}[ -/]{0,2}[@-~]`,
  `(?:${ESC})[ -/]{1,2}[0-~]`,
  `(?:${ESC})[78DEHMNOZclno]`,
  // A copied log has lost the escape character: colours, and what grep writes behind them.
  String.raw`\[[0-9]{1,3}(?:;[0-9]{1,3}){0,9}m(?:\[K)?`,
];

const ESCAPE = new RegExp(`(?:${[...CHARACTER, ...TERMINAL].join('|')})$`);

/** The longest escape that is met: a colour of 24 bits for text and one for its background. */
const REACH = 64;

/** True if an escape ends in front of `at`. */
export function endsEscape(bytes: Uint8Array, at: number): boolean {
  return ESCAPE.test(latin1(bytes, at - REACH, at));
}
