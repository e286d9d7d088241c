/**
 * The objects of a target, as data: from what a step has checked out if that is whole, otherwise fetched into a bare
 * repository of our own. Nothing is ever checked out.
 */
import { openWorkspace } from './checkout.ts';
import { fetchRange, fetchWhole } from './fetched.ts';
import type { Opened, OpenOptions } from './opened.ts';
import type { Target } from './range.ts';

/** Throws `git-failed` where not even a repository can be made; what cannot be fetched is told as a gap. */
export async function openTarget(
  target: Exclude<Target, { kind: 'nothing' }>,
  options: OpenOptions,
): Promise<Opened> {
  const isIsolated = target.kind === 'range' && target.isIsolated;
  const there = isIsolated ? undefined : await openWorkspace(target, options);
  if (there !== undefined) return there;
  return target.kind === 'whole' ? await fetchWhole(target.head, options) : await fetchRange(target, options);
}
