/**
 * A pack laid out for reading: every entry's header, and the tree that deltas form over their bases. All in shared
 * memory, so that threads read one plan. Format: gitformat-pack(5).
 *
 * A pack must account for itself, because git reads only what an index lists, and whoever wrote the index may have left
 * out an entry, or listed one twice in the place of another: its header counts as many objects as the index, the index
 * is of this pack, no two objects are at one place, and (seen by `pack-walk.ts`) each entry ends where the next begins,
 * the last one at the trailer. Then every byte of the pack has been read. The hash in the trailer is compared with that
 * in the index, as git does, and not computed: whoever forges a pack computes it, too.
 */
import { readSync } from 'node:fs';
import type { Pace } from '../../model/pace.ts';
import type { IdTable, PackIndex } from './pack-index.ts';
import { linkTree, NONE, type PackTree, shared, TYPE } from './pack-tree.ts';

/** Entries are numbered by their place in the pack. */
export interface PackPlan extends PackTree {
  readonly count: number;
  readonly oidBytes: number;
  /** Byte offset of each entry, and one more: the end of the last. */
  readonly offsets: Float64Array;
  /** Position of each entry in the index. */
  readonly positions: Uint32Array;
  readonly ids: IdTable;
  /** Bytes of each entry once inflated. */
  readonly sizes: Float64Array;
  /** Bytes before the deflated data. */
  readonly headers: Uint8Array;
  /** `TYPE` of each entry; of a delta, that of the object it makes. */
  readonly types: Uint8Array;
  /** Why the index does not account for all of the pack; undefined if it does as far as the headers say. */
  readonly fault: string | undefined;
}

/** The id that the index gives to an entry, in hexadecimal digits. */
export function oidOf({ ids, positions, oidBytes }: PackPlan, entry: number): string {
  const at = ids.start + (positions[entry] ?? 0) * ids.stride;
  return Buffer.from(ids.bytes.buffer, ids.bytes.byteOffset + at, oidBytes).toString('hex');
}

const HEAD = 12;
/** The longest header: 10 bytes of type and size, and 32 of the id of a base. */
const MOST_HEADER = 42;
const CHUNK = 4 << 20;
/** Entries between two turns: some milliseconds. */
const STRETCH = 16_384;

/**
 * @param file descriptor of the pack
 * @param pace awaited between stretches of the work: a pack may have millions of entries
 * @returns undefined if it is no pack of a version we know
 */
export async function planPack(
  file: number,
  size: number,
  index: PackIndex,
  oidBytes: number,
  pace: Pace,
): Promise<PackPlan | undefined> {
  const head = Buffer.alloc(HEAD);
  if (readSync(file, head, 0, HEAD, 0) < HEAD || head.toString('latin1', 0, 4) !== 'PACK') return undefined;
  const version = head.readUInt32BE(4);
  if (version !== 2 && version !== 3) return undefined;
  const { offsets, positions } = await byOffset(index, size - oidBytes, pace);
  const found = await readHeaders(file, index, oidBytes, offsets, pace);
  await pace();
  const { count, ids } = index;
  const tree = linkTree(found.types, found.bases, offsets);
  const fault = faultOf(file, { size, counted: head.readUInt32BE(8), oidBytes }, index, offsets);
  return { count, oidBytes, offsets, positions, ids, fault, ...found, ...tree };
}

function faultOf(
  file: number,
  { size, counted, oidBytes }: { readonly size: number; readonly counted: number; readonly oidBytes: number },
  { count, packHash }: PackIndex,
  offsets: Float64Array,
): string | undefined {
  if (counted !== count) return `the pack counts ${counted} objects, and its index ${count}`;
  const trailer = Buffer.alloc(oidBytes);
  readSync(file, trailer, 0, oidBytes, size - oidBytes);
  if (!trailer.equals(packHash)) return 'its index is of another pack';
  if (offsets[0] !== HEAD) return 'its first object is not in the index';
  for (let entry = 0; entry < count; entry++)
    if (offsets[entry] === offsets[entry + 1])
      return 'the index gives one place to several objects, or none to one';
  return undefined;
}

/**
 * Entries in the order of their places. One whose offset is outside of the pack is put at its end, and is empty; so are
 * all but the last of those at one place.
 */
async function byOffset(
  index: PackIndex,
  end: number,
  pace: Pace,
): Promise<{ offsets: Float64Array; positions: Uint32Array }> {
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
  await pace();
  const positions = shared(Uint32Array, count * 4);
  /** How many objects have come so far that an index puts at the place of an entry. */
  const taken = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    if (i % STRETCH === 0) await pace();
    const first = firstAt(offsets, places[i] ?? end);
    const before = taken[first] ?? 0;
    taken[first] = before + 1;
    positions[first + before] = i;
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

async function readHeaders(
  file: number,
  index: PackIndex,
  oidBytes: number,
  offsets: Float64Array,
  pace: Pace,
): Promise<Headers> {
  const { count } = index;
  const found: Headers = {
    sizes: shared(Float64Array, count * 8),
    headers: shared(Uint8Array, count),
    types: shared(Uint8Array, count),
    bases: new Int32Array(count).fill(NONE),
  };
  const entryOfOffset = (offset: number): number => {
    let entry = firstAt(offsets, offset);
    if (entry >= count || offsets[entry] !== offset) return NONE;
    // The last one at a place is the one that is read.
    if (offsets[entry + 1] === offset) entry = firstAt(offsets, offset + 1) - 1;
    return entry;
  };
  const chunk = Buffer.alloc(CHUNK);
  let from = 0;
  let filled = 0;
  for (let entry = 0; entry < count; entry++) {
    if (entry % STRETCH === 0) await pace();
    const offset = offsets[entry] ?? 0;
    // Empty: what is at its place is read as the next one.
    if (offset === offsets[entry + 1]) continue;
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
