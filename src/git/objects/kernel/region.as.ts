// A thread's own part of the memory that all threads share. What is fixed comes first, then the arena: objects from
// its start upwards, what is needed only while one of them is made from its end downwards.
//
// Nothing here is static: the data of one instance would lie on that of another. Constants that the compiler places
// (memory.data) are the same bytes for every instance, below 1,024, where the needle tables begin.

export let region: usize = 0;
export let arenaEnd: usize = 0;

// Offsets in the region. Sizes of decoding tables: see inflate.as.ts.
export const JOINED: usize = 0x0; // 96 bytes, of the search
export const LENGTHS: usize = 0x80; // u8: 286 + 30 code lengths, and what a repeat may write behind them
export const COUNTS: usize = 0x300; // u32: codes by length, 16
export const STARTS: usize = 0x340; // u32: place in SORTED of the codes of each length, 16
export const SORTED: usize = 0x380; // u16: symbols by length of their codes, 288
export const RESULT_LITERAL: usize = 0x600; // u32: 288
export const RESULT_DISTANCE: usize = 0xa80; // u32: 32
export const RESULT_LENGTH: usize = 0xb00; // u32: 19
export const TABLE_LENGTH: usize = 0xb80; // u32: 128
export const FIXED_LITERAL: usize = 0xd80; // u32: 512
export const FIXED_DISTANCE: usize = 0x1580; // u32: 32
export const TABLE_LITERAL: usize = 0x1600; // u32: 1,334 at most
export const TABLE_DISTANCE: usize = 0x2b00; // u32: 402 at most
export const START: usize = 0x3200; // the first bytes of an object that is not made whole
export const IDS: usize = 0x3300; // an id as bytes
export const WINDOW: usize = 0x4000; // deflated bytes, read ahead
export const WINDOW_SIZE: u32 = 0x40000;
export const FRAMES: usize = WINDOW + WINDOW_SIZE + 64; // 16 bytes each: objects whose children are being read
export const MOST_FRAMES: u32 = 0x10000;
export const HITS: usize = FRAMES + (<usize>MOST_FRAMES << 4); // of the search

let arenaStart: usize = 0;

/** Where objects begin. */
@inline
export function arena(): usize {
  return arenaStart;
}

/** @param hitBytes room for hits of the search */
export function setRegion(start: usize, end: usize, hitBytes: usize): void {
  region = start;
  arenaEnd = end;
  arenaStart = (start + HITS + hitBytes + 63) & ~63;
}
