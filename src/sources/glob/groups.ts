/** The groups `{a,b}` of a glob. */
import { setAt } from './set.ts';

export interface Group {
  /** Index of the `}`. */
  readonly close: number;
  /** What stands between the commas: index of its first character, and of the one behind its last. */
  readonly parts: readonly { readonly from: number; readonly to: number }[];
}

/** By the index of their `{`. Braces that are not closed or hold no comma are literal. */
export function findGroups(glob: string): ReadonlyMap<number, Group> {
  const groups = new Map<number, Group>();
  const open: { readonly at: number; readonly cuts: number[] }[] = [];
  for (let at = 0; at < glob.length; at++) {
    const char = glob[at];
    if (char === '\\') at++;
    else if (char === '[') at = (setAt(glob, at)?.end ?? at + 1) - 1;
    else if (char === '{') open.push({ at, cuts: [at] });
    else if (char === ',') open.at(-1)?.cuts.push(at);
    else if (char === '}') close(open.pop(), at);
  }
  return groups;

  function close(group: (typeof open)[number] | undefined, at: number): void {
    if (group === undefined || group.cuts.length === 1) return;
    const parts = group.cuts.map((cut, i) => ({ from: cut + 1, to: group.cuts[i + 1] ?? at }));
    groups.set(group.at, { close: at, parts });
  }
}
