// Adler-32, the checksum at the end of a zlib stream (RFC 1950), 32 bytes at a time: over a block, the first sum grows
// by the bytes, the second by 32 times the first sum and each byte times its distance from the end of the block.

const WEIGHTS = memory.data<u8>([
  32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1,
]);
const MODULUS: u32 = 65521;
const MOST_BLOCKS: u32 = 173; // 5,536 bytes: the second sum stays below 2^32

@inline
function sumOf(lanes: v128): u32 {
  const pairs = i32x4.add(lanes, i32x4.shuffle(lanes, lanes, 2, 3, 0, 1));
  return i32x4.extract_lane(pairs, 0) + i32x4.extract_lane(pairs, 1);
}

export function adler32(at: usize, length: u32): u32 {
  let a: u32 = 1;
  let b: u32 = 0;
  const far = v128.load(WEIGHTS);
  const near = v128.load(WEIGHTS, 16);
  while (length >= 32) {
    const blocks = min(length >> 5, MOST_BLOCKS);
    length -= blocks << 5;
    b += a * (blocks << 5);
    let bytes = i32x4.splat(0);
    let weighted = i32x4.splat(0);
    let before = i32x4.splat(0);
    for (let i: u32 = 0; i < blocks; i++) {
      const x = v128.load(at);
      const y = v128.load(at, 16);
      at += 32;
      before = i32x4.add(before, bytes);
      const pairs = i16x8.add(i16x8.extadd_pairwise_i8x16_u(x), i16x8.extadd_pairwise_i8x16_u(y));
      bytes = i32x4.add(bytes, i32x4.extadd_pairwise_i16x8_u(pairs));
      const products = i16x8.add(
        i16x8.add(i16x8.extmul_low_i8x16_u(x, far), i16x8.extmul_high_i8x16_u(x, far)),
        i16x8.add(i16x8.extmul_low_i8x16_u(y, near), i16x8.extmul_high_i8x16_u(y, near))
      );
      weighted = i32x4.add(weighted, i32x4.extadd_pairwise_i16x8_u(products));
    }
    a += sumOf(bytes);
    b += sumOf(i32x4.add(weighted, i32x4.shl(before, 5)));
    a %= MODULUS;
    b %= MODULUS;
  }
  for (; length != 0; length--) {
    a += load<u8>(at++);
    b += a;
  }
  return ((b % MODULUS) << 16) | a % MODULUS;
}
