/**
 * A pack laid out for reading: every entry's header, and the tree that deltas form over their bases. All in shared
 * memory, so that threads read one plan. Format: gitformat-pack(5).
 */
import { readSync } from 'node:fs';
import type { PackIndex } from './pack-index.ts';

/** Types of entries as packs number them; 0 marks an entry that makes no sense. */
export const TYPE = { bad: 0, commit: 1, tree: 2, blob: 3, tag: 4, offsetDelta: 6, refDelta: 7 } as const;

/** No entry. */
export const NONE = -1;

/** Entries are numbered by their place in the pack. */
export interface PackPlan {
  readonly count: number;
  readonly oidBytes: number;
  /** Byte offset of each entry, and one more: the end of the last. */
  readonly offsets: Float64Array;
  /** Position of each entry in the index. */
  readonly positions: Uint32Array;
  /** Bytes of each entry once inflated. */
  readonly sizes: Float64Array;
  /** Bytes before the deflated data. */
  readonly headers: Uint8Array;
  /** `TYPE` of each entry; of a delta, that of the object it makes. */
  readonly types: Uint8Array;
  readonly firstChild: Int32Array;
  readonly nextSibling: Int32Array;
  /** Entries that are no deltas, the heaviest first, so that threads end together. */
  readonly roots: Int32Array;
  /** Entries that no root leads to: damaged, or deltas of what another place has. */
  readonly strays: Int32Array;
}

const HEAD = 12;
/** The longest header: 10 bytes of type and size, and 32 of the id of a base. */
const MOST_HEADER = 42;
const CHUNK = 4 << 20;

/** @param file descriptor of the pack. Undefined if it is no pack of a version we know. */
export function planPack(
  file: number,
  size: number,
  index: PackIndex,
  oidBytes: number,
): PackPlan | undefined {
  const head = Buffer.alloc(HEAD);
  if (readSync(file, head, 0, HEAD, 0) < HEAD || head.toString('latin1', 0, 4) !== 'PACK') return undefined;
  const version = head.readUInt32BE(4);
  if (version !== 2 && version !== 3) return undefined;
  const { offsets, positions } = byOffset(index, size - oidBytes);
  const bases = readHeaders(file, index, oidBytes, offsets);
  return { count: index.count, oidBytes, offsets, positions, ...bases, ...linkTree(bases, offsets) };
}

function shared<T>(make: new (buffer: SharedArrayBuffer) => T, bytes: number): T {
  return new make(new SharedArrayBuffer(bytes));
}

/** Entries in the order of their places. One whose offset is outside of the pack is put at its end, and is empty. */
function byOffset(index: PackIndex, end: number): { offsets: Float64Array; positions: Uint32Array } {
  const { count } = index;
  const places = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const offset = index.offsetAt(i);
    places[i] = offset >= HEAD && offset < end ? offset : end;
  }
  const offsets = shared(Float64Array, (count + 1) * 8);
  offsets.set(places);
  offsets[count] = end;
  offsets.sort();
  const positions = shared(Uint32Array, count * 4);
  const taken = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    let entry = firstAt(offsets, places[i] ?? end);
    // Two at the same place: the index is forged, but none of them may be lost.
    while (taken[entry] === 1) entry++;
    taken[entry] = 1;
    positions[entry] = i;
  }
  return { offsets, positions };
}

interface Headers {
  readonly sizes: Float64Array;
  readonly headers: Uint8Array;
  readonly types: Uint8Array;
  /** Entry that each delta is made from. */
  readonly bases: Int32Array;
}

function readHeaders(file: number, index: PackIndex, oidBytes: number, offsets: Float64Array): Headers {
  const { count } = index;
  const found: Headers = {
    sizes: shared(Float64Array, count * 8),
    headers: shared(Uint8Array, count),
    types: shared(Uint8Array, count),
    bases: new Int32Array(count).fill(NONE),
  };
  const entryOfOffset = (offset: number): number => {
    const entry = firstAt(offsets, offset);
    return entry < count && offsets[entry] === offset ? entry : NONE;
  };
  const chunk = Buffer.alloc(CHUNK);
  let from = 0;
  let filled = 0;
  for (let entry = 0; entry < count; entry++) {
    const offset = offsets[entry] ?? 0;
    if (offset + MOST_HEADER > from + filled) {
      from = offset;
      filled = readSync(file, chunk, 0, CHUNK, from);
    }
    const at = { bytes: chunk.subarray(0, filled), start: offset - from, offset };
    readHeader(at, entry, oidBytes, found, entryOfOffset, (bytes, place) => {
      const position = index.find(bytes, place);
      return position < 0 ? NONE : entryOfOffset(index.offsetAt(position));
    });
  }
  return found;
}

