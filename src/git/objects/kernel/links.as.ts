// Whether what an object names is here. Says what ../links.ts says; that one is the reference. The set of ids is that
// of ../known-ids.ts.

import { rangeCount, rangeList } from './delta.as';
import { IDS, region } from './region.as';

/** Called with the address of an id that is not known. */
@external('env', 'unknown')
declare function unknown(id: usize): void;

let table: usize = 0;
let mask: u32 = 0;
let oidBytes: u32 = 20;

/** @param numbers of the table, two an id; 0: nothing is looked for */
export function setKnown(at: usize, numbers: u32, bytesOfAnId: u32): void {
  table = numbers == 0 ? 0 : at;
  mask = numbers - 1;
  oidBytes = bytesOfAnId;
}

function look(id: usize): void {
  const high = bswap(load<u32>(id));
  const last = bswap(load<u32>(id, 4));
  const low = last == 0 ? 1 : last;
  for (let place = (((high ^ low) * 0x9e3779b1) << 1) & mask; ; place = (place + 2) & mask) {
    const entry = table + (<usize>place << 2);
    const held = load<u32>(entry, 4);
    if (held == low && load<u32>(entry) == high) return;
    if (held != 0) continue;
    unknown(id);
    return;
  }
}

function lookHex(at: usize): void {
  const id = region + IDS;
  for (let i: u32 = 0; i < oidBytes; i++)
    store<u8>(id + i, <u8>((digit(load<u8>(at + (i << 1))) << 4) | digit(load<u8>(at + (i << 1), 1))));
  look(id);
}

@inline
function digit(code: u32): u32 {
  return code < 58 ? code - 48 : code - 87;
}

// 'parent ', as a number of eight bytes the last of which is nothing.
const PARENT: u64 = 0x00_20_74_6e_65_72_61_70;

/**
 * Looks at the links of a commit or tag.
 * @returns false if it ends before: all of it then has to be looked at
 */
export function lookAtText(isCommit: bool, at: usize, size: u32): bool {
  if (table == 0) return true;
  const digits = oidBytes << 1;
  const head: u32 = isCommit ? 5 : 7; // 'tree ', 'object '
  if (size < head + digits) return false;
  lookHex(at + head);
  if (!isCommit) return true;
  for (let line = head + digits + 1; line + 7 <= size; line += 7 + digits + 1) {
    if ((load<u64>(at + line) & 0x00ffffffffffffff) != PARENT) return true;
    if (line + 7 + digits > size) return false;
    lookHex(at + line + 7);
  }
  return true;
}

const MODE: u32 = 6;

// '16', as a number of two bytes: so begins the mode of a commit of another repository, and no other.
const GITLINK: u16 = 0x3631;

/** Looks at the id of each entry in a tree that touches a stretch that differs, or of all. */
export function lookAtTree(tree: usize, size: u32, isAll: bool): void {
  if (table == 0) return;
  const last: u32 = isAll ? 1 : rangeCount;
  let range: u32 = 0;
  let from: u32 = isAll ? 0 : rangeStart(0);
  let to: u32 = isAll ? size : rangeEnd(0);
  for (let at: u32 = 0; at < size && range < last; ) {
    const end = endOfName(tree, at + MODE, size);
    const next = end + 1 + oidBytes;
    if (next >= from && next <= size && load<u16>(tree + at) != GITLINK) look(tree + end + 1);
    at = next;
    while (range < last && at > to) {
      if (++range == last) break;
      from = rangeStart(range);
      to = rangeEnd(range);
    }
  }
}

@inline
function rangeStart(range: u32): u32 {
  return range < rangeCount ? load<u32>(rangeList + (<usize>range << 3)) : 0;
}

@inline
function rangeEnd(range: u32): u32 {
  return range < rangeCount ? load<u32>(rangeList + (<usize>range << 3), 4) : 0;
}

@inline
function endOfName(tree: usize, from: u32, size: u32): u32 {
  for (let at = from; at < size; at += 16) {
    const zeros = i8x16.bitmask(i8x16.eq(v128.load(tree + at), i8x16.splat(0)));
    if (zeros != 0) return min(at + ctz(zeros), size);
  }
  return max(from, size);
}
