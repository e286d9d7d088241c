// One zlib stream (RFC 1950, RFC 1951) to bytes whose number is known before: what an entry of a pack is. Refuses what
// zlib refuses.
//
// As in libdeflate, a table is looked up with as many bits as most codes have; longer codes go on in a second table,
// behind the first. An entry says everything that is to be done:
//
//   literal           bit 31; bits 16 to 23 the byte; bits 0 to 7 how many bits it takes
//   length, distance  bits 16 to 30 the least value; bits 8 to 11 the bits of its code here; bits 0 to 7 those together
//                     with the extra bits that are added to the value
//   second table      bits 15 and 14; bits 16 to 30 where it begins; bits 8 to 11 its bits; bits 0 to 7 those of the first
//   end of block      bits 15 and 13
//   no code           bit 15
//
// Bits are held in 64, filled up without a condition: at least 56 are there afterwards.

import { adler32 } from './adler.as';
import {
  COUNTS, FIXED_DISTANCE, FIXED_LITERAL, LENGTHS, region, RESULT_DISTANCE, RESULT_LENGTH, RESULT_LITERAL, SORTED, STARTS,
  TABLE_DISTANCE, TABLE_LENGTH, TABLE_LITERAL,
} from './region.as';

/** Bytes behind the output that may be written: the longest match, in steps of 16, behind three literals. */
export const OUT_SLACK: u32 = 320;
/** Bytes behind the input that may be read. */
export const IN_SLACK: u32 = 32;

const LITERAL: u32 = 0x80000000;
const OTHER: u32 = 0x8000;
const SECOND: u32 = 0x4000;
const END: u32 = 0x2000;

// RFC 1951, 3.2.5 and 3.2.7.
const LENGTH_BASE = memory.data<u16>([
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
]);
const LENGTH_EXTRA = memory.data<u8>([
  0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
]);
const DISTANCE_BASE = memory.data<u16>([
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
  8193, 12289, 16385, 24577,
]);
const DISTANCE_EXTRA = memory.data<u8>([
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
]);
const LENGTH_ORDER = memory.data<u8>([16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]);

const MOST_LITERALS: u32 = 286;
const MOST_DISTANCES: u32 = 30;
const LITERAL_BITS: u32 = 10;
/** Of a short stream, whose codes are not worth a larger table. */
const FEW_LITERAL_BITS: u32 = 9;
const SHORT: u32 = 1024;
const DISTANCE_BITS: u32 = 8;
const LENGTH_BITS: u32 = 7;
const MOST_BITS: u32 = 15;

/** To be called once the region is set. */
export function setUpInflate(): void {
  for (let symbol: u32 = 0; symbol < 288; symbol++) store<u32>(region + RESULT_LITERAL + (symbol << 2), literalResult(symbol));
  for (let symbol: u32 = 0; symbol < 32; symbol++)
    store<u32>(region + RESULT_DISTANCE + (symbol << 2), symbol < MOST_DISTANCES ? extended(DISTANCE_BASE, DISTANCE_EXTRA, symbol) : OTHER);
  for (let symbol: u32 = 0; symbol < 19; symbol++) store<u32>(region + RESULT_LENGTH + (symbol << 2), symbol << 16);
  // RFC 1951, 3.2.6.
  const lengths = region + LENGTHS;
  memory.fill(lengths, 8, 144);
  memory.fill(lengths + 144, 9, 112);
  memory.fill(lengths + 256, 7, 24);
  memory.fill(lengths + 280, 8, 8);
  build(lengths, 288, RESULT_LITERAL, region + FIXED_LITERAL, 9, false);
  memory.fill(lengths, 5, 32);
  build(lengths, 32, RESULT_DISTANCE, region + FIXED_DISTANCE, 5, false);
}

