/** The memory in which the pack kernel works: what all threads read, and a region for each of them. */
import type { SearchData } from '../../../detect/kernel/search-data.ts';
import { aligned } from '../../../detect/kernel/tables.ts';
import {
  compileModule,
  isSupported,
  MOST_PAGES,
  PAGE,
  type SharedWasmMemory,
  shareMemoryOf,
  type WasmModule,
} from '../../../detect/kernel/web-assembly.ts';
import type { KnownIds } from '../known-ids.ts';
import type { PackPlan } from '../pack-plan.ts';
import { PACK_KERNEL } from './pack.generated.ts';

/** A part of the memory, in bytes. */
export interface Extent {
  readonly start: number;
  readonly end: number;
}

/** Crosses to other threads as it is: module and memory are shared. */
export interface SharedMemory {
  readonly module: WasmModule;
  readonly memory: SharedWasmMemory;
  /** One for each thread. */
  readonly regions: readonly Extent[];
  /** Addresses. */
  readonly settling: { readonly plain: number; readonly least: number; readonly kinds: number };
  /** Address of a bit for each first two bytes. */
  readonly starts: number;
}

/** What is put into the memory. */
export interface Shared {
  readonly plans: readonly PackPlan[];
  readonly known: KnownIds | undefined;
  readonly search: SearchData;
  /** A bit for each first two bytes of an object that is to be handed out, the first byte in the high half. */
  readonly starts: Uint8Array;
  readonly threads: number;
}

/** The same, with plans and ids that lie in the memory. */
export interface Placed {
  readonly shared: SharedMemory;
  readonly plans: readonly PackPlan[];
  readonly known: KnownIds | undefined;
}

/** Where the tables begin that tables.ts lays out. What the compiler places is in front. */
const TABLES = 1024;
/** For objects of a thread, and what is beside them. */
const REGION = 200 << 20;
/** With less even usual objects would be left to git. */
const LEAST_REGION = 64 << 20;

/** Undefined where there is no WebAssembly with SIMD and threads, or not enough memory: then TypeScript reads. */
export function shareMemory({ plans, known, search, starts, threads }: Shared): Placed | undefined {
  const binary = Buffer.from(PACK_KERNEL, 'base64');
  if (!isSupported(binary)) return undefined;
  const room = createRoom();
  room.take(TABLES);
  const tables = room.take(search.tables.layout.end - TABLES);
  const settling = {
    plain: room.put(search.plain),
    least: room.put(search.least),
    kinds: room.put(search.kinds),
  };
  const startsAt = room.put(starts);
  const placed = plans.map((plan) => ARRAYS.map((name) => room.put(plan[name])));
  const knownAt = known && room.put(known.table);
  const regions = regionsBehind(room.end(), threads);
  const memory = regions && shareMemoryOf(Math.ceil((regions.at(-1)?.end ?? 0) / PAGE));
  if (memory === undefined || regions === undefined) return undefined;
  const bytes = new Uint8Array(memory.buffer);
  bytes.set(search.tables.bytes.subarray(TABLES), tables);
  room.fill(bytes);
  return {
    shared: { module: compileModule(binary), memory, regions, settling, starts: startsAt },
    plans: plans.map((plan, i) => ({ ...plan, ...viewsOf(memory, plan, placed[i] ?? []) })),
    known: known && knownAt !== undefined ? { table: viewOf(memory, known.table, knownAt) } : undefined,
  };
}

/** Of a plan, what the kernel reads; `roots` is read by the threads' queue alone. */
const ARRAYS = ['offsets', 'sizes', 'headers', 'types', 'firstChild', 'nextSibling'] as const;

type PlanArrays = Pick<PackPlan, (typeof ARRAYS)[number]>;
type Numbers = Float64Array | Int32Array | Uint32Array | Uint8Array;

interface Room {
  /** @returns the address */
  take(bytes: number): number;
  /** Takes room for an array, whose content is copied by `fill`. */
  put(array: Numbers): number;
  end(): number;
  fill(memory: Uint8Array): void;
}

function createRoom(): Room {
  let end = 0;
  const arrays: { readonly at: number; readonly array: Numbers }[] = [];
  const take = (bytes: number): number => {
    const at = end;
    end = aligned(at + bytes);
    return at;
  };
  return {
    take,
    put(array) {
      const at = take(array.byteLength);
      arrays.push({ at, array });
      return at;
    },
    end: () => end,
    fill(memory) {
      for (const { at, array } of arrays)
        memory.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    },
  };
}

function regionsBehind(start: number, threads: number): Extent[] | undefined {
  const room = Math.floor((MOST_PAGES * PAGE - PAGE - start) / threads);
  const size = Math.min(REGION, room - (room % PAGE));
  if (size < LEAST_REGION) return undefined;
  return Array.from({ length: threads }, (_, i) => ({
    start: start + i * size,
    end: start + (i + 1) * size,
  }));
}

function viewsOf(memory: SharedWasmMemory, plan: PackPlan, addresses: readonly number[]): PlanArrays {
  const views = ARRAYS.map((name, i) => [name, viewOf(memory, plan[name], addresses[i] ?? 0)]);
  return Object.fromEntries(views) as PlanArrays;
}

function viewOf<T extends Numbers>(memory: SharedWasmMemory, array: T, address: number): T {
  const make = array.constructor as new (buffer: SharedArrayBuffer, at: number, length: number) => T;
  return new make(memory.buffer, address, array.length);
}
