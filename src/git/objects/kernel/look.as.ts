// Whether an object is quiet: counted and its links looked at here; or handed out.

import { find, resume, setText } from '../../../detect/kernel/search.as';
import { areSettled } from '../../../detect/kernel/settle.as';
import {
  copyStretch, madeSize, makeObject, nextWindow, rangeCount, rangeList, startStretches, startWindows, windowEnd, windowStart,
} from './delta.as';
import { lookAtText, lookAtTree } from './links.as';
import { HITS, region, START } from './region.as';

/** Hands out an object. `ranges` is how many stretches differ from its base, or -1. Returns 1 if it may hold a key. */
@external('env', 'look')
declare function look(entry: u32, at: usize, size: u32, ranges: i32, list: usize, baseMark: u32): u32;

const COMMIT: u32 = 1;
const TREE: u32 = 2;
const BLOB: u32 = 3;

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

/** What is handed out, and how far round a change is searched: see `isSettledWithin`. */
export function setLook(startBits: usize, wantedTypes: u32, near: u32, far: u32): void {
  starts = startBits;
  wanted = wantedTypes;
  reach = near;
  farReach = far;
}

/** @param hits that a block of a text can bring */
export function setReserve(hits: i32): void {
  reserve = hits;
}

/** Nothing was counted yet. */
export function startCounts(): void {
  quiet = 0;
  quietBlobs = 0;
  quietCommits = 0;
  quietBytes = 0;
}

/** True if a blob need not be whole to be looked at. @param baseMark of the object that it is made from */
export function isLeaf(type: u32, baseMark: u32): bool {
  return type == BLOB && (baseMark & SUSPECT) == 0 && ((wanted >> BLOB) & 1) == 0;
}

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
export function lookAtObject(entry: u32, type: u32, at: usize, size: u32, isDelta: bool, baseMark: u32): u32 {
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
export function lookAtLeaf(entry: u32, at: usize, baseMark: u32): void {
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
