/** What is to be scanned. */
import { branchRef } from '../git/refs.ts';
import type { Pull } from './event.ts';

/**
 * A commit by its id, by a ref that leads to it, or by both: the id is then what counts. A ref that does not start with
 * `refs/` is the name of a tag or else of a branch, as for git fetch.
 */
export interface Tip {
  readonly oid?: string;
  readonly ref?: string;
}

/** Commits of `head` that `base` has not. */
export interface Range {
  readonly kind: 'range';
  readonly head: Tip;
  /** Undefined: everything that leads to `head` is new. */
  readonly base: Tip | undefined;
  /** Left out too, as far as it is known: what a branch took over from here came in by another event. */
  readonly trunk: Tip | undefined;
  readonly pull: Pull | undefined;
  /** Never look at what a step has checked out: it may be a stranger's. */
  readonly isIsolated: boolean;
  /** Something of the range cannot be known. */
  readonly gap?: string;
}

export type Target =
  | Range
  | { readonly kind: 'whole'; readonly head: Tip }
  | { readonly kind: 'nothing'; readonly why: string };

/** Where GitHub keeps the head of a pull request. */
export function pullRef(number: number): string {
  return `refs/pull/${number}/head`;
}

export function range(head: Tip, base: Tip | undefined, more: Partial<Range> = {}): Range {
  return { kind: 'range', head, base, trunk: undefined, pull: undefined, isIsolated: false, ...more };
}

/** The default branch, unless it is the one that is being pushed to. */
export function trunkOf(defaultBranch: string | undefined, ref: string): Tip | undefined {
  const trunk = defaultBranch === undefined ? undefined : branchRef(defaultBranch);
  return trunk === undefined || trunk === ref ? undefined : { ref: trunk };
}
