// The search kernel, in AssemblyScript: compiled by test/build/kernel.ts into search.generated.ts.
//
// Teddy (the multi-literal search of Hyperscan, described in the `aho-corasick` crate's packed/teddy documentation):
// four consecutive places of every needle are its fingerprint; needles share eight buckets, one bit of a byte each.
// For a block of 16 offsets, two table look-ups a place (low and high nibble) leave the bits of the buckets whose
// fingerprint may stand at each offset. What is left is compared place by place.
//
// Memory, filled by searcher.ts: nibble tables, bucket lists, needles, classes, then hits, then the text. The text is
// followed by at least 32 bytes that belong to nobody.

const NIBBLES: usize = 1024; // 4 places x (16 low + 16 high)
const BUCKETS: usize = 1280; // 9 x u32: start of each bucket's list in NEEDLE_IDS, and the end of the last
const LANES: usize = 1344; // 16 bytes of scratch
const JOINED: usize = 1408; // 96 bytes: the ends of two lines, joined

let needleIds: usize = 0; // u16: needles in the order of their buckets
let needles: usize = 0; // 8 bytes each: u32 start in `places`, u16 length, u16 offset of the fingerprint
let places: usize = 0; // u16: class of each place
let classes: usize = 0; // 256 bytes each: 1 where the byte belongs to the class
let hits: usize = 0; // u32 offset, u32 needle
let hitLimit: i32 = 0;
let text: usize = 0;
let resumeAt: i32 = 0;

export function setUp(ids: usize, records: usize, placeTable: usize, classTable: usize, out: usize, limit: i32): void {
  needleIds = ids;
  needles = records;
  places = placeTable;
  classes = classTable;
  hits = out;
  hitLimit = limit;
}

export function setText(at: usize): void {
  text = at;
}

/** Where the next `find` has to go on, or the length if all was searched. */
export function resume(): i32 {
  return resumeAt;
}

/** Writes hits from offset `from` on; stops early when the room for them may run out. Returns how many. */
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
  let count: i32 = 0;
  let at = from;
  while (at < length) {
    const place = text + <usize>at;
    const found = block(place, l0, h0, l1, h1, l2, h2, l3, h3);
    const ends = runEnds(place);
    if (v128.any_true(v128.or(found, ends))) {
      if (count + reserve > hitLimit) {
        resumeAt = at;
        return count;
      }
      if (v128.any_true(found)) count = verify(found, text, at, length, count, 0);
      if (v128.any_true(ends)) count = joinLines(i8x16.bitmask(ends), at, length, count);
    }
    at += 16;
  }
  resumeAt = length;
  return count;
}

// Offsets of base64 characters and carriage returns that a line feed follows: most lines of source code end otherwise.
// One bit for each row of the ASCII table, so that two look-ups tell the class.
// @ts-ignore: decorator
@inline
function runEnds(place: usize): v128 {
  const low = i8x16(26, 30, 30, 30, 30, 30, 30, 30, 30, 30, 28, 5, 4, 37, 4, 13);
  const high = i8x16(32, 0, 1, 2, 4, 8, 4, 16, 0, 0, 0, 0, 0, 0, 0, 0);
  const a = v128.load(place);
  const kind = v128.and(i8x16.swizzle(low, v128.and(a, i8x16.splat(15))), i8x16.swizzle(high, i8x16.shr_u(a, 4)));
  return v128.and(i8x16.ne(kind, i8x16.splat(0)), i8x16.eq(v128.load(place + 1), i8x16.splat(10)));
}

// Bits of the buckets whose fingerprint may stand at each of 16 offsets.
// @ts-ignore: decorator
@inline
function block(place: usize, l0: v128, h0: v128, l1: v128, h1: v128, l2: v128, h2: v128, l3: v128, h3: v128): v128 {
  const nibble = i8x16.splat(15);
  const a = v128.load(place);
  const b = v128.load(place + 1);
  const c = v128.load(place + 2);
  const d = v128.load(place + 3);
  return v128.and(
    v128.and(
      v128.and(i8x16.swizzle(l0, v128.and(a, nibble)), i8x16.swizzle(h0, i8x16.shr_u(a, 4))),
      v128.and(i8x16.swizzle(l1, v128.and(b, nibble)), i8x16.swizzle(h1, i8x16.shr_u(b, 4)))
    ),
    v128.and(
      v128.and(i8x16.swizzle(l2, v128.and(c, nibble)), i8x16.swizzle(h2, i8x16.shr_u(c, 4))),
      v128.and(i8x16.swizzle(l3, v128.and(d, nibble)), i8x16.swizzle(h3, i8x16.shr_u(d, 4)))
    )
  );
}

