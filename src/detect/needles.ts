/**
 * From a keyword (`nvl_`) to everything that the search kernel looks for: the keyword itself and every form that
 * an encoding gives it, alone or inside others. Nothing is decoded blindly; an encoded key still shows an encoded prefix.
 */

import { base64Bytes } from './alphabet.ts';
import type { Needle, NeedleByte } from './kernel/needle.ts';

/** Which reader turns the surroundings of a hit into text. `plain` needs none. */
export type FormKind = 'plain' | 'utf16' | 'base64' | 'hex' | 'percent' | 'escape' | 'html' | 'markdown';

/** How to read what a needle stands in. */
export interface WrittenAs {
  readonly kind: FormKind;
  /** Base64 only: the place in its group of four at which the needle's first character stands. */
  readonly phase: number;
  /** The keyword it was derived from. */
  readonly keyword: string;
}

/** A needle and how to read what it stands in. */
export interface Form extends WrittenAs {
  readonly needle: Needle;
}

type Bytes = readonly NeedleByte[];
type Derived = Pick<Form, 'kind' | 'needle' | 'phase'>;

/** Fewer fixed places than this would hit ordinary text all the time. */
const LEAST = 3;

/** Every form of a keyword, the plain one first. */
export function formsOf(keyword: string): Form[] {
  const plain: Bytes = [...Buffer.from(keyword, 'latin1')];
  const wide = utf16(plain);
  const once = base64(plain);
  // UTF-16 outside is not derived: such text is read as a whole (detector.ts).
  const inner = [...wide, ...once, ...hex(plain)];
  const twice = inner.flatMap(carried);
  const thrice = twice.flatMap(carried);
  const derived = [...inner, ...written(keyword), ...twice, ...escaped(keyword).flatMap(carried), ...thrice];
  return [{ kind: 'plain' as const, needle: plain, phase: 0 }, ...derived].map((form) => ({
    ...form,
    keyword,
  }));
}

/** The search compares no more of a needle. */
const MOST = 32;

/** What base64 and hexadecimal make of an encoded keyword. */
function carried({ needle }: Derived): Derived[] {
  return [...base64(needle), ...hex(needle)].map((form) => ({ ...form, needle: form.needle.slice(0, MOST) }));
}

/** UTF-16 of either byte order: the bytes with zeros between. */
function utf16(bytes: Bytes): Derived[] {
  return [{ kind: 'utf16', needle: bytes.flatMap((byte, i) => (i === 0 ? [byte] : [0, byte])), phase: 0 }];
}

/** Both cases of every digit; bytes of the needle that are sets have one digit in common at most. */
function hex(bytes: Bytes): Derived[] {
  const needle = bytes.flatMap((byte) => [hexDigits(byte, 4), hexDigits(byte, 0)]);
  return [{ kind: 'hex', needle, phase: 0 }];
}

function hexDigits(byte: NeedleByte, shift: number): number[] {
  const digits = valuesOf(byte).map((value) => ((value >> shift) & 15).toString(16));
  return [...new Set(digits.flatMap((digit) => [digit, digit.toUpperCase()]))].map((digit) =>
    digit.charCodeAt(0),
  );
}

/**
 * The three alignments of base64. Characters that hold bits of unknown neighbours become the set of what they can
 * be; one such character is kept at each end, as it still narrows the search.
 */
function base64(bytes: Bytes): Derived[] {
  return [0, 1, 2].flatMap((before) => {
    const first = Math.floor((before * 8) / 6);
    const last = Math.ceil(((before + bytes.length) * 8) / 6);
    const needle = Array.from({ length: last - first }, (_, i) =>
      sextet(bytes, (first + i) * 6 - before * 8),
    );
    const fixed = needle.filter((set) => set.length <= 2).length;
    return fixed < LEAST ? [] : [{ kind: 'base64' as const, needle, phase: first % 4 }];
  });
}

/** Bytes that can stand for the six bits from `bit` (may be negative) of a text that contains `bytes`. */
function sextet(bytes: Bytes, bit: number): number[] {
  let values = [0];
  for (let i = bit; i < bit + 6; i++) {
    const byte = i < 0 ? undefined : bytes[i >> 3];
    const bits =
      byte === undefined ? [0, 1] : [...new Set(valuesOf(byte).map((v) => (v >> (7 - (i & 7))) & 1))];
    values = values.flatMap((value) => bits.map((b) => value * 2 + b));
  }
  return values.flatMap(base64Bytes);
}

