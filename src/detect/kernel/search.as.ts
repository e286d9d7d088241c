// The search kernel, in AssemblyScript: compiled by test/build/kernel.ts into search.generated.ts.
//
// Teddy (the multi-literal search of Hyperscan, described in the `aho-corasick` crate's packed/teddy documentation):
// four consecutive places of every needle are its fingerprint; needles share eight buckets, one bit of a byte each.
// For a block of 16 bytes, two table look-ups a place (low and high nibble) leave the bits of the buckets whose
// fingerprint may end at each byte. A hash of those four bytes names the few needles that may stand there, most often
// none; they are compared place by place.
//
// Memory, filled by tables.ts: nibble tables, groups by hash, needles, classes, then hits, then the text. The text is
// followed by at least 32 unused bytes.

const NIBBLES: usize = 1024; // 4 places x (16 low + 16 high)
let joined: usize = 1408; // 96 bytes: the ends of two lines, joined
const GROUP_OF: usize = 2048; // 8,192 x u16: the group of needles that have a fingerprint of this hash; 0 has none

let groups: usize = 0; // u32: start of each group in `ids`, and the end of the last
let ids: usize = 0; // u16: needles, by group
let needles: usize = 0; // 8 bytes each: u32 start in `places`, u16 length, u16 offset of the fingerprint
let places: usize = 0; // u16: class of each place
let classes: usize = 0; // 32 bytes each: the bits of the bytes that belong to the class
let hits: usize = 0; // u32 offset, u32 needle
let hitLimit: i32 = 0;
let text: usize = 0;
let resumeAt: i32 = 0;

export function setUp(
  groupTable: usize, idTable: usize, records: usize, placeTable: usize, classTable: usize,
  out: usize, limit: i32, textAt: usize
): void {
  groups = groupTable;
  ids = idTable;
  needles = records;
  places = placeTable;
  classes = classTable;
  hits = out;
  hitLimit = limit;
  text = textAt;
}

/** The text that `find` searches. */
export function setText(at: usize): void {
  text = at;
}

/** Memory for the ends of two lines, 96 bytes: of its own for each thread. */
export function setScratch(at: usize): void {
  joined = at;
}

/** Where the next `find` has to go on, or -1 if all was searched. */
export function resume(): i32 {
  return resumeAt;
}

/** Writes hits from the block at `from` on; stops early when fewer than `reserve` more fit. Returns how many. */
export function find(from: i32, length: i32, reserve: i32): i32 {
  // In locals, as the compiler cannot know that writing a hit leaves the tables alone.
  const l0 = v128.load(NIBBLES);
  const h0 = v128.load(NIBBLES + 16);
  const l1 = v128.load(NIBBLES + 32);
  const h1 = v128.load(NIBBLES + 48);
  const l2 = v128.load(NIBBLES + 64);
  const h2 = v128.load(NIBBLES + 80);
  const l3 = v128.load(NIBBLES + 96);
  const h3 = v128.load(NIBBLES + 112);
  const nibble = i8x16.splat(15);
  let before0 = i8x16.splat(0);
  let before1 = before0;
  let before2 = before0;
  let run: u64 = 0;
  let count: i32 = 0;
  // A block needs the places found in the one before, and a line end the 17 bytes before it. The byte behind the text
  // counts as well: it is the fourth place of a needle that has three.
  for (let at = max(0, from - 32); at <= length; at += 16) {
    const bytes = v128.load(text + <usize>at);
    const low = v128.and(bytes, nibble);
    const high = v128.and(i16x8.shr_u(bytes, 4), nibble);
    const at0 = v128.and(i8x16.swizzle(l0, low), i8x16.swizzle(h0, high));
    const at1 = v128.and(i8x16.swizzle(l1, low), i8x16.swizzle(h1, high));
    const at2 = v128.and(i8x16.swizzle(l2, low), i8x16.swizzle(h2, high));
    const at3 = v128.and(i8x16.swizzle(l3, low), i8x16.swizzle(h3, high));
    const found = v128.and(
      v128.and(at3, i8x16.shuffle(before2, at2, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30)),
      v128.and(
        i8x16.shuffle(before1, at1, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29),
        i8x16.shuffle(before0, at0, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28)
      )
    );
    before0 = at0;
    before1 = at1;
    before2 = at2;
    run = (run >> 16) | (<u64>i8x16.bitmask(i8x16.gt_s(bytes, i8x16.splat(BELOW_BASE64))) << 48);
    const ends = <i32>(longRuns(run) >> 46) & i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(10)));
    if ((<i32>v128.any_true(found) | ends) == 0 || at < from) continue;
    if (count + reserve > hitLimit) {
      resumeAt = at;
      return count;
    }
    if (v128.any_true(found)) count = verify(found, at, length, count);
    if (ends != 0) count = joinLine(at + ctz(ends), length, count);
  }
  resumeAt = -1;
  return count;
}