// Needles at 16 offsets from `at` of the text at `base`. With `joined`, only those that reach over the middle of the
// joined lines and are of a kind that is wrapped; their offsets are then those of the joined text.
function verify(found: v128, base: usize, at: i32, length: i32, before: i32, joined: i32): i32 {
  let count = before;
  v128.store(LANES, found);
  let lanes = i8x16.bitmask(i8x16.ne(found, i8x16.splat(0)));
  while (lanes != 0) {
    const lane = ctz(lanes);
    lanes &= lanes - 1;
    let buckets = <u32>load<u8>(LANES + <usize>lane);
    while (buckets != 0) {
      const bucket = ctz(buckets);
      buckets &= buckets - 1;
      let id = load<u32>(BUCKETS + <usize>bucket * 4);
      const end = load<u32>(BUCKETS + <usize>bucket * 4 + 4);
      for (; id < end; id++) {
        const needle = <u32>load<u16>(needleIds + <usize>id * 2);
        const start = matches(needle, base, at + <i32>lane, length, joined);
        if (start >= 0) {
          store<u32>(hits + <usize>count * 8, <u32>start);
          store<u32>(hits + <usize>count * 8 + 4, needle);
          count++;
        }
      }
    }
  }
  return count;
}

// Offset of the needle whose fingerprint may stand at `at`, or -1.
function matches(needle: u32, base: usize, at: i32, length: i32, joined: i32): i32 {
  const record = needles + <usize>needle * 8;
  const flags = <i32>load<u16>(record + 4);
  const size = flags & 0x7fff;
  const start = at - <i32>load<u16>(record + 6);
  if (start < 0 || start + size > length) return -1;
  if (joined != 0 && (flags < 0x8000 || start >= REACH || start + size <= REACH)) return -1;
  let place = places + <usize>load<u32>(record) * 2;
  const from = base + <usize>start;
  for (let i: i32 = 0; i < size; i++) {
    const kind = <usize>load<u16>(place);
    if (load<u8>(classes + (kind << 8) + <usize>load<u8>(from + <usize>i)) == 0) return -1;
    place += 2;
  }
  return start;
}

// A needle of a wrapped kind may be cut by a line end. Where a long run of base64 characters ends at one and another
// goes on behind it, the two are joined and searched again.
function joinLines(ends: i32, at: i32, length: i32, before: i32): i32 {
  let count = before;
  let left = ends;
  while (left != 0) {
    const end = at + ctz(left) + 1;
    left &= left - 1;
    if (end < length) count = joinLine(end, length, count);
  }
  return count;
}

const REACH: i32 = 16; // characters taken from each side; no wrapped needle is longer

function joinLine(end: i32, length: i32, before: i32): i32 {
  let last = end - 1;
  if (last >= 0 && load<u8>(text + <usize>last) == 13) last--;
  if (last < LEAST_WIDTH - 1) return before;
  for (let i: i32 = 0; i < LEAST_WIDTH; i++) if (!isBase64(load<u8>(text + <usize>(last - i)))) return before;
  let next = end + 1;
  while (next < length && isBlank(load<u8>(text + <usize>next))) next++;
  if (next >= length || !isBase64(load<u8>(text + <usize>next))) return before;
  const after = min(REACH, length - next);
  memory.fill(JOINED, 0, 96);
  memory.copy(JOINED, text + <usize>(last + 1 - REACH), REACH);
  memory.copy(JOINED + <usize>REACH, text + <usize>next, <usize>after);
  const found = block(
    JOINED,
    v128.load(NIBBLES), v128.load(NIBBLES + 16), v128.load(NIBBLES + 32), v128.load(NIBBLES + 48),
    v128.load(NIBBLES + 64), v128.load(NIBBLES + 80), v128.load(NIBBLES + 96), v128.load(NIBBLES + 112)
  );
  const count = verify(found, JOINED, 0, REACH + after, before, 1);
  for (let i = before; i < count; i++) {
    const hit = hits + <usize>i * 8;
    store<u32>(hit, load<u32>(hit) + <u32>(last + 1 - REACH));
  }
  return count;
}

const LEAST_WIDTH: i32 = 24;

function isBase64(byte: u8): bool {
  const lower = byte | 0x20;
  return (lower >= 0x61 && lower <= 0x7a) || (byte >= 0x30 && byte <= 0x39) || byte == 0x2b || byte == 0x2f || byte == 0x2d || byte == 0x5f;
}

function isBlank(byte: u8): bool {
  return byte == 0x20 || byte == 0x09;
}
