/** The search kernel: all places of many short needles in one pass over the bytes. */
import type { Needle } from './needle.ts';
import { SEARCH_KERNEL } from './search.generated.ts';
import { aligned, writeTables } from './tables.ts';

/** What is used of WebAssembly: Node's types leave it to the DOM's. */
interface Memory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
};

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
  readonly memory: Memory;
  setUp(
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

/** The kernel numbers needles in 16 bits. */
const NEEDLE_LIMIT = 65_536;
/** Offsets at which one needle can be found before the room is looked at again: a block's and a joined line's. */
const HITS_PER_NEEDLE = 16 + 64;
const LEAST_ROOM = 65_536;
const HIT_BYTES = 8;
/** Bytes behind the text that a block may read. */
const SLACK = 64;
const PAGE = 65_536;

let compiled: object | undefined;

/**
 * Compiles needles into a searcher with memory of its own. Throws a RangeError for more than 65,536 needles.
 * @param isWrapped needles that are also looked for across the line ends of wrapped text; a hit's offset is that of
 * the needle's first byte
 */
export function createSearcher(
  needles: readonly Needle[],
  isWrapped: (needle: number) => boolean = () => false,
): Searcher {
  if (needles.length > NEEDLE_LIMIT) throw new RangeError(`at most ${NEEDLE_LIMIT} needles`);
  compiled ??= new WebAssembly.Module(Buffer.from(SEARCH_KERNEL, 'base64'));
  const kernel = new WebAssembly.Instance(compiled, {}).exports as Kernel;
  const tables = writeTables(needles, isWrapped, (bytes) => grow(kernel.memory, bytes));
  const reserve = needles.length * HITS_PER_NEEDLE;
  const room = { at: aligned(tables.end), limit: Math.max(LEAST_ROOM, reserve), reserve };
  const text = aligned(room.at + room.limit * HIT_BYTES);
  grow(kernel.memory, text + SLACK);
  kernel.setUp(tables.ids, tables.needles, tables.places, tables.classes, room.at, room.limit, text);
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

function grow(memory: Memory, bytes: number): ArrayBuffer {
  const missing = bytes - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
  return memory.buffer;
}
