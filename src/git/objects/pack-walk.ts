/**
 * Reads the objects of a pack, each entry inflated once: depth-first over the tree of deltas, so that a base is at
 * hand when what is made from it is read, and is let go with its last child.
 */
import { readSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { applyDelta, type Ranges, readDeltaHead } from './delta.ts';
import type { PackPlan } from './pack-plan.ts';
import { NONE } from './pack-tree.ts';

/** An object as the walk hands it out. Its bytes are valid until the visit returns. */
export interface Visited {
  readonly entry: number;
  /** Of `TYPE`. */
  readonly type: number;
  readonly bytes: Uint8Array;
  /** What differs from the base; undefined for an object without one. */
  readonly changed: Ranges | undefined;
  /** What the visit of the base returned. */
  readonly baseMark: boolean;
}

/** What a walk calls. */
export interface Visits {
  /** The returned mark is handed on to the objects made from this one. */
  readonly visit: (object: Visited) => boolean;
  /** An entry that could not be read here: damaged, or too large. Nothing is known of where it ends. */
  readonly leave: (entry: number) => void;
  /** An entry that was read and does not end where the next begins: the index has left out what is between them. */
  readonly gap: (entry: number) => void;
}

/** An object whose children are being read. */
interface Frame {
  readonly bytes: Uint8Array;
  readonly mark: boolean;
  child: number;
}

/** Objects that were read and not handed out. */
export interface Quiet {
  readonly objects: number;
  readonly blobs: number;
  readonly commits: number;
  readonly bytes: number;
}

export interface PackWalk {
  /** Reads a root. */
  begin(root: number): void;
  /** Reads some of what is made from it; false if nothing is left. */
  step(): boolean;
  /** So far. */
  quiet(): Quiet;
}

/**
 * Hands out every object.
 *
 * @param file descriptor of the pack
 * @param budget bytes of objects that are in memory at once; larger ones, and what is made from them, are left over
 */
export function createPackWalk(file: number, plan: PackPlan, visits: Visits, budget: number): PackWalk {
  const read = createEntryReader(file, plan, visits.gap);
  const memory = createMemory(budget);
  const frames: Frame[] = [];

  const enter = (entry: number, bytes: Uint8Array, changed: Ranges | undefined, baseMark: boolean): void => {
    const mark = visits.visit({ entry, type: plan.types[entry] ?? 0, bytes, changed, baseMark });
    const child = plan.firstChild[entry] ?? NONE;
    if (child === NONE) memory.release(bytes);
    else frames.push({ bytes, mark, child });
  };

  const make = (entry: number, base: Uint8Array): { bytes: Uint8Array; changed: Ranges } | undefined => {
    const delta = memory.fits(plan.sizes[entry] ?? 0) ? read(entry) : undefined;
    const head = delta === undefined ? undefined : readDeltaHead(delta);
    if (delta === undefined || head === undefined) return undefined;
    const bytes = memory.take(head.size);
    if (bytes === undefined) return undefined;
    const changed = applyDelta(base, delta, head, bytes);
    if (changed !== undefined) return { bytes, changed };
    memory.release(bytes);
    return undefined;
  };

  const leaveAll = (top: number): void => {
    const open = [top];
    for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
      visits.leave(entry);
      for (let child = childOf(entry); child !== NONE; child = plan.nextSibling[child] ?? NONE)
        open.push(child);
    }
  };
  const childOf = (entry: number): number => plan.firstChild[entry] ?? NONE;

  const begin = (root: number): void => {
    const size = plan.sizes[root] ?? 0;
    const bytes = memory.fits(size) ? read(root) : undefined;
    if (bytes === undefined) leaveAll(root);
    else {
      memory.adopt(bytes);
      enter(root, bytes, undefined, false);
    }
  };
  const step = (): boolean => {
    const frame = frames.at(-1);
    if (frame === undefined) return false;
    const entry = frame.child;
    frame.child = plan.nextSibling[entry] ?? NONE;
    const made = make(entry, frame.bytes);
    if (frame.child === NONE) {
      frames.pop();
      memory.release(frame.bytes);
    }
    if (made === undefined) leaveAll(entry);
    else enter(entry, made.bytes, made.changed, frame.mark);
    return true;
  };
  return { begin, step, quiet: () => NOTHING_QUIET };
}

