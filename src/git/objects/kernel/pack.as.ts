// The pack kernel, in AssemblyScript: compiled by test/build/kernel.ts into pack.generated.ts. Reads the objects of a
// pack, depth-first over the tree of deltas: inflates each entry once, makes of it what is needed, searches it.
// ../pack-walk.ts says the same in TypeScript; it is the reference, and read where there is no WebAssembly.
//
// An object is either quiet or handed out. Quiet: no hit in it needs a closer look, it does not begin like a file of a
// format that has to be named, and it is of no type of which all are wanted. Then it is counted here, and its links are
// looked at here. Otherwise JavaScript gets it whole and does all of that itself, so that both can only say the same.
//
// A blob from which nothing is made is never made whole while it is quiet: just what differs from its base.

import { setScratch, setUp } from '../../../detect/kernel/search.as';
import { setSettling } from '../../../detect/kernel/settle.as';
import { setUpCodes } from './codes.as';
import { listBytes, madeSize, makeObject, readDelta } from './delta.as';
import { firstChild, inflateEntry, nextSibling, NONE, offsets, setPlan, sizes, types } from './entries.as';
import { inflate, IN_SLACK, OUT_SLACK } from './inflate.as';
import { setKnown } from './links.as';
import { isLeaf, lookAtLeaf, lookAtObject, setLook, setReserve, startCounts } from './look.as';
import { arena, arenaEnd, FRAMES, HITS, JOINED, MOST_FRAMES, region, setRegion, WINDOW_SIZE } from './region.as';

export { quiet, quietBlobs, quietBytes, quietCommits } from './look.as';

// For tests, which compare it with zlib.
export { inflate };

/** An entry that could not be read. What is made from it is not read either. */
@external('env', 'leave')
declare function leave(entry: u32): void;

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
  setUpCodes();
  setReserve(hitReserve);
}

/** What is handed out, how far round a change is searched, and the ids that are known. */
export function setUpLook(
  startBits: usize, wantedTypes: u32, near: u32, far: u32, known: usize, numbers: u32, oidBytes: u32
): void {
  setLook(startBits, wantedTypes, near, far);
  setKnown(known, numbers, oidBytes);
}

/** The plan of the pack that is read from now on: see ../pack-plan.ts. */
export function setUpPack(
  offsetTable: usize, sizeTable: usize, headerTable: usize, typeTable: usize, childTable: usize, siblingTable: usize
): void {
  setPlan(offsetTable, sizeTable, headerTable, typeTable, childTable, siblingTable);
  startCounts();
  frame = 0;
}

// Of an object whose children are being read: u32 address, u32 size, u32 mark, u32 child that is next.
let frame: usize = 0;
let type: u32 = 0;
let work: i32 = 0;

/** Reads a root; true if something is made from it, which `step` reads. */
export function begin(root: u32): bool {
  frame = 0;
  type = load<u8>(types + root);
  const at = arena();
  if (!inflateEntry(root, at)) {
    leave(root);
    return false;
  }
  const size = <u32>load<f64>(sizes + (<usize>root << 3));
  const mark = lookAtObject(root, type, at, size, false, 0);
  const child = load<u32>(firstChild + (<usize>root << 2));
  if (child == NONE) return false;
  frame = region + FRAMES;
  push(at, size, mark, child);
  return true;
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
  if (child == NONE && isLeaf(type, baseMark)) {
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
