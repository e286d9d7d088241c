/** The tables that the kernel reads, as search.as.ts lays them out in its memory. */
import { dealBuckets, FINGERPRINT } from './buckets.ts';
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
  readonly groups: number;
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
const GROUP_OF = 2048;
const HASHES = 8192;
const TABLES = GROUP_OF + HASHES * 2;
const CLASS_BYTES = 32;

/** Marks a needle's length. */
const WRAPPED = 0x8000;

/** A fingerprint that can be written in more ways than this belongs to every group. */
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
  const groups = groupByHash(needles, offsets);
  const layout = layOut(rows, groups.members, classes.count());
  const bytes = new Uint8Array(layout.end);
  const memory = new DataView(bytes.buffer);
  for (const [bucket, { nibbles }] of buckets.entries()) writeNibbles(memory, nibbles, 1 << bucket);
  writeGroups(memory, groups, layout);
  writeRows(memory, rows, layout);
  classes.write(bytes.subarray(layout.classes));
  return { bytes, layout, count: needles.length };
}

/** An address that is a multiple of 64, which aligns all that is loaded. */
export function aligned(address: number): number {
  return Math.ceil(address / 64) * 64;
}

function layOut(rows: readonly Row[], groups: readonly (readonly number[])[], classCount: number): Layout {
  const ids = TABLES + (groups.length + 1) * 4;
  const needles = aligned(ids + lengthOf(groups) * 2);
  const places = needles + rows.length * 8;
  const classes = aligned(places + lengthOf(rows.map((row) => row.classes)) * 2);
  return { groups: TABLES, ids, needles, places, classes, end: classes + classCount * CLASS_BYTES };
}

function lengthOf(lists: readonly (readonly number[])[]): number {
  return lists.reduce((sum, list) => sum + list.length, 0);
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

/** Needles that share a hash. */
interface Groups {
  /** The group of each hash. */
  readonly of: Uint16Array;
  /** The needles of each group; the first has none. */
  readonly members: readonly (readonly number[])[];
}

/** Which needles have a fingerprint of which hash; hashes of the same needles share a group. */
function groupByHash(needles: readonly Needle[], offsets: ReadonlyMap<number, number>): Groups {
  const byHash = Array.from({ length: HASHES }, (): Set<number> => new Set());
  for (const [id, needle] of needles.entries()) {
    for (const hash of hashesOf(needle, offsets.get(id) ?? 0)) byHash[hash]?.add(id);
  }
  const groups = new Map([['', { number: 0, members: [] as number[] }]]);
  const of = Uint16Array.from(byHash, (set) => {
    const members = [...set];
    const known = groups.get(members.join());
    if (known !== undefined) return known.number;
    groups.set(members.join(), { number: groups.size, members });
    return groups.size - 1;
  });
  return { of, members: [...groups.values()].map(({ members }) => members) };
}

function hashesOf(needle: Needle, offset: number): Iterable<number> {
  const sets = Array.from({ length: FINGERPRINT }, (_, place) => valuesOf(needle[offset + place]));
  if (sets.reduce((ways, set) => ways * set.length, 1) > MOST_SPELLINGS) return Array(HASHES).keys();
  let words = [0];
  for (const [place, set] of sets.entries())
    words = words.flatMap((word) => set.map((value) => word | (value << (place * 8))));
  return words.map((word) => Math.imul(word, 0x9e3779b1) >>> 19);
}

function writeGroups(memory: DataView, { of, members }: Groups, { groups, ids }: Layout): void {
  for (const [hash, group] of of.entries()) memory.setUint16(GROUP_OF + hash * 2, group, true);
  let written = 0;
  for (const [group, list] of members.entries()) {
    memory.setUint32(groups + group * 4, written, true);
    for (const id of list) memory.setUint16(ids + written++ * 2, id, true);
  }
  memory.setUint32(groups + members.length * 4, written, true);
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

/** Sets the bit of a byte in the class that begins at `start`. */
function mark(classes: Uint8Array, start: number, byte: number): void {
  const at = start + (byte >> 3);
  classes[at] = (classes[at] ?? 0) | (1 << (byte & 7));
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
      for (const { id, bytes } of ids.values()) for (const byte of bytes) mark(at, id * CLASS_BYTES, byte);
    },
  };
}
