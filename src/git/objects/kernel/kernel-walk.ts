/** Reads the objects of a pack with the kernel: `pack.as.ts`. Gives what `createPackWalk` gives. */
import { readSync } from 'node:fs';
import type { SearchData } from '../../../detect/kernel/search-data.ts';
import { LEAST_HITS, reserveOf } from '../../../detect/kernel/searcher.ts';
import { instantiate, isTrap } from '../../../detect/kernel/web-assembly.ts';
import type { KnownIds } from '../known-ids.ts';
import type { PackPlan } from '../pack-plan.ts';
import { NONE } from '../pack-tree.ts';
import type { PackWalk, Visits } from '../pack-walk.ts';
import type { Extent, SharedMemory } from './shared-memory.ts';

/** What the kernel is to look for, besides keys. */
export interface Wanted {
  /** Types (`TYPE`) of which all objects are handed out. */
  readonly types: readonly number[];
  /** Bytes on both sides of a change that are searched: where no hit depends on what is far from it, and elsewhere. */
  readonly reach: { readonly near: number; readonly far: number };
  /** Ids that are here; undefined: links are not looked at. */
  readonly known: KnownIds | undefined;
  readonly oidBytes: number;
  /** Called with an id that is named and not known; its bytes are valid until it returns. */
  readonly unknown: (id: Uint8Array) => void;
}

/** A kernel of one thread. */
export interface PackKernel {
  /** @param file descriptor of the pack. @param plan one that lies in the shared memory */
  walk(file: number, plan: PackPlan, visits: Visits): PackWalk;
}

/** The module's functions: see pack.as.ts. */
interface Exports {
  setUpThread(...numbers: number[]): void;
  setUpLook(...numbers: number[]): void;
  setUpPack(...numbers: number[]): void;
  begin(root: number): number;
  step(most: number): number;
  readonly quiet: { readonly value: number };
  readonly quietBlobs: { readonly value: number };
  readonly quietCommits: { readonly value: number };
  readonly quietBytes: { readonly value: number };
}

/** Bytes that are made between two turns: less than a millisecond. */
const STEP = 1 << 20;

/** @param region this thread's part of the memory */
export function createPackKernel(
  shared: SharedMemory,
  region: Extent,
  search: SearchData,
  wanted: Wanted,
): PackKernel {
  const bytes = new Uint8Array(shared.memory.buffer);
  let file = -1;
  let visits: Visits | undefined;
  let plan: PackPlan | undefined;
  const env = {
    memory: shared.memory,
    read: (from: number, length: number, to: number) => readAll(file, bytes.subarray(to, to + length), from),
    look(entry: number, at: number, size: number, ranges: number, list: number, baseMark: number): number {
      const object = {
        entry,
        type: plan?.types[entry] ?? 0,
        bytes: bytes.subarray(at, at + size),
        changed: ranges < 0 ? undefined : [...new Uint32Array(shared.memory.buffer, list, ranges * 2)],
        baseMark: baseMark !== 0,
      };
      return visits?.visit(object) === true ? 1 : 0;
    },
    leave: (entry: number) => void (plan && visits && leaveAll(plan, entry, visits.leave)),
    gap: (entry: number) => visits?.gap(entry),
    unknown: (at: number) => wanted.unknown(bytes.subarray(at, at + wanted.oidBytes)),
  };
  const kernel = instantiate<Exports>(shared.module, env);
  setUp(kernel, shared, region, search, wanted);
  return {
    walk(descriptor, of, to) {
      [file, plan, visits] = [descriptor, of, to];
      const { offsets, sizes, headers, types, firstChild, nextSibling } = of;
      const arrays = [offsets, sizes, headers, types, firstChild, nextSibling];
      kernel.setUpPack(...arrays.map(({ byteOffset }) => byteOffset));
      let root = -1;
      // What a trap cuts short is left whole: what of it was looked at before is looked at once more by git.
      const guarded = (read: () => boolean): boolean => {
        try {
          return read();
        } catch (error) {
          if (!isTrap(error)) throw error;
          leaveAll(of, root, to.leave);
          return false;
        }
      };
      return {
        begin(entry) {
          root = entry;
          guarded(() => kernel.begin(entry) !== 0);
        },
        step: () => guarded(() => kernel.step(STEP) !== 0),
        quiet: () => ({
          objects: kernel.quiet.value,
          blobs: kernel.quietBlobs.value,
          commits: kernel.quietCommits.value,
          bytes: kernel.quietBytes.value,
        }),
      };
    },
  };
}

function setUp(
  kernel: Exports,
  { settling, starts }: SharedMemory,
  region: Extent,
  { tables: { layout, count } }: SearchData,
  { types, reach, known, oidBytes }: Wanted,
): void {
  const { groups, ids, needles, places, classes } = layout;
  const reserve = reserveOf(count);
  const hits = [Math.max(LEAST_HITS, reserve), reserve];
  const { plain, least, kinds } = settling;
  kernel.setUpThread(
    region.start,
    region.end,
    ...[groups, ids, needles, places, classes],
    ...hits,
    ...[plain, least, kinds],
  );
  const wantedTypes = types.reduce((bits, type) => bits | (1 << type), 0);
  const table = known?.table;
  const set = [table?.byteOffset ?? 0, table?.length ?? 0, oidBytes];
  kernel.setUpLook(starts, wantedTypes, reach.near, reach.far, ...set);
}

/** How many bytes there are, up to the length of `into`; none where the disk fails. */
function readAll(file: number, into: Uint8Array, from: number): number {
  try {
    let done = 0;
    for (let read = -1; read !== 0 && done < into.length; done += read)
      read = readSync(file, into, done, into.length - done, from + done);
    return done;
  } catch {
    return 0;
  }
}

function leaveAll({ firstChild, nextSibling }: PackPlan, top: number, leave: (entry: number) => void): void {
  const open = [top];
  for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
    leave(entry);
    for (let child = firstChild[entry] ?? NONE; child !== NONE; child = nextSibling[child] ?? NONE)
      open.push(child);
  }
}
