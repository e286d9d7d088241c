// Tables of the codes of deflate (RFC 1951).
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

import {
  COUNTS, FIXED_DISTANCE, FIXED_LITERAL, LENGTHS, region, RESULT_DISTANCE, RESULT_LENGTH, RESULT_LITERAL, SORTED, STARTS,
} from './region.as';

export const LITERAL: u32 = 0x80000000;
export const OTHER: u32 = 0x8000;
export const SECOND: u32 = 0x4000;
export const END: u32 = 0x2000;

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

export const MOST_LITERALS: u32 = 286;
export const MOST_DISTANCES: u32 = 30;
const MOST_BITS: u32 = 15;

/** To be called once the region is set. */
export function setUpCodes(): void {
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

// Codes come in order of their values, so that a table grows by doubling: a look-up with more bits than a code has finds it
// under all values of the others.
@inline
function double(table: usize, entries: u32): void {
  const end = table + (<usize>entries << 2);
  let to = end;
  if (entries < 4) for (let from = table; from < end; from += 4, to += 4) store<u32>(to, load<u32>(from));
  else for (let from = table; from < end; from += 16, to += 16) v128.store(to, v128.load(from));
}

// The next code, of the order in which bits are read, behind `code` of `length` bits.
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
export function build(lengths: usize, symbols: u32, results: usize, table: usize, bits: u32, isLone: bool): i32 {
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
