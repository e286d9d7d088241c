// One zlib stream (RFC 1950, RFC 1951) to bytes whose number is known before: what an entry of a pack is. Refuses what
// zlib refuses. Bits are held in 64, filled up without a condition: at least 56 are there afterwards.

import { adler32 } from './adler.as';
import { build, END, LITERAL, MOST_DISTANCES, MOST_LITERALS, OTHER, SECOND } from './codes.as';
import {
  FIXED_DISTANCE, FIXED_LITERAL, LENGTHS, region, RESULT_DISTANCE, RESULT_LENGTH, RESULT_LITERAL, TABLE_DISTANCE,
  TABLE_LENGTH, TABLE_LITERAL,
} from './region.as';

/** Bytes behind the output that may be written: the longest match, in steps of 16, behind a literal for each bit held. */
export const OUT_SLACK: u32 = 384;
/** Bytes behind the input that may be read. */
export const IN_SLACK: u32 = 32;

const LENGTH_ORDER = memory.data<u8>([16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]);
const LITERAL_BITS: u32 = 10;
/** Of a short stream, whose codes are not worth a larger table. */
const FEW_LITERAL_BITS: u32 = 9;
const SHORT: u32 = 1024;
const DISTANCE_BITS: u32 = 8;
const LENGTH_BITS: u32 = 7;
/** A code of the second table, and the look-up of the next; a length and its extra bits are fewer. */
const MOST_SYMBOL_BITS: u32 = 25;

// What has not been decoded yet: bits, how many of them count, and where the bytes behind them are.
let held: u64 = 0;
let holds: u32 = 0;
let next: usize = 0;

@inline
function fill(): void {
  held |= load<u64>(next) << holds;
  next += (63 - holds) >> 3;
  holds |= 56;
}

@inline
function drop(bits: u32): void {
  held >>= bits;
  holds -= bits;
}

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

@inline
function valueOf(entry: u32, bits: u64): u32 {
  return ((entry >> 16) & 0x7fff) + <u32>((bits & ((<u64>1 << (entry & 255)) - 1)) >> ((entry >> 8) & 15));
}

// Where an entry goes on, in the second table.
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
    while (entry & LITERAL) {
      store<u8>(to++, <u8>(entry >> 16));
      entry = load<u32>(literalTable + (<usize>(bits & literalMask) << 2));
      if (count < MOST_SYMBOL_BITS) {
        if (to > outEnd || from > end + 8) return false;
        bits |= load<u64>(from) << count;
        from += (63 - count) >> 3;
        count |= 56;
      }
      before = bits;
      bits >>= entry & 255;
      count -= entry & 255;
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
