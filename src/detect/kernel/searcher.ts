/** The search kernel with its tables: all places of many short needles in one pass over the bytes. */
import { dealBuckets, FINGERPRINT } from './buckets.ts';
import type { Needle, NeedleByte } from './needle.ts';
import { SEARCH_KERNEL } from './search.generated.ts';

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

/** Where the fixed tables lie: see search.as.ts. */
const NIBBLES = 1024;
const BUCKETS = 1280;
const TABLES = 1536;

/** Marks a needle's length. */
const WRAPPED = 0x8000;

const HIT_LIMIT = 1 << 16;
const HIT_BYTES = 8;
/** Bytes behind the text that a block may read. */
const SLACK = 64;
const PAGE = 65_536;

interface Kernel {
  readonly memory: Memory;
  setUp(ids: number, needles: number, places: number, classes: number, hits: number, limit: number): void;
  setText(at: number): void;
  find(from: number, length: number, reserve: number): number;
  resume(): number;
}

let compiled: object | undefined;

/**
 * Compiles needles into a searcher with memory of its own.
 * @param isWrapped needles that are also looked for across the line ends of wrapped text; a hit's offset is that of
 * the needle's first byte
 */
export function createSearcher(
  needles: readonly Needle[],
  isWrapped: (needle: number) => boolean = () => false,
): Searcher {
  compiled ??= new WebAssembly.Module(Buffer.from(SEARCH_KERNEL, 'base64'));
  const kernel = new WebAssembly.Instance(compiled, {}).exports as Kernel;
  const text = writeTables(kernel, needles, isWrapped);
  kernel.setText(text);
  return {
    buffer: (size) => {
      growTo(kernel.memory, text + size + SLACK);
      return new Uint8Array(kernel.memory.buffer, text, size);
    },
    holds: (bytes) => bytes.buffer === kernel.memory.buffer && bytes.byteOffset === text,
    find: (length) => findAll(kernel, length, needles.length * 32, HIT_LIMIT),
  };
}

function findAll(kernel: Kernel, length: number, reserve: number, limit: number): Uint32Array {
  const found: number[] = [];
  for (let from = 0; from < length; ) {
    const count = kernel.find(from, length, Math.min(reserve, limit));
    from = kernel.resume();
    if (count === 0) continue;
    const hits = new Uint32Array(kernel.memory.buffer, hitsAt(kernel), count * 2);
    for (let i = 0; i < count * 2; i += 2) found.push((hits[i] ?? 0) * NEEDLE_LIMIT + (hits[i + 1] ?? 0));
  }
  if (found.length === 0) return NONE;
  const sorted = Float64Array.from(found).sort();
  const pairs = new Uint32Array(sorted.length * 2);
  for (const [i, value] of sorted.entries()) {
    pairs[i * 2] = Math.floor(value / NEEDLE_LIMIT);
    pairs[i * 2 + 1] = value % NEEDLE_LIMIT;
  }
  return pairs;
}

const NONE = new Uint32Array();

/** More needles than this are not told apart in a hit. */
const NEEDLE_LIMIT = 4096;

const hitsOf = new WeakMap<Kernel, number>();

function hitsAt(kernel: Kernel): number {
  return hitsOf.get(kernel) ?? 0;
}

/** Writes all tables; returns where the text begins. */
function writeTables(
  kernel: Kernel,
  needles: readonly Needle[],
  isWrapped: (needle: number) => boolean,
): number {
  if (needles.length >= NEEDLE_LIMIT) throw new RangeError(`at most ${NEEDLE_LIMIT - 1} needles`);
  const classes = createClasses();
  const places = needles.map((needle) => needle.map(classes.idOf));
  const buckets = dealBuckets(needles);
  const idsAt = TABLES;
  const needlesAt = aligned(idsAt + needles.length * 2);
  const placesAt = needlesAt + needles.length * 8;
  const classesAt = aligned(placesAt + places.flat().length * 2);
  const hits = aligned(classesAt + classes.count() * 256);
  const text = aligned(hits + HIT_LIMIT * HIT_BYTES);
  growTo(kernel.memory, text + SLACK);
  const memory = new DataView(kernel.memory.buffer);
  const offsets = writeBuckets(memory, buckets, idsAt);
  writeNeedles(memory, places, (i) => [offsets[i] ?? 0, isWrapped(i)], needlesAt, placesAt);
  classes.write(new Uint8Array(kernel.memory.buffer, classesAt));
  kernel.setUp(idsAt, needlesAt, placesAt, classesAt, hits, HIT_LIMIT);
  hitsOf.set(kernel, hits);
  return text;
}

/** Nibble tables and bucket lists; returns the offset of each needle's fingerprint. */
function writeBuckets(memory: DataView, buckets: ReturnType<typeof dealBuckets>, idsAt: number): number[] {
  const offsets: number[] = [];
  let id = 0;
  for (const [bucket, { needles, nibbles }] of buckets.entries()) {
    memory.setUint32(BUCKETS + bucket * 4, id, true);
    for (const { needle, offset } of needles) {
      memory.setUint16(idsAt + id * 2, needle, true);
      offsets[needle] = offset;
      id++;
    }
    if (needles.length > 0) writeNibbles(memory, nibbles, 1 << bucket);
  }
  memory.setUint32(BUCKETS + buckets.length * 4, id, true);
  return offsets;
}

function writeNibbles(
  memory: DataView,
  nibbles: readonly { low: number; high: number }[],
  bit: number,
): void {
  for (let place = 0; place < FINGERPRINT; place++) {
    for (let nibble = 0; nibble < 16; nibble++) {
      const low = NIBBLES + place * 32 + nibble;
      const { low: lows, high: highs } = nibbles[place] ?? { low: 0, high: 0 };
      if ((lows & (1 << nibble)) !== 0) memory.setUint8(low, memory.getUint8(low) | bit);
      if ((highs & (1 << nibble)) !== 0) memory.setUint8(low + 16, memory.getUint8(low + 16) | bit);
    }
  }
}

function writeNeedles(
  memory: DataView,
  places: readonly (readonly number[])[],
  keyOf: (needle: number) => readonly [offset: number, wrapped: boolean],
  needlesAt: number,
  placesAt: number,
): void {
  let written = 0;
  for (const [i, classes] of places.entries()) {
    memory.setUint32(needlesAt + i * 8, written, true);
    const [offset, wrapped] = keyOf(i);
    memory.setUint16(needlesAt + i * 8 + 4, classes.length | (wrapped ? WRAPPED : 0), true);
    memory.setUint16(needlesAt + i * 8 + 6, offset, true);
    for (const kind of classes) {
      memory.setUint16(placesAt + written * 2, kind, true);
      written++;
    }
  }
}

/** Numbers the distinct sets of bytes. */
function createClasses(): { idOf(byte: NeedleByte): number; count(): number; write(at: Uint8Array): void } {
  const ids = new Map<string, { id: number; bytes: readonly number[] }>();
  return {
    idOf(byte) {
      const bytes = typeof byte === 'number' ? [byte] : byte;
      const key = bytes.join();
      const known = ids.get(key) ?? { id: ids.size, bytes };
      ids.set(key, known);
      return known.id;
    },
    count: () => ids.size,
    write(at) {
      for (const { id, bytes } of ids.values()) for (const byte of bytes) at[id * 256 + byte] = 1;
    },
  };
}

function aligned(address: number): number {
  return (address + 63) & ~63;
}

function growTo(memory: Memory, bytes: number): void {
  const missing = bytes - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
}