function literalResult(symbol: u32): u32 {
  if (symbol < 256) return LITERAL | (symbol << 16);
  if (symbol == 256) return OTHER | END;
  return symbol < MOST_LITERALS ? extended(LENGTH_BASE, LENGTH_EXTRA, symbol - 257) : OTHER;
}

/** The bits of its code are added to both counts once they are known. */
function extended(bases: usize, extras: usize, i: u32): u32 {
  return (<u32>load<u16>(bases + (i << 1)) << 16) | load<u8>(extras + i);
}

/** Added to a result, for each bit of its code. */
const A_BIT: u32 = 0x101;

// Codes come in order of their values, so that a table grows by doubling: whoever looks up with more bits than a code
// has finds it under all values of the others.
// @ts-ignore: decorator
@inline
function double(table: usize, entries: u32): void {
  const end = table + (<usize>entries << 2);
  let to = end;
  if (entries < 4) for (let from = table; from < end; from += 4, to += 4) store<u32>(to, load<u32>(from));
  else for (let from = table; from < end; from += 16, to += 16) v128.store(to, v128.load(from));
}

// The next code, of the order in which bits are read, behind `code` of `length` bits.
// @ts-ignore: decorator
@inline
function following(code: u32, length: u32): u32 {
  const bit: u32 = 1 << (31 - clz(code ^ ((1 << length) - 1)));
  return (code & (bit - 1)) | bit;
}

/**
 * Makes the table of a code from the lengths of its symbols.
 *
 * @param bits that the first table is looked up with at most
 * @param isLone may be of one code of one bit, or of none
 * @returns bits of the first table, or -1 if the lengths make no code
 */
function build(lengths: usize, symbols: u32, results: usize, table: usize, bits: u32, isLone: bool): i32 {
  const counts = region + COUNTS;
  memory.fill(counts, 0, 64);
  for (let i: u32 = 0; i < symbols; i++) {
    const count = counts + (<usize>load<u8>(lengths + i) << 2);
    store<u32>(count, load<u32>(count) + 1);
  }
  let longest = MOST_BITS;
  while (longest > 1 && load<u32>(counts + (longest << 2)) == 0) longest--;
  if (bits > longest) bits = longest;
  let used: u32 = 0;
  for (let length: u32 = 1, sum: u32 = 0; length <= longest; length++) {
    const count = load<u32>(counts + (length << 2));
    store<u32>(region + STARTS + (length << 2), sum);
    sum += count;
    used = (used << 1) + count;
    if (used > <u32>1 << length) return -1;
  }
  sortSymbols(lengths, symbols);
  if (used < <u32>1 << longest) return isLone && longest == 1 ? lone(used, results, table) : -1;
  fillTable(longest, results, table, bits);
  return bits;
}

function sortSymbols(lengths: usize, symbols: u32): void {
  for (let i: u32 = 0; i < symbols; i++) {
    const length: usize = load<u8>(lengths + i);
    if (length == 0) continue;
    const start = region + STARTS + (length << 2);
    const place = load<u32>(start);
    store<u16>(region + SORTED + (<usize>place << 1), <u16>i);
    store<u32>(start, place + 1);
  }
}

/** The table of the symbol whose code is a single 0, if there is one. */
function lone(used: u32, results: usize, table: usize): i32 {
  const symbol: usize = load<u16>(region + SORTED);
  store<u32>(table, used == 0 ? OTHER : load<u32>(region + results + (symbol << 2)) + A_BIT);
  store<u32>(table, OTHER, 4);
  return 1;
}

function fillTable(longest: u32, results: usize, table: usize, bits: u32): void {
  const counts = region + COUNTS;
  let sorted = region + SORTED;
  let code: u32 = 0;
  let length: u32 = 1;
  let count = load<u32>(counts, 4);
  let end: u32 = 2;
  // Codes that the first table holds.
  for (;;) {
    while (count == 0 && length < bits) {
      double(table, end);
      end <<= 1;
      count = load<u32>(counts + (++length << 2));
    }
    if (count == 0) break;
    const entry = load<u32>(region + results + (<usize>load<u16>(sorted) << 2)) + length * A_BIT;
    sorted += 2;
    count--;
    store<u32>(table + (<usize>code << 2), entry);
    if (code == end - 1) {
      for (; length < bits; length++, end <<= 1) double(table, end);
      return;
    }
    code = following(code, length);
  }
  fillSecond(longest, results, table, bits, code, sorted);
}