const percentOf = (text: string): string =>
  [...text].map((character) => `%${character.charCodeAt(0).toString(16)}`).join('');

/** An escape of two digits as a URL writes it, and as URLs around it do: of its percent sign, or of all of it. */
const PERCENTS: readonly ((digits: string) => string)[] = [
  (digits) => `%${digits}`,
  (digits) => `%25${digits}`,
  (digits) => `%2525${digits}`,
  (digits) => `%25${percentOf(digits)}`,
  (digits) => `%25${percentOf(digits.toUpperCase())}`,
];

/** One needle for all that are written alike: a search for each would cost more than the few hits that are none. */
function together([first = [], ...others]: readonly Derived[][]): Derived[] {
  return first.map((form, i) => ({
    ...form,
    needle: others.reduce((all, one) => eitherOf(all, one[i]), form.needle),
  }));
}

/** What either needle has at each place, as far as both go. */
function eitherOf(needle: Needle, other: Derived | undefined): Needle {
  if (other === undefined) return needle;
  return needle.slice(0, other.needle.length).map((byte, i) => {
    const values = [...new Set([...valuesOf(byte), ...valuesOf(other.needle[i] ?? [])])];
    return values.length === 1 ? (values[0] ?? byte) : values;
  });
}

/** The escapes that people and programs write: all characters escaped, or only the underscore. */
function written(keyword: string): Derived[] {
  const codes = [...Buffer.from(keyword, 'latin1')];
  const spell = (kind: FormKind, one: (code: number) => string): Derived[] => [
    { kind, needle: eitherCase(codes.map(one)), phase: 0 },
    ...(keyword.includes('_') ? [{ kind, needle: eitherCase(underscoreOnly(keyword, one)), phase: 0 }] : []),
  ];
  const hex2 = (code: number): string => code.toString(16).padStart(2, '0');
  return [
    ...together(PERCENTS.map((percent) => spell('percent', (code) => percent(hex2(code))))),
    ...spell('escape', (code) => `\\x${hex2(code)}`),
    ...spell('escape', (code) => `\\u00${hex2(code)}`),
    ...spell('escape', (code) => `\\u{${code.toString(16)}}`),
    ...spell('escape', (code) => `\\${code.toString(8)}`),
    ...spell('html', (code) => `&#${code};`),
    ...spell('html', (code) => `&#x${code.toString(16)};`),
    ...named(keyword, 'html', '&lowbar;'),
    ...named(keyword, 'html', '&UnderBar;'),
    ...named(keyword, 'markdown', '\\_'),
  ];
}

/** All characters escaped, in the short spellings: the longer ones give needles that are longer than a search allows. */
function escaped(keyword: string): Derived[] {
  const codes = [...Buffer.from(keyword, 'latin1')].map((code) => code.toString(16).padStart(2, '0'));
  return ['%', '\\x'].map((mark) => ({
    kind: mark === '%' ? 'percent' : 'escape',
    needle: eitherCase(codes.map((code) => mark + code)),
    phase: 0,
  }));
}

function named(keyword: string, kind: FormKind, underscore: string): Derived[] {
  if (!keyword.includes('_')) return [];
  return [{ kind, needle: exact(keyword.replaceAll('_', underscore)), phase: 0 }];
}

function underscoreOnly(keyword: string, one: (code: number) => string): string[] {
  return [...keyword].map((c) => (c === '_' ? one(0x5f) : c));
}

function exact(text: string): Needle {
  return [...Buffer.from(text, 'latin1')];
}

/** Escapes may be written in either case; single characters are the keyword's own and keep theirs. */
function eitherCase(parts: readonly string[]): Needle {
  return parts.flatMap((part) => (part.length === 1 ? exact(part) : [...part].map(bothCases)));
}

function bothCases(character: string): NeedleByte {
  const lower = character.toLowerCase().charCodeAt(0);
  const upper = character.toUpperCase().charCodeAt(0);
  return lower === upper ? lower : [lower, upper];
}

function valuesOf(byte: NeedleByte): readonly number[] {
  return typeof byte === 'number' ? [byte] : byte;
}
