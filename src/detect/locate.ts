/** From byte offsets to lines and columns. */
import type { Blob, Position } from '../model/blob.ts';
import type { Location } from '../model/finding.ts';
import { pathText } from '../model/origin.ts';
import { byteOrderOf } from './decode/utf16.ts';

const LF = 0x0a;
const CR = 0x0d;

/** The place of a text's first byte. A UTF-16 byte order mark, or zeros in every other byte, decide how to count. */
export function startOf(bytes: Uint8Array): Position {
  const start = { offset: 0, line: 1, column: 1 };
  const utf16 = byteOrderOf(bytes);
  return utf16 === undefined ? start : { ...start, utf16 };
}

/**
 * The place of `bytes[to]`, if that of `bytes[from]` is `at`. Lines end with LF, CRLF or CR alone; columns count
 * UTF-16 units, a stray continuation byte as the one character that a reader shows for it.
 */
export function advance(at: Position, bytes: Uint8Array, from: number, to: number): Position {
  return at.utf16 === undefined
    ? advanceBytes(at, bytes, from, to)
    : advanceUnits(at, bytes, from, to, at.utf16);
}

/** Lines first: columns matter only on the last one, and most of a large file is passed without a finding. */
function advanceBytes(at: Position, bytes: Uint8Array, from: number, to: number): Position {
  const { count, last } = to - from < FEW ? linesInFew(bytes, from, to) : linesInMany(bytes, from, to);
  let column = count === 0 ? at.column : 1;
  for (let i = Math.max(from, last); i < to; i++) column += (bytes[i] ?? 0) < 0x80 ? 1 : unitsOf(bytes, i);
  return { ...at, offset: at.offset + (to - from), line: at.line + count, column };
}

/** Line ends in a stretch, and where the line behind the last one starts; -1 if there is none. */
interface Lines {
  readonly count: number;
  readonly last: number;
}

/** Bytes up to which looking at each costs less than a search. */
const FEW = 256;

function linesInFew(bytes: Uint8Array, from: number, to: number): Lines {
  let count = 0;
  let last = -1;
  for (let i = from; i < to; i++) {
    const byte = bytes[i] ?? 0;
    if (byte > CR || (byte !== LF && (byte !== CR || bytes[i + 1] === LF))) continue;
    count++;
    last = i + 1;
  }
  return { count, last };
}

function linesInMany(bytes: Uint8Array, from: number, to: number): Lines {
  const part = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from);
  let count = 0;
  let last = -1;
  for (let i = part.indexOf(LF); i !== -1; i = part.indexOf(LF, i + 1)) {
    count++;
    last = i + 1;
  }
  for (let i = part.indexOf(CR); i !== -1; i = part.indexOf(CR, i + 1)) {
    if (bytes[from + i + 1] === LF) continue;
    count++;
    last = Math.max(last, i + 1);
  }
  return { count, last: last === -1 ? -1 : from + last };
}

/** UTF-16 units that the byte at `i` of UTF-8 text begins: 2 for a character beyond the basic plane, 0 inside one. */
function unitsOf(bytes: Uint8Array, i: number): number {
  const byte = bytes[i] ?? 0;
  if (byte >= 0xf0) return 2;
  if (byte >= 0xc0) return 1;
  for (let back = 1; back <= 3; back++) {
    const lead = bytes[i - back] ?? 0;
    if (lead >= 0xc0) return back < sequenceLength(lead) ? 0 : 1;
    if (lead < 0x80) return 1;
  }
  return 1;
}

function sequenceLength(lead: number): number {
  return lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
}

function advanceUnits(
  at: Position,
  bytes: Uint8Array,
  from: number,
  to: number,
  order: 'le' | 'be',
): Position {
  let { line, column } = at;
  const low = order === 'le' ? 0 : 1;
  for (let i = from; i < to; i += 2) {
    const isLatin = bytes[i + 1 - low] === 0;
    const byte = bytes[i + low];
    const mark = (bytes[i] === 0xff && bytes[i + 1] === 0xfe) || (bytes[i] === 0xfe && bytes[i + 1] === 0xff);
    if (isLatin && (byte === LF || (byte === CR && bytes[i + 2 + low] !== LF))) {
      line++;
      column = 1;
    } else if (!mark) column++;
  }
  return { ...at, offset: at.offset + (to - from), line, column };
}

/** Bytes between the places that a locator keeps: going back costs no more than this. */
const STEP = 4096;

/**
 * Turns spans of one blob into locations, in any order. Each byte of the blob is read once, and at most `STEP` bytes
 * more for each span.
 */
export function createLocator(blob: Blob): (start: number, end: number) => Location {
  const { bytes } = blob;
  const path = pathText(blob.origin);
  /** Places of the multiples of `STEP` that were passed. */
  const passed = [blob.window?.at ?? startOf(bytes)];
  let last = { place: passed[0] ?? startOf(bytes), index: 0 };
  const placeOf = (index: number): Position => {
    const nearest = Math.min(Math.floor(index / STEP), passed.length - 1);
    let { place, index: from } = last;
    if (index < from || from < nearest * STEP) [place, from] = [passed[nearest] ?? place, nearest * STEP];
    for (let next = passed.length * STEP; next <= index; next += STEP) {
      place = advance(place, bytes, from, next);
      from = next;
      passed.push(place);
    }
    last = { place: advance(place, bytes, from, index), index };
    return last.place;
  };
  return (start, end) => {
    const begin = placeOf(start);
    const finish = placeOf(end);
    return {
      path,
      startLine: begin.line,
      startColumn: begin.column,
      endLine: finish.line,
      endColumn: finish.column,
    };
  };
}
