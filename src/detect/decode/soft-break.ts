/**
 * What may stand inside a key without being a part of it: soft breaks of mail and HTML, characters of no width, codes of
 * terminals, folds, and line ends that a terminal put in.
 */
import { isBodyByte, latin1 } from '../alphabet.ts';
import { isWrapAt } from './wrap.ts';

/** A break at a place of a text. */
export interface SoftBreak {
  /** Offset of what goes on behind it. */
  readonly end: number;
  /** False where other text may begin behind it as well: what goes on must then look like a part of the key. */
  readonly isCertain: boolean;
}

const [LF, CR, EQUALS] = [0x0a, 0x0d, 0x3d] as const;

/** The break at `at`, which stands behind a character of a body; undefined if the text ends there. */
export function softBreakAt(bytes: Uint8Array, at: number): SoftBreak | undefined {
  const first = bytes[at] ?? 0;
  if (first === EQUALS) return quotedBreakAt(bytes, at);
  if (first === LF || first === CR) return lineBreakAt(bytes, at);
  return STARTS[first] === 1 ? inlineBreakAt(bytes, at) : undefined;
}

/** Offset behind the line end at `at`, or 0. */
function behindLineEnd(bytes: Uint8Array, at: number): number {
  const lf = bytes[at] === CR ? at + 1 : at;
  return bytes[lf] === LF ? lf + 1 : 0;
}

/** Bytes before and behind a soft break of mail in which the text shows that it is quoted-printable. */
const QUOTED_REACH = 1024;
const QUOTED = /quoted-printable|=(?:[2-7CDE][0-9A-F]|\r?\n[^\r\n]+=\r?\n)/i;
/** Widths at which quoted-printable lines are broken (RFC 2045, section 6.7: 76 at most), with the `=`. */
const QUOTED_WIDTHS = { least: 70, most: 77 } as const;

/** `=` at the end of a line. Elsewhere it is the padding of base64, or a name without a value. */
function quotedBreakAt(bytes: Uint8Array, at: number): SoftBreak | undefined {
  const end = behindLineEnd(bytes, at + 1);
  if (end === 0 || !isBodyByte(bytes[end])) return undefined;
  const before = latin1(bytes, at - QUOTED_REACH, at);
  const width = before.length - before.lastIndexOf('\n');
  const isFull = width >= QUOTED_WIDTHS.least && width <= QUOTED_WIDTHS.most;
  if (!isFull && !QUOTED.test(before) && !QUOTED.test(latin1(bytes, end, end + QUOTED_REACH)))
    return undefined;
  return isAssigned(bytes, end) ? undefined : { end, isCertain: true };
}

/** True if the line at `from` begins with a name that a value is given to: `NAME=`, not followed by a code or a break. */
function isAssigned(bytes: Uint8Array, from: number): boolean {
  const text = latin1(bytes, from, from + NAME_REACH);
  return /^[\w-]+=(?![0-9A-F]{2}|\r?\n)/.test(text);
}

const NAME_REACH = 80;

/** A fold of a header, a calendar or a card; or a line end of a terminal. */
function lineBreakAt(bytes: Uint8Array, at: number): SoftBreak | undefined {
  const next = behindLineEnd(bytes, at);
  if (next === 0) return undefined;
  const end = startOfRest(bytes, at, next);
  if (end === undefined) return undefined;
  return OTHER_LINE.test(latin1(bytes, end, end + NAME_REACH)) ? undefined : { end, isCertain: false };
}

/** A name with a value, a date, a path, an address. */
const OTHER_LINE = /^[\w-]+(?:[=:/@\\]|\.\w)/;

function startOfRest(bytes: Uint8Array, at: number, next: number): number | undefined {
  const byte = bytes[next];
  const isFold = byte === 0x20 || byte === 0x09;
  const end = isFold ? next + 1 : byte === ESCAPE ? next + ERASE.length : next;
  if (!isBodyByte(bytes[end])) return undefined;
  if (isFold) return isFolded(bytes, at) ? end : undefined;
  const isWrap = end === next ? isWrapAt(bytes, at, next) : latin1(bytes, next, end) === ERASE;
  return isWrap ? end : undefined;
}

/** A terminal that wraps a line erases the rest of the next one. */
const ERASE = '\x1b[K';
const ESCAPE = 0x1b;

/** Bytes before a fold in which the name of the property or the header must be. */
const FOLD_REACH = 640;
/** RFC 5545, section 3.1; RFC 6350, section 3.3; RFC 5322, section 2.2: a name, then further folded lines. */
const FOLDED = /(?:^|\n)[A-Za-z][A-Za-z0-9-]{0,63}(?:;[^:\r\n]{0,200})?:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*$/;

function isFolded(bytes: Uint8Array, at: number): boolean {
  return FOLDED.test(latin1(bytes, at - FOLD_REACH, at));
}

/** In UTF-8: U+00AD, 034F, 061C, 180E, 200B to 200F, 202A to 202E, 2060 to 2069, FEFF; the first also in Latin-1. */
const RAW = String.raw`\xc2?\xad|\xcd\x8f|\xd8\x9c|\xe1\xa0\x8e|\xe2\x80[\x8b-\x8f\xaa-\xae]|\xe2\x81[\xa0-\xa9]|\xef\xbb\xbf`;
const ENTITY =
  '&(?:shy|ZeroWidthSpace|NoBreak|zwn?j|[lr]rm|#0{0,4}(?:173|820[3-7]|8288|65279)|#[xX]0{0,4}(?:[aA][dD]|200[b-fB-F]|2060|[fF][eE][fF][fF]));';
const TAG = String.raw`(?:<|\\u003[cC])/?wbr[ \t]?/?(?:>|\\u003[eE])`;
const SPELT = String.raw`\\u\{?(?:00[aA][dD]|[aA][dD]\}|200[b-fB-F]|2060|[fF][eE][fF][fF])\}?|%[cC]2%[aA][dD]|%[eE]2%80%8[b-fB-F]|%[eE][fF]%[bB][bB]%[bB][fF]`;
const NO_WIDTH = `${RAW}|${ENTITY}|${TAG}|${SPELT}`;

const ESC = String.raw`(?:\x1b|\\(?:u001[bB]|x1[bB]|0?33|e))`;
/** Codes that move nothing (ECMA-48): colours, erasing, modes, character sets, titles and links. */
const CODE = [
  String.raw`(?:${ESC}\[|\xc2?\x9b)[0-9;:?]{0,48}[mKhl]`,
  String.raw`${ESC}\([A-Z0-9]`,
  String.raw`${ESC}\][^\x07\x1b\\\r\n]{0,256}(?:\x07|\\u0007|\\a|\x1b\\|\\u001[bB]\\\\)`,
].join('|');

/** The longest run of breaks that is looked at: a link begins with its address. */
const INLINE_REACH = 320;
const INLINE = new RegExp(`^(?:${NO_WIDTH}|(?<code>${CODE})){1,8}`);

/** First bytes of breaks within a line. */
const STARTS = Uint8Array.from({ length: 256 }, (_, c) =>
  '<&\\%\x1b\x9b\xad\xc2\xcd\xd8\xe1\xe2\xef'.includes(String.fromCharCode(c)) ? 1 : 0,
);

function inlineBreakAt(bytes: Uint8Array, at: number): SoftBreak | undefined {
  const found = INLINE.exec(latin1(bytes, at, at + INLINE_REACH));
  if (found === null) return undefined;
  const end = at + found[0].length;
  return isBodyByte(bytes[end]) ? { end, isCertain: found.groups?.['code'] === undefined } : undefined;
}
