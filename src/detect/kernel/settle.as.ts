// Which hits need no closer look. A plain keyword with fewer characters of a body behind it than any key has is no
// candidate, unless what ends the body can be inside a key: a quote, an escape, a soft break. Most hits are of this
// kind, names that begin like a key. See extent.ts ('too-short') and decode/pieces.ts (CARRIES_ON).

let plain: usize = 0; // u8 a needle: length of the keyword; 0 of an encoded one, which is never settled here
let least: usize = 0; // u8 a needle: characters of the shortest body
let kinds: usize = 0; // u8 a byte: 1 of a body, 2 may be inside a key that goes on behind it

export function setSettling(plainTable: usize, leastTable: usize, kindTable: usize): void {
  plain = plainTable;
  least = leastTable;
  kinds = kindTable;
}

/**
 * @param hits pairs of u32: offset, needle
 * @param end hits from here on do not count
 * @param isWhole nothing follows the text
 * @returns true if none of the hits needs a closer look
 */
export function areSettled(hits: usize, count: i32, text: usize, length: u32, end: u32, isWhole: bool): bool {
  for (let i: i32 = 0; i < count; i++) {
    const hit = hits + (<usize>i << 3);
    const start = load<u32>(hit);
    if (start >= end) continue;
    const needle = load<u32>(hit, 4);
    const prefix: u32 = load<u8>(plain + needle);
    if (prefix == 0) return false;
    const from = start + prefix;
    const most = from + load<u8>(least + needle);
    let at = from;
    while (at < length && at < most && kindAt(text + at) == 1) at++;
    if (at >= most) return false;
    if (at < length ? kindAt(text + at) == 2 : !isWhole) return false;
  }
  return true;
}

@inline
function kindAt(at: usize): u32 {
  return load<u8>(kinds + load<u8>(at));
}