const BELOW_BASE64: i8 = 0x2a; // all base64 characters come behind it, and few that end a line of source code

// Bits that end 16 set ones. Of two line ends in a block, the second can then only follow the first at once: an empty
// line, which joins nothing.
@inline
function longRuns(run: u64): u64 {
  run &= run << 1;
  run &= run << 2;
  run &= run << 4;
  return run & (run << 8);
}

// Needles whose fingerprints may end at the 16 bytes from `at`.
function verify(found: v128, at: i32, length: i32, before: i32): i32 {
  let count = before;
  let lanes = i8x16.bitmask(i8x16.ne(found, i8x16.splat(0)));
  while (lanes != 0) {
    const start = at + ctz(lanes) - 3;
    lanes &= lanes - 1;
    const group = groupAt(text + <usize>start);
    if (group != 0) count = compare(group, text, start, length, count, 0);
  }
  return count;
}

// The group of needles that may have their fingerprint at `place`; 0 if none has.
@inline
function groupAt(place: usize): u32 {
  return load<u16>(GROUP_OF + <usize>(((load<u32>(place) * HASH) >> 19) << 1));
}

const HASH: u32 = 0x9e3779b1; // as in tables.ts

// Writes the needles of the group whose fingerprint is at `at` of the text at `base`.
function compare(group: u32, base: usize, at: i32, length: i32, before: i32, seam: i32): i32 {
  let count = before;
  let id = load<u32>(groups + <usize>group * 4);
  const end = load<u32>(groups + <usize>group * 4 + 4);
  for (; id < end; id++) {
    const needle = <u32>load<u16>(ids + <usize>id * 2);
    const start = matches(needle, base, at, length, seam);
    if (start < 0) continue;
    store<u32>(hits + <usize>count * 8, <u32>start);
    store<u32>(hits + <usize>count * 8 + 4, needle);
    count++;
  }
  return count;
}

// Offset of the needle whose fingerprint may stand at `at`, or -1. With a seam, only needles that reach over it and
// are of a kind that is wrapped.
function matches(needle: u32, base: usize, at: i32, length: i32, seam: i32): i32 {
  const record = needles + <usize>needle * 8;
  const flags = <i32>load<u16>(record + 4);
  const size = flags & 0x7fff;
  const start = at - <i32>load<u16>(record + 6);
  if (start < 0 || start + size > length) return -1;
  if (seam != 0 && (flags < 0x8000 || start >= seam || start + size <= seam)) return -1;
  let place = places + <usize>load<u32>(record) * 2;
  const from = base + <usize>start;
  for (let i: i32 = 0; i < size; i++) {
    const kind = <usize>load<u16>(place);
    const byte = <u32>load<u8>(from + <usize>i);
    if (((<u32>load<u8>(classes + (kind << 5) + <usize>(byte >> 3)) >> (byte & 7)) & 1) == 0) return -1;
    place += 2;
  }
  return start;
}

const REACH: i32 = 32; // characters taken from each side: no needle is longer
const MOST_INDENT: i32 = 128; // of a wrapped line; so a hit depends on no byte that is further away
const LEAST_WIDTH: i32 = 24;

// A needle of a wrapped kind may be cut by a line end. Where a long run of base64 characters ends at one and another
// goes on behind it, the two are joined and searched again.
function joinLine(end: i32, length: i32, before: i32): i32 {
  let last = end - 1;
  if (last >= 0 && load<u8>(text + <usize>last) == 13) last--;
  if (end >= length || last < LEAST_WIDTH - 1) return before;
  for (let i: i32 = 0; i < LEAST_WIDTH; i++) if (!isBase64(load<u8>(text + <usize>(last - i)))) return before;
  let next = end + 1;
  const most = min(length, next + MOST_INDENT);
  while (next < most && isBlank(load<u8>(text + <usize>next))) next++;
  if (next >= length || !isBase64(load<u8>(text + <usize>next))) return before;
  const seam = min(REACH, last + 1);
  const size = seam + min(REACH, length - next);
  memory.copy(joined, text + <usize>(last + 1 - seam), seam);
  memory.copy(joined + <usize>seam, text + <usize>next, REACH);
  let count = before;
  for (let at: i32 = 0; at < size; at++) {
    const group = groupAt(joined + <usize>at);
    if (group != 0) count = compare(group, joined, at, size, count, seam);
  }
  for (let i = before; i < count; i++) {
    const hit = hits + <usize>i * 8;
    store<u32>(hit, load<u32>(hit) + <u32>(last + 1 - seam));
  }
  return count;
}

function isBase64(byte: u8): bool {
  const lower = byte | 0x20;
  return (lower >= 0x61 && lower <= 0x7a) || (byte >= 0x30 && byte <= 0x39) || byte == 0x2b || byte == 0x2f || byte == 0x2d || byte == 0x5f;
}

function isBlank(byte: u8): bool {
  return byte == 0x20 || byte == 0x09;
}
