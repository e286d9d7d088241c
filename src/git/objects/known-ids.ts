/**
 * A set of object ids in shared memory: asked once for every link of every tree, and by all threads. Holds the first 64
 * bits of an id, by open addressing. Two ids with the same 64 bits count as one: that takes some effort to make, and
 * whoever can make it may as well forge the tree that holds the link.
 */

/** Bytes of an id that are held. */
const HELD = 8;

export interface KnownIds {
  /** Pairs of numbers, both 0 where a place is free. A power of two of them. */
  readonly table: Uint32Array;
}

/** @param count ids that will be added at most */
export function createKnownIds(count: number): KnownIds {
  const places = 2 ** Math.ceil(Math.log2(Math.max(16, count * 1.6)));
  return { table: new Uint32Array(new SharedArrayBuffer(places * HELD)) };
}

/** Adds the id at `at`. To be called before other threads read. */
export function addId({ table }: KnownIds, bytes: Uint8Array, at: number): void {
  const [high, low] = [numberAt(bytes, at), numberAt(bytes, at + 4) || 1];
  const place = placeOf(table, high, low);
  table[place] = high;
  table[place + 1] = low;
}

/** True if the id at `at` was added. */
export function hasId({ table }: KnownIds, bytes: Uint8Array, at: number): boolean {
  const low = numberAt(bytes, at + 4) || 1;
  return table[placeOf(table, numberAt(bytes, at), low) + 1] === low;
}

/** Where the id is, or the free place where it would be. */
function placeOf(table: Uint32Array, high: number, low: number): number {
  const mask = table.length - 1;
  let place = (Math.imul(high ^ low, 0x9e3779b1) << 1) & mask;
  while (table[place + 1] !== 0 && (table[place] !== high || table[place + 1] !== low))
    place = (place + 2) & mask;
  return place;
}

function numberAt(bytes: Uint8Array, at: number): number {
  return (
    (((bytes[at] ?? 0) << 24) |
      ((bytes[at + 1] ?? 0) << 16) |
      ((bytes[at + 2] ?? 0) << 8) |
      (bytes[at + 3] ?? 0)) >>>
    0
  );
}