/** Codes that are longer than the first table is wide. */
function fillSecond(longest: u32, results: usize, table: usize, bits: u32, first: u32, sorted: usize): void {
  const counts = region + COUNTS;
  const mask = (<u32>1 << bits) - 1;
  let code = first;
  let length = bits;
  let count: u32 = 0;
  let start: u32 = 0;
  let end: u32 = 1 << bits;
  let prefix: u32 = 0xffffffff;
  for (;;) {
    while (count == 0) count = load<u32>(counts + (++length << 2));
    if ((code & mask) != prefix) {
      prefix = code & mask;
      start = end;
      // As wide as the longest code of this prefix: it is full where so many codes are left that they fill it.
      let width = length - bits;
      for (let filled = count; filled < <u32>1 << width; )
        filled = (filled << 1) + load<u32>(counts + ((bits + ++width) << 2));
      end = start + (1 << width);
      store<u32>(table + (<usize>prefix << 2), (start << 16) | OTHER | SECOND | (width << 8) | bits);
    }
    const entry = load<u32>(region + results + (<usize>load<u16>(sorted) << 2)) + (length - bits) * A_BIT;
    sorted += 2;
    count--;
    for (let i = start + (code >> bits); i < end; i += 1 << (length - bits)) store<u32>(table + (<usize>i << 2), entry);
    if (length == longest && code == (<u32>1 << length) - 1) return;
    code = following(code, length);
  }
}

// What has not been decoded yet: bits, how many of them count, and where the bytes behind them are.
let held: u64 = 0;
let holds: u32 = 0;
let next: usize = 0;

// @ts-ignore: decorator
@inline
function fill(): void {
  held |= load<u64>(next) << holds;
  next += (63 - holds) >> 3;
  holds |= 56;
}

// @ts-ignore: decorator
@inline
function drop(bits: u32): void {
  held >>= bits;
  holds -= bits;
}

// @ts-ignore: decorator
@inline
function takeBits(bits: u32): u32 {
  const value = <u32>held & ((<u32>1 << bits) - 1);
  drop(bits);
  return value;
}

let out: usize = 0;
let literals: usize = 0;
let literalBits: u32 = 0;
let distances: usize = 0;
let distanceBits: u32 = 0;

/**
 * @param from the stream, of at most `space` bytes
 * @param size of what has to come out, at `to`
 * @returns bytes that the stream takes; 0 if it is damaged, or gives more or less
 */
export function inflate(from: usize, space: u32, to: usize, size: u32): u32 {
  if (space < 6) return 0;
  const head = (<u32>load<u8>(from) << 8) | load<u8>(from, 1);
  // Deflate, a window of at most 32 KiB, no dictionary.
  if (head % 31 != 0 || (head & 0x0f20) != 0x0800 || head >= 0x8000) return 0;
  const end = from + space;
  next = from + 2;
  held = 0;
  holds = 0;
  out = to;
  for (let isLast = false; !isLast; ) {
    if (next > end + 8) return 0;
    fill();
    isLast = takeBits(1) == 1;
    const kind = takeBits(2);
    if (kind == 0) {
      if (!copyStored(end, to + size)) return 0;
      continue;
    }
    if (kind == 3 || !(kind == 1 ? useFixed() : readCodes(end, space))) return 0;
    if (!inflateBlock(end, to, to + size)) return 0;
  }
  next -= holds >> 3;
  if (out != to + size || next + 4 > end || adler32(to, size) != bswap(load<u32>(next))) return 0;
  return <u32>(next + 4 - from);
}

