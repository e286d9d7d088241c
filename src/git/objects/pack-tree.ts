/** The tree that the deltas of a pack form over their bases. */
import type { ObjectType } from '../../model/origin.ts';

/** Types of entries as packs number them; 0 marks an entry that makes no sense. */
export const TYPE = { bad: 0, commit: 1, tree: 2, blob: 3, tag: 4, offsetDelta: 6, refDelta: 7 } as const;

/** The name of a type of objects. */
export function typeName(type: number): ObjectType {
  return NAMES[type] ?? 'blob';
}

const NAMES: Readonly<Record<number, ObjectType>> = { 1: 'commit', 2: 'tree', 3: 'blob', 4: 'tag' };

/** No entry. */
export const NONE = -1;

/** An array in shared memory, of so many bytes. */
export function shared<T>(make: new (buffer: SharedArrayBuffer) => T, bytes: number): T {
  return new make(new SharedArrayBuffer(bytes));
}

/** Bases and what is made from them. */
export interface PackTree {
  readonly firstChild: Int32Array;
  readonly nextSibling: Int32Array;
  /** Entries that are no deltas, the heaviest first, so that threads end together. */
  readonly roots: Int32Array;
  /** Entries that no root leads to: damaged, or deltas of what another place has. */
  readonly strays: Int32Array;
}

/**
 * Links the entries of a pack. Gives every delta in `types` the type of its root.
 *
 * @param bases entry that each delta is made from
 * @param offsets byte offset of each entry, and one more
 */
export function linkTree(types: Uint8Array, bases: Int32Array, offsets: Float64Array): PackTree {
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
  const strays = Array.from(isReached.keys()).filter(
    (entry) => isReached[entry] === 0 && offsets[entry] !== offsets[entry + 1],
  );
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
