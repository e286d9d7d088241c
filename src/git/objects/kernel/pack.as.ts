// The pack kernel, in AssemblyScript: compiled by test/build/kernel.ts into pack.generated.ts. Reads the objects of a
// pack, depth-first over the tree of deltas: inflates each entry once, makes of it what is needed, searches it.
// ../pack-walk.ts says the same in TypeScript; it is the reference, and read where there is no WebAssembly.
//
// An object is either quiet or handed out. Quiet: no hit in it needs a closer look, it does not begin like a file of a
// format that has to be named, and it is of no type of which all are wanted. Then it is counted here, and its links are
// looked at here. Otherwise JavaScript gets it whole and does all of that itself, so that both can only say the same.
//
// A blob from which nothing is made is never made whole while it is quiet: just what differs from its base.

import { find, resume, setScratch, setText, setUp } from '../../../detect/kernel/search.as';
import { areSettled, setSettling } from '../../../detect/kernel/settle.as';
import {
  copyStretch, listBytes, madeSize, makeObject, nextWindow, rangeCount, rangeList, readDelta, startStretches, startWindows,
  windowEnd, windowStart,
} from './delta.as';
import { inflate, IN_SLACK, OUT_SLACK, setUpInflate } from './inflate.as';
import { lookAtText, lookAtTree, setKnown } from './links.as';
import { arena, arenaEnd, FRAMES, HITS, JOINED, MOST_FRAMES, region, setRegion, START, WINDOW, WINDOW_SIZE } from './region.as';

// For tests, which compare it with zlib.
export { inflate };

/** Reads bytes of the pack; returns how many there were. */
// @ts-ignore: decorator
@external('env', 'read')
declare function read(from: f64, length: u32, to: usize): u32;

/** Hands out an object. `ranges` is how many stretches differ from its base, or -1. Returns 1 if it may hold a key. */
// @ts-ignore: decorator
@external('env', 'look')
declare function look(entry: u32, at: usize, size: u32, ranges: i32, list: usize, baseMark: u32): u32;

/** An entry that could not be read. What is made from it is not read either. */
// @ts-ignore: decorator
@external('env', 'leave')
declare function leave(entry: u32): void;

/** An entry that does not end where the next begins. */
// @ts-ignore: decorator
@external('env', 'gap')
declare function gap(entry: u32): void;

const COMMIT: u32 = 1;
const TREE: u32 = 2;
const BLOB: u32 = 3;
const NONE: u32 = 0xffffffff;

/** Quiet objects since `setUpPack`. */
export let quiet: f64 = 0;
export let quietBlobs: f64 = 0;
export let quietCommits: f64 = 0;
export let quietBytes: f64 = 0;

let reserve: i32 = 0;
let reach: u32 = 0;
let farReach: u32 = 0;
let starts: usize = 0; // a bit for each first two bytes of an object: set if it is to be handed out
let wanted: u32 = 0; // a bit for each type: set if all of it are to be handed out

/** The part of the memory that is this thread's, and what is searched for. Tables: see detect/kernel. */
export function setUpThread(
  start: usize, end: usize,
  groups: usize, ids: usize, needles: usize, places: usize, classes: usize, hitLimit: i32, hitReserve: i32,
  plain: usize, least: usize, kinds: usize
): void {
  setRegion(start, end, <usize>hitLimit << 3);
  setUp(groups, ids, needles, places, classes, region + HITS, hitLimit, 0);
  setScratch(region + JOINED);
  setSettling(plain, least, kinds);
  setUpInflate();
  reserve = hitReserve;
}

/** What is handed out, how far round a change is searched (see `isSettledWithin`), and the ids that are known. */
export function setUpLook(
  startBits: usize, wantedTypes: u32, near: u32, far: u32, known: usize, numbers: u32, oidBytes: u32
): void {
  starts = startBits;
  wanted = wantedTypes;
  reach = near;
  farReach = far;
  setKnown(known, numbers, oidBytes);
}

// The plan of the pack, one element an entry: see ../pack-plan.ts.
let offsets: usize = 0; // f64, and one more
let sizes: usize = 0; // f64
let headers: usize = 0; // u8
let types: usize = 0; // u8
let firstChild: usize = 0; // i32
let nextSibling: usize = 0; // i32

export function setUpPack(
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
  frame = 0;
  quiet = 0;
  quietBlobs = 0;
  quietCommits = 0;
  quietBytes = 0;
}

// ---- Reading entries

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
// @ts-ignore: decorator
@inline
function mostDeflated(size: f64): f64 {
  return size + Math.ceil(size / 8) + 1024;
}

