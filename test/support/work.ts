/**
 * Counts work instead of time: how often the blocks of our sources run, as V8's precise coverage counts them, and how
 * many bytes are passed to the built-in searches and conversions of Buffer, which run outside of JavaScript.
 * Code has counters only if it is imported after this module: `await import(…)`.
 */
import { Session } from 'node:inspector';
import { vi } from 'vitest';

interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly { readonly ranges: readonly { readonly count: number }[] }[];
  }[];
}

const session = new Session();
session.connect();
session.post('Profiler.enable');
session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

/** Runs of blocks in `src`, and bytes that built-in functions look at, while `run` runs. */
export function workOf(run: () => void): number {
  takeBlocks();
  const native = countNative();
  try {
    run();
  } finally {
    native.restore();
  }
  return takeBlocks() + native.bytes();
}

/** The same of work that is awaited. */
export async function workOfAsync(run: () => Promise<void>): Promise<number> {
  takeBlocks();
  const native = countNative();
  try {
    await run();
  } finally {
    native.restore();
  }
  return takeBlocks() + native.bytes();
}

/** Runs of blocks since it was asked last. */
function takeBlocks(): number {
  let blocks = 0;
  session.post('Profiler.takePreciseCoverage', (_, taken) => {
    blocks = sumOf(taken as Coverage);
  });
  return blocks;
}

function sumOf({ result }: Coverage): number {
  let sum = 0;
  for (const { url, functions } of result) {
    if (!url.includes('/src/')) continue;
    for (const { ranges } of functions) for (const { count } of ranges) sum += count;
  }
  return sum;
}

/** Searches are counted as far as they looked, conversions by their result. */
function countNative(): { bytes(): number; restore(): void } {
  let bytes = 0;
  const { indexOf, lastIndexOf, toString: convert } = Buffer.prototype;
  const { split } = String.prototype;
  const spies = [
    vi.spyOn(Buffer.prototype, 'indexOf').mockImplementation(function (this: Buffer, ...args) {
      const found = Reflect.apply(indexOf, this, args) as number;
      bytes += (found < 0 ? this.length : found) - Number(args[1] ?? 0);
      return found;
    }),
    vi.spyOn(Buffer.prototype, 'lastIndexOf').mockImplementation(function (this: Buffer, ...args) {
      const found = Reflect.apply(lastIndexOf, this, args) as number;
      bytes += this.length - Math.max(0, found);
      return found;
    }),
    vi.spyOn(String.prototype, 'split').mockImplementation(function (this: string, ...args) {
      bytes += this.length;
      return Reflect.apply(split, this, args) as string[];
    }),
    vi.spyOn(Buffer.prototype, 'toString').mockImplementation(function (this: Buffer, ...args) {
      const text = Reflect.apply(convert, this, args) as string;
      bytes += text.length;
      return text;
    }),
  ];
  return {
    bytes: () => bytes,
    restore: () => {
      for (const spy of spies) spy.mockRestore();
    },
  };
}