const NOTHING_QUIET: Quiet = { objects: 0, blobs: 0, commits: 0, bytes: 0 };

/** Most entries are smaller. */
const USUAL_ENTRY = 256 << 10;

/** Reads and inflates an entry; undefined if it is damaged. The bytes are the caller's. */
function createEntryReader(
  file: number,
  plan: PackPlan,
  gap: Visits['gap'],
): (entry: number) => Uint8Array | undefined {
  let room = Buffer.allocUnsafeSlow(USUAL_ENTRY);
  return (entry) => {
    const offset = (plan.offsets[entry] ?? 0) + (plan.headers[entry] ?? 0);
    const size = plan.sizes[entry] ?? 0;
    const space = (plan.offsets[entry + 1] ?? 0) - offset;
    const length = Math.min(space, mostDeflated(size));
    if (length <= 0) return undefined;
    if (length > room.length) room = Buffer.allocUnsafeSlow(length);
    try {
      if (readSync(file, room, 0, length, offset) < length) return undefined;
      const { bytes, taken } = inflateSmall(room.subarray(0, length), size);
      if (taken !== space) gap(entry);
      return bytes.length === size ? bytes : undefined;
    } catch {
      return undefined;
    }
  };
}

/** What deflating can make of so many bytes at worst. A lost index entry makes the place of the one before look longer. */
function mostDeflated(size: number): number {
  return size + Math.ceil(size / 8) + 1024;
}

/** What zlib gives where it is asked to (`info`); its types do not know. */
interface Informed {
  readonly buffer: Buffer;
  readonly engine: { readonly bytesWritten: number };
}

/**
 * Inflates in one go.
 *
 * @param size bytes that are expected to come out
 * @returns what comes out, and how many bytes went in: those behind the end of the deflated data are not looked at
 * @throws zlib's error where the data is damaged, or more than a byte too much comes out
 */
export function inflateSmall(
  deflated: Uint8Array,
  size: number,
): { readonly bytes: Buffer; readonly taken: number } {
  const options = { chunkSize: Math.max(64, size + 1), maxOutputLength: size + 1, info: true };
  const { buffer, engine } = inflateSync(deflated, options) as unknown as Informed;
  return { bytes: buffer, taken: engine.bytesWritten };
}

interface Memory {
  fits(size: number): boolean;
  /** Undefined if that would be more than the budget. */
  take(size: number): Uint8Array | undefined;
  /** Counts bytes that come from elsewhere. */
  adopt(bytes: Uint8Array): void;
  release(bytes: Uint8Array): void;
}

/** Buffers that are used again, by powers of two. */
function createMemory(budget: number): Memory {
  const free: ArrayBuffer[][] = [];
  const pooled = new WeakSet<ArrayBufferLike>();
  let used = 0;
  const fits = (size: number): boolean => used + size <= budget;
  return {
    fits,
    take(size) {
      if (!fits(size)) return undefined;
      used += size;
      const power = powerOf(size);
      const buffer = free[power]?.pop() ?? new ArrayBuffer(2 ** power);
      pooled.add(buffer);
      return new Uint8Array(buffer, 0, size);
    },
    adopt(bytes) {
      used += bytes.length;
    },
    release(bytes) {
      used -= bytes.length;
      const { buffer } = bytes;
      if (!(buffer instanceof ArrayBuffer) || !pooled.has(buffer)) return;
      const power = powerOf(bytes.length);
      const list = free[power] ?? [];
      free[power] = list;
      // What a few steps of a chain need; more would only be held.
      if (power <= 22 && list.length < 8) list.push(buffer);
    },
  };
}

function powerOf(size: number): number {
  return Math.max(6, 32 - Math.clz32(Math.max(0, size - 1)));
}
