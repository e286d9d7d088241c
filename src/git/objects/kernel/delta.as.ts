// Deltas (gitformat-pack(5), "Deltified representation"): first read into a list of what is copied from where, then
// carried out, for all of the object or for stretches of it. Says what ../delta.ts says; that one is the reference.

/** Bytes of the object that the delta makes. */
export let madeSize: u32 = 0;
/** How many stretches differ from the base; pairs of u32 from `rangeList` on: start, and end behind it. */
export let rangeCount: u32 = 0;
export let rangeList: usize = 0;

let steps: usize = 0; // u32 where in the object, u32 address of the bytes; at the end one that is the size
let stepCount: u32 = 0;

/** Bytes of the two lists for a delta of `size` at worst: each instruction has a byte. */
export function listBytes(size: u32): usize {
  return (<usize>size << 4) + 64;
}

let value: u32 = 0;

// A number in groups of seven bits into `value`; returns where it ends, 0 if it does not or is no 32-bit number.
function readNumber(from: usize, end: usize): usize {
  let all: u64 = 0;
  for (let at = from, shift: u64 = 0; at < end && shift < 35; shift += 7) {
    const byte: u64 = load<u8>(at++);
    all |= (byte & 127) << shift;
    if (byte >= 128) continue;
    value = <u32>all;
    return all > 0xffffffff ? 0 : at;
  }
  return 0;
}

const NOWHERE: u32 = 0xffffffff;

/**
 * Reads a delta.
 *
 * @param lists memory for the two lists: `listBytes`
 * @returns false if it is damaged: it reads or writes outside, or does not fill the object
 */
export function readDelta(delta: usize, size: u32, base: usize, baseSize: u32, lists: usize): bool {
  const end = delta + size;
  let at = readNumber(delta, end);
  if (at == 0 || value != baseSize) return false;
  at = readNumber(at, end);
  if (at == 0) return false;
  const made = value;
  let step = lists;
  steps = lists;
  rangeList = lists + (<usize>size << 3) + 32;
  let range = rangeList - 8;
  let rangeEnd: u32 = NOWHERE;
  let written: u32 = 0;
  let follows: u32 = 0;
  while (at < end) {
    const op: u32 = load<u8>(at++);
    const from = written;
    let isChanged = true;
    store<u32>(step, written);
    if (op & 128) {
      let start: u32 = 0;
      let length: u32 = 0;
      if (op & 1) start = load<u8>(at++);
      if (op & 2) start |= <u32>load<u8>(at++) << 8;
      if (op & 4) start |= <u32>load<u8>(at++) << 16;
      if (op & 8) start |= <u32>load<u8>(at++) << 24;
      if (op & 16) length = load<u8>(at++);
      if (op & 32) length |= <u32>load<u8>(at++) << 8;
      if (op & 64) length |= <u32>load<u8>(at++) << 16;
      if (length == 0) length = 0x10000;
      if (at > end || start > baseSize || length > baseSize - start || length > made - written) return false;
      store<u32>(step, <u32>base + start, 4);
      isChanged = start != follows;
      follows = start + length;
      written += length;
    } else {
      if (op == 0 || at + op > end || op > made - written) return false;
      store<u32>(step, <u32>at, 4);
      at += op;
      follows = NOWHERE;
      written += op;
    }
    step += 8;
    if (!isChanged) continue;
    // A copy that does not go on where the last one ended changes what is at its start.
    const to = op & 128 ? from : written;
    if (rangeEnd == from) store<u32>(range, to, 4);
    else {
      range += 8;
      store<u32>(range, from);
      store<u32>(range, to, 4);
    }
    rangeEnd = to;
  }
  if (written != made) return false;
  if (follows != baseSize && rangeEnd != made) {
    range += 8;
    store<u32>(range, made);
    store<u32>(range, made, 4);
  }
  store<u32>(step, made);
  stepCount = <u32>(step - lists) >> 3;
  rangeCount = <u32>(range + 8 - rangeList) >> 3;
  madeSize = made;
  return true;
}

/** Below this a loop is quicker than the call. */
const SHORT: u32 = 512;

// May write up to 15 bytes too much, and read as many.
@inline
function copy(to: usize, from: usize, length: u32): void {
  if (length > SHORT) {
    memory.copy(to, from, length);
    return;
  }
  const end = to + length;
  do {
    v128.store(to, v128.load(from));
    to += 16;
    from += 16;
  } while (to < end);
}

/** Writes all of the object. Up to 15 bytes behind it may be written, too. */
export function makeObject(to: usize): void {
  let step = steps;
  const end = step + (<usize>stepCount << 3);
  for (; step < end; step += 8) {
    const at = load<u32>(step);
    copy(to + at, load<u32>(step, 4), load<u32>(step, 8) - at);
  }
}

let cursor: usize = 0;

/** To be called before the first `copyStretch`. */
export function startStretches(): void {
  cursor = steps;
}

/** Writes a stretch of the object, which is not empty and does not begin before the last one. */
export function copyStretch(to: usize, from: u32, end: u32): void {
  while (load<u32>(cursor, 8) <= from) cursor += 8;
  let step = cursor;
  for (let at = from; at < end; step += 8) {
    const start = load<u32>(step);
    const stop = min(load<u32>(step, 8), end);
    copy(to + (at - from), <usize>load<u32>(step, 4) + (at - start), stop - at);
    at = stop;
  }
}

let widening: u32 = 0;
export let windowStart: u32 = 0;
export let windowEnd: u32 = 0;

/** To be called before the first `nextWindow`. */
export function startWindows(): void {
  widening = 0;
}

/** The next stretches that differ, with `reach` bytes on both sides and as one where they touch; false if none is left. */
export function nextWindow(reach: u32): bool {
  if (widening == rangeCount) return false;
  let range = rangeList + (<usize>widening << 3);
  const start = load<u32>(range);
  let end = load<u32>(range, 4) + reach;
  for (widening++; widening < rangeCount; widening++) {
    range += 8;
    if (load<u32>(range) > end + reach) break;
    end = load<u32>(range, 4) + reach;
  }
  windowStart = start > reach ? start - reach : 0;
  windowEnd = min(end, madeSize);
  return true;
}
