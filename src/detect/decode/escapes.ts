/** Text in which some characters are escaped and the rest stand for themselves. */
import { hexValue, latin1 } from '../alphabet.ts';
import { type Decoded, decoding, REACH } from './view.ts';

/** What an escape that starts at a place stands for, and how many bytes it takes; undefined if none starts there. */
export type ReadEscape = (
  bytes: Uint8Array,
  at: number,
) => { readonly value: number; readonly length: number } | undefined;

/** No escape is longer: `&UnderBar;`, `&#x0000005f;`. */
const LONGEST = 12;
/** Most are no longer than `\u005f`. Further than this, windows of a large file show no surroundings. */
const USUAL = 6;

/**
 * Decodes the text round `at`, where an escape or an ordinary character starts. As many characters as `REACH` follow,
 * however they are written, so that the hits behind this one need no reading of their own.
 */
export function decodeEscapes(bytes: Uint8Array, at: number, read: ReadEscape): Decoded {
  const start = startOutsideEscape(bytes, Math.max(0, at - REACH), at, read);
  const out = decoding(2 * REACH);
  const end = Math.min(bytes.length, at + USUAL * REACH);
  for (let i = start, ahead = 0; i < end && ahead < REACH; ) {
    const found = read(bytes, i);
    const length = found?.length ?? 1;
    out.push(found?.value ?? bytes[i] ?? 0, i, i + length);
    if (i >= at) ahead++;
    i += length;
  }
  return out.finish();
}

/** The first place from `from` that no escape which began before it covers. */
function startOutsideEscape(bytes: Uint8Array, from: number, at: number, read: ReadEscape): number {
  for (let i = Math.max(0, from - LONGEST); i < from; i++) {
    const length = read(bytes, i)?.length ?? 0;
    if (i + length > from) return Math.min(at, i + length);
  }
  return from;
}

/** `%5F` (RFC 3986, section 2.1); `%255F` and `%25255F`, escaped again by a URL that holds the URL. */
export const readPercent: ReadEscape = (bytes, at) => {
  if (bytes[at] !== 0x25) return undefined;
  let from = at + 1;
  for (let again = 0; again < MOST_AGAIN && isPercentSign(bytes, from); again++) from += 2;
  return digits(bytes, from, 2, from + 2 - at) ?? digits(bytes, at + 1, 2, 3);
};

/** How often a percent sign is escaped again. */
const MOST_AGAIN = 2;

/** True for `25` with a digit behind it. */
function isPercentSign(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0x32 && bytes[at + 1] === 0x35 && hexValue(bytes[at + 2]) >= 0;
}

/** `\x5f`, `\u005f`, `\u{5f}`, `\137`: what JavaScript, Python, C and JSON strings share. */
export const readEscape: ReadEscape = (bytes, at) => {
  if (bytes[at] !== 0x5c) return undefined;
  const kind = (bytes[at + 1] ?? 0) | 0x20;
  if (kind === 0x78) return digits(bytes, at + 2, 2, 4);
  if (kind !== 0x75) return readOctal(bytes, at);
  return bytes[at + 2] === 0x7b ? readBraced(bytes, at) : digits(bytes, at + 2, 4, 6);
};

/** `&#95;`, `&#x5f;`, `&lowbar;`, `&UnderBar;` (HTML, named character references). */
export const readHtml: ReadEscape = (bytes, at) => {
  if (bytes[at] !== 0x26) return undefined;
  const text = /^&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(lowbar|UnderBar));/.exec(
    latin1(bytes, at, at + LONGEST),
  );
  if (text === null) return undefined;
  const [whole, decimal, hexadecimal] = text;
  const value =
    decimal !== undefined ? Number(decimal) : hexadecimal !== undefined ? parseInt(hexadecimal, 16) : 0x5f;
  return single(value, whole.length);
};

/** `\_` and `\-`: Markdown and LaTeX. */
export const readMarkdown: ReadEscape = (bytes, at) => {
  const next = bytes[at + 1];
  return bytes[at] === 0x5c && (next === 0x5f || next === 0x2d) ? { value: next, length: 2 } : undefined;
};

function digits(bytes: Uint8Array, from: number, count: number, length: number): ReturnType<ReadEscape> {
  let value = 0;
  for (let i = from; i < from + count; i++) {
    const digit = hexValue(bytes[i]);
    if (digit < 0) return undefined;
    value = value * 16 + digit;
  }
  return single(value, length);
}

function readOctal(bytes: Uint8Array, at: number): ReturnType<ReadEscape> {
  const text = /^\\([0-3]?[0-7]{2})/.exec(latin1(bytes, at, at + 4));
  return text?.[1] === undefined ? undefined : { value: parseInt(text[1], 8), length: text[0].length };
}

function readBraced(bytes: Uint8Array, at: number): ReturnType<ReadEscape> {
  const text = /^\\u\{([0-9a-f]{1,6})\}/i.exec(latin1(bytes, at, at + LONGEST));
  return text?.[1] === undefined ? undefined : single(parseInt(text[1], 16), text[0].length);
}

/** Characters outside Latin-1 become a byte that no key holds and that ends one. */
function single(value: number, length: number): { value: number; length: number } {
  return { value: Math.min(value, 0xff), length };
}