function copyStored(end: usize, outEnd: usize): bool {
  // The rest of the byte is skipped, what was read ahead given back.
  next -= holds >> 3;
  held = 0;
  holds = 0;
  if (next + 4 > end) return false;
  const length: u32 = load<u16>(next);
  if (<u32>load<u16>(next, 2) != (length ^ 0xffff)) return false;
  next += 4;
  if (next + length > end || out + length > outEnd) return false;
  memory.copy(out, next, length);
  out += length;
  next += length;
  return true;
}

function useFixed(): bool {
  literals = region + FIXED_LITERAL;
  literalBits = 9;
  distances = region + FIXED_DISTANCE;
  distanceBits = 5;
  return true;
}

/** The codes of a block: lengths of their symbols, which are themselves in a code. */
function readCodes(end: usize, space: u32): bool {
  const literalCount = takeBits(5) + 257;
  const distanceCount = takeBits(5) + 1;
  const lengthCount = takeBits(4) + 4;
  if (literalCount > MOST_LITERALS || distanceCount > MOST_DISTANCES) return false;
  const lengths = region + LENGTHS;
  memory.fill(lengths, 0, 19);
  for (let i: u32 = 0; i < lengthCount; i++) {
    if (holds < 3) fill();
    store<u8>(lengths + load<u8>(LENGTH_ORDER + i), <u8>takeBits(3));
  }
  const bits = build(lengths, 19, RESULT_LENGTH, region + TABLE_LENGTH, LENGTH_BITS, false);
  if (bits < 0 || !readLengths(lengths, literalCount + distanceCount, bits) || next > end + 8) return false;
  // Without it the block has no end.
  if (load<u8>(lengths, 256) == 0) return false;
  literals = region + TABLE_LITERAL;
  distances = region + TABLE_DISTANCE;
  const width = space < SHORT ? FEW_LITERAL_BITS : LITERAL_BITS;
  literalBits = build(lengths, literalCount, RESULT_LITERAL, literals, width, true);
  distanceBits = build(lengths + literalCount, distanceCount, RESULT_DISTANCE, distances, DISTANCE_BITS, true);
  return <i32>literalBits > 0 && <i32>distanceBits > 0;
}

function readLengths(lengths: usize, count: u32, bits: u32): bool {
  const mask = (<u32>1 << bits) - 1;
  for (let i: u32 = 0; i < count; ) {
    if (holds < 14) fill();
    const entry = load<u32>(region + TABLE_LENGTH + (<usize>(<u32>held & mask) << 2));
    drop(entry & 255);
    const symbol = entry >> 16;
    if (symbol < 16) {
      store<u8>(lengths + i++, <u8>symbol);
      continue;
    }
    if (symbol == 16 && i == 0) return false;
    const length = symbol == 16 ? load<u8>(lengths + i - 1) : 0;
    const repeat = symbol == 16 ? 3 + takeBits(2) : symbol == 17 ? 3 + takeBits(3) : 11 + takeBits(7);
    if (i + repeat > count) return false;
    memory.fill(lengths + i, length, repeat);
    i += repeat;
  }
  return true;
}

// @ts-ignore: decorator
@inline
function valueOf(entry: u32, bits: u64): u32 {
  return ((entry >> 16) & 0x7fff) + <u32>((bits & ((<u64>1 << (entry & 255)) - 1)) >> ((entry >> 8) & 15));
}

// Where an entry goes on, in the second table.
// @ts-ignore: decorator
@inline
function placeOf(entry: u32, bits: u64): u32 {
  return (entry >> 16) + (<u32>bits & ((<u32>1 << ((entry >> 8) & 15)) - 1));
}