// Inflates an entry to `to`; false if it is damaged, or does not fit.
function inflateEntry(entry: u32, to: usize): bool {
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

// ---- Looking at objects

// True if no hit in a text, up to `end` of it, needs a closer look. `isWhole`: nothing of the object follows.
function isSettled(text: usize, length: u32, end: u32, isWhole: bool): bool {
  setText(text);
  for (let from: i32 = 0; from >= 0; from = resume()) {
    const count = find(from, length, reserve);
    if (count != 0 && !areSettled(region + HITS, count, text, length, end, isWhole)) return false;
  }
  return true;
}

// True if an object begins like one that has to be handed out: by its first two bytes, or as UTF-16 does, with a zero
// in every other place (detect/decode/utf16.ts, `byteOrderOf`; this lets through a few more).
function isMarked(start: usize, size: u32): bool {
  if (size < 2) return false;
  const first: u32 = load<u8>(start);
  const second: u32 = load<u8>(start, 1);
  if ((load<u8>(starts + (first << 5) + (second >> 3)) >> <u8>(second & 7)) & 1) return true;
  if (size < 8) return false;
  const zero = i8x16.splat(0);
  let zeros =
    <u64>i8x16.bitmask(i8x16.eq(v128.load(start), zero)) |
    (<u64>i8x16.bitmask(i8x16.eq(v128.load(start, 16), zero)) << 16) |
    (<u64>i8x16.bitmask(i8x16.eq(v128.load(start, 32), zero)) << 32) |
    (<u64>i8x16.bitmask(i8x16.eq(v128.load(start, 48), zero)) << 48);
  const sniffed = min(size & ~1, 64);
  if (sniffed < 64) zeros &= (<u64>1 << sniffed) - 1;
  return <u32>popcnt(zeros) * 8 > sniffed * 3;
}

function count(type: u32, size: u32): void {
  quiet++;
  quietBytes += size;
  if (type == BLOB) quietBlobs++;
  else if (type == COMMIT) quietCommits++;
}

// What is remembered of an object for those that are made from it: it may hold a key, and then all of them are searched;
// it has a hit that is not settled, which something far from it may turn into a key: an escape that goes on, a string
// that is put together. Where there is no such hit, only what is near a change can make one.
const SUSPECT: u32 = 1;
const UNSETTLED: u32 = 2;

// Looks at an object that is whole. `isDelta`: the lists of delta.as.ts are those of this object.
function lookAtObject(entry: u32, type: u32, at: usize, size: u32, isDelta: bool, baseMark: u32): u32 {
  const isAll = !isDelta || (baseMark & SUSPECT) != 0;
  const areAllSettled = isAll ? isSettled(at, size, size, true) : isSettledWithin(at, size, baseMark);
  const isQuiet =
    areAllSettled && ((wanted >> type) & 1) == 0 && !isMarked(at, size) &&
    (type == BLOB || type == TREE || lookAtText(type == COMMIT, at, size));
  const unsettled = areAllSettled ? (isAll ? 0 : baseMark & UNSETTLED) : UNSETTLED;
  if (!isQuiet) return look(entry, at, size, isDelta ? <i32>rangeCount : -1, rangeList, baseMark & SUSPECT) | unsettled;
  if (type == TREE) lookAtTree(at, size, !isDelta);
  count(type, size);
  return unsettled;
}

// Behind a stretch so much is there, too, so that a hit at its end can be settled.
const BEHIND: u32 = 96;

function isSettledWithin(at: usize, size: u32, baseMark: u32): bool {
  const around = baseMark & UNSETTLED ? farReach : reach;
  startWindows();
  while (nextWindow(around)) {
    const end = min(windowEnd + BEHIND, size);
    if (windowEnd <= windowStart) continue;
    if (!isSettled(at + windowStart, end - windowStart, windowEnd - windowStart, end == size)) return false;
  }
  return true;
}

// Looks at a blob that is not made yet, and makes it at `at` only if it has to be handed out.
function lookAtLeaf(entry: u32, at: usize, baseMark: u32): void {
  const size = madeSize;
  startStretches();
  if (size != 0) copyStretch(region + START, 0, min(size, 64));
  if (isMarked(region + START, size) || !areStretchesSettled(at, size, baseMark)) {
    makeObject(at);
    look(entry, at, size, <i32>rangeCount, rangeList, 0);
  } else count(BLOB, size);
}

function areStretchesSettled(at: usize, size: u32, baseMark: u32): bool {
  const around = baseMark & UNSETTLED ? farReach : reach;
  startStretches();
  startWindows();
  while (nextWindow(around)) {
    const end = min(windowEnd + BEHIND, size);
    if (windowEnd <= windowStart) continue;
    copyStretch(at, windowStart, end);
    if (!isSettled(at, end - windowStart, windowEnd - windowStart, end == size)) return false;
  }
  return true;
}

// ---- Walking

// Of an object whose children are being read: u32 address, u32 size, u32 mark, u32 child that is next.
let frame: usize = 0;
let type: u32 = 0;
let work: i32 = 0;

/** Reads a root. What is made from it is read by `step`. */
export function begin(root: u32): void {
  frame = 0;
  type = load<u8>(types + root);
  const at = arena();
  if (!inflateEntry(root, at)) {
    leave(root);
    return;
  }
  const size = <u32>load<f64>(sizes + (<usize>root << 3));
  const mark = lookAtObject(root, type, at, size, false, 0);
  const child = load<u32>(firstChild + (<usize>root << 2));
  if (child == NONE) return;
  frame = region + FRAMES;
  push(at, size, mark, child);
}

function push(at: usize, size: u32, mark: u32, child: u32): void {
  store<u32>(frame, <u32>at);
  store<u32>(frame, size, 4);
  store<u32>(frame, mark, 8);
  store<u32>(frame, child, 12);
}

/** Reads what is made from the root, until so many bytes were made; true if there is more. */
export function step(most: i32): bool {
  work = most;
  while (frame != 0 && work > 0) readChild();
  return frame != 0;
}

function readChild(): void {
  const base: usize = load<u32>(frame);
  const baseSize = load<u32>(frame, 4);
  const baseMark = load<u32>(frame, 8);
  const entry = load<u32>(frame, 12);
  const sibling = load<u32>(nextSibling + (<usize>entry << 2));
  const isLast = sibling == NONE;
  if (isLast) frame = frame == region + FRAMES ? 0 : frame - 16;
  else store<u32>(frame, sibling, 12);

  work -= 1024;
  const at = (base + baseSize + OUT_SLACK + 63) & ~63;
  const child = load<u32>(firstChild + (<usize>entry << 2));
  if (!openDelta(entry, at, base, baseSize)) {
    leave(entry);
    return;
  }
  const size = madeSize;
  work -= <i32>min(size, 0x1000000);
  if (child == NONE && type == BLOB && (baseMark & SUSPECT) == 0 && ((wanted >> BLOB) & 1) == 0) {
    lookAtLeaf(entry, at, baseMark);
    return;
  }
  makeObject(at);
  const mark = lookAtObject(entry, type, at, size, true, baseMark);
  if (child == NONE) return;
  if (frame == 0) frame = region + FRAMES;
  else frame += 16;
  if (frame == region + FRAMES + (<usize>MOST_FRAMES << 4)) {
    // No writer makes such chains; git can read them.
    frame -= 16;
    for (let c = child; c != NONE; c = load<u32>(nextSibling + (<usize>c << 2))) leave(c);
    return;
  }
  push(isLast ? settleDown(base, at, size) : at, size, mark, child);
}

// A long chain would walk through the arena: where it has come far, an object takes the place of its base, if nothing
// else is made from that.
function settleDown(base: usize, at: usize, size: u32): usize {
  if (at - arena() < (arenaEnd - arena()) >> 2) return at;
  memory.copy(base, at, size);
  return base;
}

// Reads the delta of an entry, at the end of the arena: false if it is damaged, or there is no room for what it makes.
function openDelta(entry: u32, at: usize, base: usize, baseSize: u32): bool {
  const size = load<f64>(sizes + (<usize>entry << 3));
  const room = <f64>arenaEnd - <f64>at;
  // Deflated data that the window does not hold lies behind everything while it is inflated.
  const space = load<f64>(offsets + (<usize>entry << 3), 8) - load<f64>(offsets + (<usize>entry << 3));
  const behind = space > <f64>WINDOW_SIZE ? space + IN_SLACK + 64 : 0;
  if (size < 0 || size * 17 + OUT_SLACK + 256 + behind > room) return false;
  const deltaAt = (arenaEnd - <usize>size - OUT_SLACK - <usize>behind) & ~63;
  if (!inflateEntry(entry, deltaAt)) return false;
  const lists = (deltaAt - listBytes(<u32>size)) & ~63;
  if (!readDelta(deltaAt, <u32>size, base, baseSize, lists)) return false;
  return <u64>at + madeSize + OUT_SLACK <= <u64>lists;
}
