// The entries of a pack: where they are, and what is inflated of them.

import { inflate, IN_SLACK, OUT_SLACK } from './inflate.as';
import { arenaEnd, region, WINDOW, WINDOW_SIZE } from './region.as';

/** Reads bytes of the pack; returns how many there were. */
@external('env', 'read')
declare function read(from: f64, length: u32, to: usize): u32;

/** An entry that does not end where the next begins. */
@external('env', 'gap')
declare function gap(entry: u32): void;

export const NONE: u32 = 0xffffffff;

// The plan of the pack, one element an entry: see ../pack-plan.ts.
export let offsets: usize = 0; // f64, and one more
export let sizes: usize = 0; // f64
export let headers: usize = 0; // u8
export let types: usize = 0; // u8
export let firstChild: usize = 0; // i32
export let nextSibling: usize = 0; // i32

export function setPlan(
  offsetTable: usize, sizeTable: usize, headerTable: usize, typeTable: usize, childTable: usize, siblingTable: usize
): void {
  offsets = offsetTable;
  sizes = sizeTable;
  headers = headerTable;
  types = typeTable;
  firstChild = childTable;
  nextSibling = siblingTable;
  windowFrom = 0;
  windowFilled = 0;
}

const LEAST_AHEAD: u32 = 4096;
let windowFrom: f64 = 0;
let windowFilled: u32 = 0;
let ahead: u32 = LEAST_AHEAD;

/** Where the free part of the arena ends while an entry is read: deflated data that the window does not hold is behind. */
let ceiling: usize = 0;

// The deflated data of an entry, or 0. Reads ahead as far as the last reads went on from each other.
function deflated(offset: f64, space: u32, bottom: usize): usize {
  ceiling = arenaEnd;
  if (space > WINDOW_SIZE) {
    if (<usize>space + IN_SLACK + 64 > arenaEnd - bottom) return 0;
    ceiling = (arenaEnd - space - IN_SLACK) & ~63;
    return read(offset, space, ceiling) == space ? ceiling : 0;
  }
  const behind = windowFrom + windowFilled;
  if (offset < windowFrom || offset + space > behind) {
    ahead = offset >= windowFrom && offset <= behind + LEAST_AHEAD ? min(ahead << 1, WINDOW_SIZE) : LEAST_AHEAD;
    windowFrom = offset;
    windowFilled = read(offset, max(space, ahead), region + WINDOW);
    if (windowFilled < space) return 0;
  }
  return region + WINDOW + <usize>(offset - windowFrom);
}

// What deflating can make of so many bytes at worst. A lost index entry makes the place of the one before look longer.
@inline
function mostDeflated(size: f64): f64 {
  return size + Math.ceil(size / 8) + 1024;
}

// Inflates an entry to `to`; false if it is damaged, or does not fit.
export function inflateEntry(entry: u32, to: usize): bool {
  const size = load<f64>(sizes + (<usize>entry << 3));
  const offset = load<f64>(offsets + (<usize>entry << 3)) + load<u8>(headers + entry);
  const space = load<f64>(offsets + (<usize>entry << 3), 8) - offset;
  if (space <= 0 || size + OUT_SLACK > <f64>(arenaEnd - to)) return false;
  const length = <u32>min(space, mostDeflated(size));
  const from = deflated(offset, length, to + <usize>size + OUT_SLACK);
  if (from == 0 || size + OUT_SLACK > <f64>(ceiling - to)) return false;
  const taken = inflate(from, length, to, <u32>size);
  if (taken == 0) return false;
  if (<f64>taken != space) gap(entry);
  return true;
}