/** Up to the end of the block; false if it is damaged. */
function inflateBlock(end: usize, start: usize, outEnd: usize): bool {
  const literalTable = literals;
  const distanceTable = distances;
  const literalMask = (<u64>1 << literalBits) - 1;
  const distanceMask = (<u64>1 << distanceBits) - 1;
  // In locals, which the compiler keeps in registers.
  let bits = held;
  let count = holds;
  let from = next;
  let to = out;
  bits |= load<u64>(from) << count;
  from += (63 - count) >> 3;
  count |= 56;
  // Always looked up before it is its turn, so that the memory has time to answer.
  let entry = load<u32>(literalTable + (<usize>(bits & literalMask) << 2));
  for (;;) {
    if (to > outEnd || from > end + 8) return false;
    bits |= load<u64>(from) << count;
    from += (63 - count) >> 3;
    count |= 56;
    let before = bits;
    bits >>= entry & 255;
    count -= entry & 255;
    // Two literals and a length take 40 bits of the 56 at most.
    if (entry & LITERAL) {
      store<u8>(to++, <u8>(entry >> 16));
      entry = load<u32>(literalTable + (<usize>(bits & literalMask) << 2));
      before = bits;
      bits >>= entry & 255;
      count -= entry & 255;
      if (entry & LITERAL) {
        store<u8>(to++, <u8>(entry >> 16));
        entry = load<u32>(literalTable + (<usize>(bits & literalMask) << 2));
        before = bits;
        bits >>= entry & 255;
        count -= entry & 255;
        if (entry & LITERAL) {
          store<u8>(to++, <u8>(entry >> 16));
          entry = load<u32>(literalTable + (<usize>(bits & literalMask) << 2));
          continue;
        }
      }
    }
    if (entry & OTHER) {
      if (entry & END) break;
      if ((entry & SECOND) == 0) return false;
      entry = load<u32>(literalTable + (<usize>placeOf(entry, bits) << 2));
      before = bits;
      bits >>= entry & 255;
      count -= entry & 255;
      if (entry & LITERAL) {
        store<u8>(to++, <u8>(entry >> 16));
        entry = load<u32>(literalTable + (<usize>(bits & literalMask) << 2));
        continue;
      }
      if (entry & OTHER) {
        if (entry & END) break;
        return false;
      }
    }
    const length = valueOf(entry, before);
    bits |= load<u64>(from) << count;
    from += (63 - count) >> 3;
    count |= 56;
    entry = load<u32>(distanceTable + (<usize>(bits & distanceMask) << 2));
    if (entry & OTHER) {
      if ((entry & SECOND) == 0) return false;
      bits >>= entry & 255;
      count -= entry & 255;
      entry = load<u32>(distanceTable + (<usize>placeOf(entry, bits) << 2));
      if (entry & OTHER) return false;
    }
    const distance: usize = valueOf(entry, bits);
    bits >>= entry & 255;
    count -= entry & 255;
    entry = load<u32>(literalTable + (<usize>(bits & literalMask) << 2));
    if (to - start < distance) return false;
    copyMatch(to, distance, length);
    to += length;
  }
  held = bits;
  holds = count;
  next = from;
  out = to;
  return true;
}

// May write up to 16 bytes too much.
// @ts-ignore: decorator
@inline
function copyMatch(at: usize, distance: usize, length: u32): void {
  const end = at + length;
  let from = at - distance;
  let to = at;
  if (distance >= 16)
    do {
      v128.store(to, v128.load(from));
      from += 16;
      to += 16;
    } while (to < end);
  else if (distance >= 8)
    do {
      store<u64>(to, load<u64>(from));
      from += 8;
      to += 8;
    } while (to < end);
  else if (distance == 1) {
    const byte = i8x16.splat(load<u8>(from));
    do {
      v128.store(to, byte);
      to += 16;
    } while (to < end);
  } else
    do {
      // Eight are stored and `distance` count: the next step writes over the others.
      store<u64>(to, load<u64>(from));
      from += distance;
      to += distance;
    } while (to < end);
}
