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
  const low0 = v128.load(NIBBLES);
  const high0 = v128.load(NIBBLES + 16);
  const low1 = v128.load(NIBBLES + 32);
  const high1 = v128.load(NIBBLES + 48);
  const low2 = v128.load(NIBBLES + 64);
  const high2 = v128.load(NIBBLES + 80);
  const low3 = v128.load(NIBBLES + 96);
  const high3 = v128.load(NIBBLES + 112);
  const nibble = i8x16.splat(15);
  let count: i32 = 0;
  let at = from;
  while (at < length) {
    const place = text + <usize>at;
    const a = v128.load(place);
    const b = v128.load(place + 1);
    const c = v128.load(place + 2);
    const d = v128.load(place + 3);
    let found = v128.and(
      v128.and(
        v128.and(i8x16.swizzle(low0, v128.and(a, nibble)), i8x16.swizzle(high0, i8x16.shr_u(a, 4))),
        v128.and(i8x16.swizzle(low1, v128.and(b, nibble)), i8x16.swizzle(high1, i8x16.shr_u(b, 4)))
      ),
      v128.and(
        v128.and(i8x16.swizzle(low2, v128.and(c, nibble)), i8x16.swizzle(high2, i8x16.shr_u(c, 4))),
        v128.and(i8x16.swizzle(low3, v128.and(d, nibble)), i8x16.swizzle(high3, i8x16.shr_u(d, 4)))
      )
    );
    if (v128.any_true(found)) {
      if (count + reserve > hitLimit) {
        resumeAt = at;
        return count;
      }
      count = verify(found, at, length, count);
    }
    at += 16;
  }
  resumeAt = length;
  return count;
}

function verify(found: v128, at: i32, length: i32, before: i32): i32 {
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
        const start = matches(needle, at + <i32>lane, length);
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
function matches(needle: u32, at: i32, length: i32): i32 {
  const record = needles + <usize>needle * 8;
  const size = <i32>load<u16>(record + 4);
  const start = at - <i32>load<u16>(record + 6);
  if (start < 0 || start + size > length) return -1;
  let place = places + <usize>load<u32>(record) * 2;
  const from = text + <usize>start;
  for (let i: i32 = 0; i < size; i++) {
    const kind = <usize>load<u16>(place);
    if (load<u8>(classes + (kind << 8) + <usize>load<u8>(from + <usize>i)) == 0) return -1;
    place += 2;
  }
  return start;
}
