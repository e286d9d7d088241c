/** The tables that the kernel reads, as search.as.ts lays them out in its memory. */
import { type Bucket, dealBuckets, FINGERPRINT } from './buckets.ts';
import type { Needle, NeedleByte } from './needle.ts';
import type { Nibbles } from './share.ts';

/** Needles as the kernel reads them: the start of its memory. Plain data, so that it can be made when we are built. */
export interface Tables {
  readonly bytes: Uint8Array;
  readonly layout: Layout;
  /** How many needles. */
  readonly count: number;
}

/** Where things lie in the kernel's memory, in bytes. */
export interface Layout {
  readonly ids: number;
  readonly needles: number;
  readonly places: number;
  readonly classes: number;
  /** Behind everything. */
  readonly end: number;
}

/** A needle as the kernel reads it: the class of each place, and where its fingerprint begins. */
interface Row {
  readonly classes: readonly number[];
  readonly offset: number;
  readonly wrapped: boolean;
}

/** Where the fixed tables lie: see search.as.ts. */
const NIBBLES = 1024;
const BUCKETS = 1280;
const FILTER = 2048;
const FILTER_SIZE = 8192;
const TABLES = FILTER + FILTER_SIZE;

/** Marks a needle's length. */
const WRAPPED = 0x8000;

/** A fingerprint that can be written in more ways than this passes the filter always. */
const MOST_SPELLINGS = 4096;

const ANY: readonly number[] = Array.from({ length: 256 }, (_, byte) => byte);

/** The kernel numbers needles in 16 bits. */
const MOST_NEEDLES = 65_536;

/**
 * Makes all tables. Throws a RangeError for more than 65,536 needles.
 * @param isWrapped needles that are also looked for across the line ends of wrapped text; a hit's offset is that of
 * the needle's first byte
 */
export function compileTables(
  needles: readonly Needle[],
  isWrapped: (needle: number) => boolean = () => false,
): Tables {
  if (needles.length > MOST_NEEDLES) throw new RangeError(`at most ${MOST_NEEDLES} needles`);
  const classes = createClasses();
  const buckets = dealBuckets(needles);
  const offsets = new Map(buckets.flatMap((bucket) => bucket.members.map((key) => [key.needle, key.offset])));
  const rows = needles.map((needle, i): Row => {
    return { classes: needle.map(classes.idOf), offset: offsets.get(i) ?? 0, wrapped: isWrapped(i) };
  });
  const layout = layOut(rows, classes.count());
  const bytes = new Uint8Array(layout.end);
  const memory = new DataView(bytes.buffer);
  writeBuckets(memory, buckets, layout.ids);
  writeFilter(bytes.subarray(FILTER, FILTER + FILTER_SIZE), buckets, needles);
  writeRows(memory, rows, layout);
  classes.write(bytes.subarray(layout.classes));
  return { bytes, layout, count: needles.length };
}

/** An address that is a multiple of 64, which aligns all that is loaded. */
export function aligned(address: number): number {
  return Math.ceil(address / 64) * 64;
}

function layOut(rows: readonly Row[], classCount: number): Layout {
  const needles = aligned(TABLES + rows.length * 2);
  const places = needles + rows.length * 8;
  const classes = aligned(places + rows.reduce((sum, row) => sum + row.classes.length, 0) * 2);
  return { ids: TABLES, needles, places, classes, end: classes + classCount * 256 };
}

/** Nibble tables and bucket lists. */
function writeBuckets(memory: DataView, buckets: readonly Bucket[], ids: number): void {
  let written = 0;
  for (const [bucket, { members, nibbles }] of buckets.entries()) {
    memory.setUint32(BUCKETS + bucket * 4, written, true);
    for (const { needle } of members) memory.setUint16(ids + written++ * 2, needle, true);
    writeNibbles(memory, nibbles, 1 << bucket);
  }
  memory.setUint32(BUCKETS + buckets.length * 4, written, true);
}

function writeNibbles(memory: DataView, nibbles: Nibbles, bit: number): void {
  for (const [place, mask] of nibbles.entries()) {
    for (let nibble = 0; nibble < 16; nibble++) {
      const at = NIBBLES + place * 32 + nibble;
      if ((mask & (1 << nibble)) !== 0) memory.setUint8(at, memory.getUint8(at) | bit);
      if ((mask & (0x10000 << nibble)) !== 0) memory.setUint8(at + 16, memory.getUint8(at + 16) | bit);
    }
  }
}

/** For each hash of four bytes, the buckets that have a fingerprint of this hash. */
function writeFilter(filter: Uint8Array, buckets: readonly Bucket[], needles: readonly Needle[]): void {
  for (const [bucket, { members }] of buckets.entries()) {
    for (const { needle, offset } of members) admit(filter, needles[needle] ?? [], offset, 1 << bucket);
  }
}

function admit(filter: Uint8Array, needle: Needle, offset: number, bit: number): void {
  const sets = Array.from({ length: FINGERPRINT }, (_, place) => valuesOf(needle[offset + place]));
  if (sets.reduce((ways, set) => ways * set.length, 1) > MOST_SPELLINGS) {
    for (const hash of filter.keys()) filter[hash] = (filter[hash] ?? 0) | bit;
    return;
  }
  let words = [0];
  for (const [place, set] of sets.entries())
    words = words.flatMap((word) => set.map((value) => word | (value << (place * 8))));
  for (const word of words) {
    const hash = Math.imul(word, 0x9e3779b1) >>> 19;
    filter[hash] = (filter[hash] ?? 0) | bit;
  }
}

/** A place behind the end of a needle of three lets any byte follow. */
function valuesOf(byte: NeedleByte | undefined): readonly number[] {
  if (byte === undefined) return ANY;
  return typeof byte === 'number' ? [byte] : byte;
}

function writeRows(memory: DataView, rows: readonly Row[], { needles, places }: Layout): void {
  let written = 0;
  for (const [i, { classes, offset, wrapped }] of rows.entries()) {
    memory.setUint32(needles + i * 8, written, true);
    memory.setUint16(needles + i * 8 + 4, classes.length | (wrapped ? WRAPPED : 0), true);
    memory.setUint16(needles + i * 8 + 6, offset, true);
    for (const kind of classes) memory.setUint16(places + written++ * 2, kind, true);
  }
}

/** Numbers the distinct sets of bytes. */
function createClasses(): { idOf(byte: NeedleByte): number; count(): number; write(at: Uint8Array): void } {
  const ids = new Map<string, { id: number; bytes: readonly number[] }>();
  return {
    idOf(byte) {
      const bytes = valuesOf(byte);
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
