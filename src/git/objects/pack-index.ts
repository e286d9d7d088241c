/**
 * A pack's index: which objects lie where in it. Format: gitformat-pack(5), "pack-*.idx files", versions 1 and 2.
 * Whoever forges an index can seal it again, so that what it says is checked against the pack: `pack-plan.ts` accounts
 * for every byte of the pack, and an object that is suspected is hashed. An index is rejected as a whole only where git
 * would find other objects by it than we do: its ids must ascend, and its fan-out must count them.
 */
import { createHash } from 'node:crypto';
import { closeSync, fstatSync, readSync } from 'node:fs';
import { openPlainFile } from '../plain-file.ts';

const MAGIC = 0xff744f63;
const FANOUT = 256 * 4;

export interface PackIndex {
  /** Objects in the pack. Positions count from 0 in the order of their ids. */
  readonly count: number;
  readonly ids: IdTable;
  /** The hash at the end of the pack that this index was made for. */
  readonly packHash: Buffer;
  /** Lower-case hex id of the object at a position. */
  oidAt(position: number): string;
  /** Byte offset in the pack of the entry at a position. */
  offsetAt(position: number): number;
  /** Position of an id given as raw bytes `bytes[at…]`, or -1. */
  find(bytes: Uint8Array, at: number): number;
}

/** Where ids are in an index. In shared memory, so that threads compare with them. */
export interface IdTable {
  readonly bytes: Uint8Array;
  /** Offset of the first id. */
  readonly start: number;
  /** Bytes from one id to the next. */
  readonly stride: number;
}

/** Reads an index into shared memory. Throws as `openSync` does; undefined as `parsePackIndex`. */
export function readPackIndex(file: string, oidBytes: number): PackIndex | undefined {
  const descriptor = openPlainFile(file);
  try {
    const { size } = fstatSync(descriptor);
    const bytes = Buffer.from(new SharedArrayBuffer(size));
    for (let at = 0, read = -1; at < size && read !== 0; at += read)
      read = readSync(descriptor, bytes, at, size - at, at);
    return parsePackIndex(bytes, oidBytes);
  } finally {
    closeSync(descriptor);
  }
}

/** @param oidBytes 20 for SHA-1, 32 for SHA-256. Undefined if the index is damaged or of an unknown version. */
export function parsePackIndex(bytes: Buffer, oidBytes: number): PackIndex | undefined {
  if (!isSealed(bytes, oidBytes)) return undefined;
  return bytes.readUInt32BE(0) === MAGIC ? parseV2(bytes, oidBytes) : parseV1(bytes, oidBytes);
}

/** The last bytes are the hash of all before: one flipped bit and the places are not to be trusted. */
function isSealed(bytes: Buffer, oidBytes: number): boolean {
  if (bytes.length < FANOUT + 2 * oidBytes) return false;
  const body = bytes.subarray(0, bytes.length - oidBytes);
  const hash = createHash(oidBytes === 20 ? 'sha1' : 'sha256')
    .update(body)
    .digest();
  return hash.equals(bytes.subarray(body.length));
}

function parseV2(bytes: Buffer, oidBytes: number): PackIndex | undefined {
  const fanout = 8;
  const count = countOf(bytes, fanout);
  if (bytes.readUInt32BE(4) !== 2 || count === undefined) return undefined;
  const oids = fanout + FANOUT;
  const small = oids + count * (oidBytes + 4);
  const large = small + count * 4;
  const spare = bytes.length - 2 * oidBytes - large;
  if (spare < 0 || spare % 8 !== 0) return undefined;
  const offsetAt = (position: number): number => {
    const offset = bytes.readUInt32BE(small + position * 4);
    if (offset < 0x80000000) return offset;
    const at = (offset - 0x80000000) * 8;
    return at < spare ? Number(bytes.readBigUInt64BE(large + at)) : Number.NaN;
  };
  return indexOf(bytes, count, offsetAt, { fanout, oids, stride: oidBytes, oidBytes });
}

function parseV1(bytes: Buffer, oidBytes: number): PackIndex | undefined {
  const count = countOf(bytes, 0);
  const stride = oidBytes + 4;
  if (count === undefined || bytes.length < FANOUT + count * stride + 2 * oidBytes) return undefined;
  const offsetAt = (position: number): number => bytes.readUInt32BE(FANOUT + position * stride);
  return indexOf(bytes, count, offsetAt, { fanout: 0, oids: FANOUT + 4, stride, oidBytes });
}

/** The last entry of the fan-out, if the entries ascend. */
function countOf(bytes: Buffer, fanout: number): number | undefined {
  let last = 0;
  for (let at = fanout; at < fanout + FANOUT; at += 4) {
    const next = bytes.readUInt32BE(at);
    if (next < last) return undefined;
    last = next;
  }
  return last;
}

interface Layout {
  readonly fanout: number;
  /** Where the first id is, and how far the next one is from it. */
  readonly oids: number;
  readonly stride: number;
  readonly oidBytes: number;
}

function indexOf(
  bytes: Buffer,
  count: number,
  offsetAt: PackIndex['offsetAt'],
  layout: Layout,
): PackIndex | undefined {
  if (!isOrdered(bytes, count, layout)) return undefined;
  const packHash = bytes.subarray(bytes.length - 2 * layout.oidBytes, bytes.length - layout.oidBytes);
  const ids = { bytes, start: layout.oids, stride: layout.stride };
  return { count, ids, packHash, offsetAt, ...lookup(bytes, layout) };
}

/** True if the ids ascend (one may come twice) and each entry of the fan-out counts those up to its first byte. */
function isOrdered(table: Buffer, count: number, { fanout, oids, stride, oidBytes }: Layout): boolean {
  let first = 0;
  let before = 0;
  for (let position = 0, at = oids; position < count; position++, at += stride) {
    const next = table[at] ?? 0;
    for (; first < next; first++) if (table.readUInt32BE(fanout + first * 4) !== position) return false;
    const start = startOf(table, at);
    if (start < before) return false;
    if (start === before && position > 0 && isLess(table, at, at - stride, oidBytes)) return false;
    before = start;
  }
  for (; first < 256; first++) if (table.readUInt32BE(fanout + first * 4) !== count) return false;
  return true;
}

/** The first bytes of an id as a number. Buffer's own methods check what is known here, for every object there is. */
function startOf(table: Uint8Array, at: number): number {
  const low = ((table[at + 1] ?? 0) << 16) | ((table[at + 2] ?? 0) << 8) | (table[at + 3] ?? 0);
  return (table[at] ?? 0) * 0x1000000 + low;
}

function isLess(table: Buffer, a: number, b: number, length: number): boolean {
  return table.compare(table, b, b + length, a, a + length) < 0;
}

function lookup(
  table: Buffer,
  { fanout, oids, stride, oidBytes }: Layout,
): Pick<PackIndex, 'oidAt' | 'find'> {
  const start = (position: number): number => oids + position * stride;
  return {
    oidAt: (position) => table.toString('hex', start(position), start(position) + oidBytes),
    find(bytes, at) {
      const first = bytes[at] ?? 0;
      let low = first === 0 ? 0 : table.readUInt32BE(fanout + (first - 1) * 4);
      let high = table.readUInt32BE(fanout + first * 4) - 1;
      while (low <= high) {
        const middle = (low + high) >> 1;
        const order = table.compare(bytes, at, at + oidBytes, start(middle), start(middle) + oidBytes);
        if (order === 0) return middle;
        if (order < 0) low = middle + 1;
        else high = middle - 1;
      }
      return -1;
    },
  };
}