interface HeaderPlace {
  readonly bytes: Buffer;
  readonly start: number;
  readonly offset: number;
}

function readHeader(
  { bytes, start, offset }: HeaderPlace,
  entry: number,
  oidBytes: number,
  found: Headers,
  entryOfOffset: (offset: number) => number,
  entryOfOid: (bytes: Uint8Array, at: number) => number,
): void {
  let at = start;
  let byte = bytes[at++] ?? 0;
  const type = (byte >> 4) & 7;
  let size = byte & 15;
  for (let scale = 16; byte >= 128 && scale < 2 ** 53; scale *= 128) {
    byte = bytes[at++] ?? 0;
    size += (byte & 127) * scale;
  }
  if (type === TYPE.offsetDelta) {
    byte = bytes[at++] ?? 0;
    let distance = byte & 127;
    while (byte >= 128 && distance < 2 ** 53) {
      byte = bytes[at++] ?? 0;
      distance = (distance + 1) * 128 + (byte & 127);
    }
    found.bases[entry] = distance > 0 ? entryOfOffset(offset - distance) : NONE;
  } else if (type === TYPE.refDelta) {
    found.bases[entry] = entryOfOid(bytes, at);
    at += oidBytes;
  }
  const isKnown = type !== 0 && type !== 5 && at <= bytes.length && size < 2 ** 53;
  found.types[entry] = isKnown ? type : TYPE.bad;
  found.headers[entry] = at - start;
  found.sizes[entry] = size;
}

/** Index of the first of ascending numbers that is not less than `value`. */
function firstAt(numbers: Float64Array, value: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

type Links = Pick<PackPlan, 'firstChild' | 'nextSibling' | 'roots' | 'strays'>;

function linkTree({ types, bases }: Headers, offsets: Float64Array): Links {
  const count = types.length;
  const firstChild = shared(Int32Array, count * 4).fill(NONE);
  const nextSibling = shared(Int32Array, count * 4).fill(NONE);
  const roots: number[] = [];
  // Backwards, so that children come in the order of their places.
  for (let entry = count - 1; entry >= 0; entry--) {
    const type = types[entry] ?? TYPE.bad;
    const base = bases[entry] ?? NONE;
    if (type !== TYPE.bad && type < TYPE.offsetDelta) roots.push(entry);
    else if (type !== TYPE.bad && base !== NONE) {
      nextSibling[entry] = firstChild[base] ?? NONE;
      firstChild[base] = entry;
    }
  }
  const { weights, isReached } = weigh(roots, { types, firstChild, nextSibling, offsets });
  const total = (offsets[count] ?? 0) - (offsets[0] ?? 0);
  const strays = Array.from(isReached.keys()).filter((entry) => isReached[entry] === 0);
  return {
    firstChild,
    nextSibling,
    roots: toShared(heaviestFirst(roots.reverse(), weights, total)),
    strays: Int32Array.from(strays),
  };
}

function toShared(values: readonly number[]): Int32Array {
  const made = shared(Int32Array, values.length * 4);
  made.set(values);
  return made;
}

interface Tree {
  readonly types: Uint8Array;
  readonly firstChild: Int32Array;
  readonly nextSibling: Int32Array;
  readonly offsets: Float64Array;
}

/** Deflated bytes below each root; gives every delta the type of its root. What is not reached hangs in a cycle. */
function weigh(
  roots: readonly number[],
  { types, firstChild, nextSibling, offsets }: Tree,
): { weights: Map<number, number>; isReached: Uint8Array } {
  const weights = new Map<number, number>();
  const isReached = new Uint8Array(types.length);
  const open: number[] = [];
  for (const root of roots) {
    const type = types[root] ?? TYPE.bad;
    let weight = 0;
    open.push(root);
    for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
      isReached[entry] = 1;
      types[entry] = type;
      weight += (offsets[entry + 1] ?? 0) - (offsets[entry] ?? 0);
      for (let child = firstChild[entry] ?? NONE; child !== NONE; child = nextSibling[child] ?? NONE)
        open.push(child);
    }
    weights.set(root, weight);
  }
  return { weights, isReached };
}

/** Only a root that weighs in is moved: the others stay in the order in which the disk has them. */
function heaviestFirst(roots: readonly number[], weights: Map<number, number>, total: number): number[] {
  const least = total / 1000;
  const weightOf = (root: number): number => weights.get(root) ?? 0;
  const heavy = roots.filter((root) => weightOf(root) > least);
  heavy.sort((a, b) => weightOf(b) - weightOf(a));
  return [...heavy, ...roots.filter((root) => weightOf(root) <= least)];
}
