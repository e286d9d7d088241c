/** The search kernel's reference: every needle at every offset. */
import type { Needle } from '../../src/detect/kernel/needle.ts';

/** Pairs of offset and needle, ascending. */
export function naiveSearch(needles: readonly Needle[], bytes: Uint8Array): number[] {
  const pairs: number[] = [];
  for (let at = 0; at < bytes.length; at++) {
    for (const [index, needle] of needles.entries()) if (standsAt(needle, bytes, at)) pairs.push(at, index);
  }
  return pairs;
}

function standsAt(needle: Needle, bytes: Uint8Array, at: number): boolean {
  if (at + needle.length > bytes.length) return false;
  return needle.every((byte, i) => {
    const there = bytes[at + i] ?? -1;
    return typeof byte === 'number' ? byte === there : byte.includes(there);
  });
}
