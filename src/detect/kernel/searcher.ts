/** The search kernel: all places of many short needles in one pass over the bytes. */
import { SEARCH_KERNEL } from './search.generated.ts';
import { aligned, type Tables } from './tables.ts';
import { compileModule, instantiate, PAGE, type WasmMemory, type WasmModule } from './web-assembly.ts';

export interface Searcher {
  /** At least `size` bytes to fill before `find`, so that a file can be read straight into them. Valid until the next call. */
  buffer(size: number): Uint8Array;
  /** True if the bytes are the first of the buffer already. */
  holds(bytes: Uint8Array): boolean;
  /** Pairs of offset and index of the needle in the first `length` bytes of the buffer, ascending. */
  find(length: number): Uint32Array;
}

/** The module's exports: see search.as.ts. */
interface Kernel {
  readonly memory: WasmMemory;
  setUp(
    groups: number,
    ids: number,
    needles: number,
    places: number,
    classes: number,
    hits: number,
    limit: number,
    text: number,
  ): void;
  find(from: number, length: number, reserve: number): number;
  resume(): number;
}

/** The room for hits: where it is, how many it holds, and how many a single block can bring. */
interface Room {
  readonly at: number;
  readonly limit: number;
  readonly reserve: number;
}

/** More than there can be needles. */
const NEEDLE_LIMIT = 65_536;
/** Offsets at which one needle can be found before the room is looked at again: a block's and a joined line's. */
const HITS_PER_NEEDLE = 16 + 64;
/** Hits that are at least held before they are taken away. */
export const LEAST_HITS = 65_536;
const HIT_BYTES = 8;
/** Bytes behind the text that a block may read. */
const SLACK = 64;

let compiled: WasmModule | undefined;

/** Hits that a single block can bring. @param count of needles */
export function reserveOf(count: number): number {
  return count * HITS_PER_NEEDLE;
}

/** A searcher with memory of its own. */
export function createSearcher({ bytes, layout, count }: Tables): Searcher {
  compiled ??= compileModule(Buffer.from(SEARCH_KERNEL, 'base64'));
  const kernel = instantiate<Kernel>(compiled);
  const reserve = reserveOf(count);
  const room = { at: aligned(layout.end), limit: Math.max(LEAST_HITS, reserve), reserve };
  const text = aligned(room.at + room.limit * HIT_BYTES);
  new Uint8Array(grow(kernel.memory, text + SLACK)).set(bytes);
  const { groups, ids, needles, places, classes } = layout;
  kernel.setUp(groups, ids, needles, places, classes, room.at, room.limit, text);
  return {
    buffer: (size) => new Uint8Array(grow(kernel.memory, text + size + SLACK), text, size),
    holds: (bytes) => bytes.buffer === kernel.memory.buffer && bytes.byteOffset === text,
    find: (length) => findAll(kernel, length, room),
  };
}

function findAll(kernel: Kernel, length: number, room: Room): Uint32Array {
  const found: number[] = [];
  for (let from = 0; from >= 0; from = kernel.resume()) {
    const count = kernel.find(from, length, room.reserve);
    const hits = new Uint32Array(kernel.memory.buffer, room.at, count * 2);
    for (let i = 0; i < hits.length; i += 2) found.push((hits[i] ?? 0) * NEEDLE_LIMIT + (hits[i + 1] ?? 0));
  }
  return sortedPairs(Float64Array.from(found));
}

/** Offset and needle travel in one number, which sorts faster than a pair. */
function sortedPairs(hits: Float64Array): Uint32Array {
  const pairs = new Uint32Array(hits.length * 2);
  for (const [i, hit] of hits.sort().entries()) {
    pairs[i * 2] = Math.floor(hit / NEEDLE_LIMIT);
    pairs[i * 2 + 1] = hit % NEEDLE_LIMIT;
  }
  return pairs;
}

function grow(memory: WasmMemory, bytes: number): ArrayBuffer {
  const missing = bytes - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
  return memory.buffer;
}
