/** Sets of characters in a glob: `[abc]`, `[a-z]`, `[!a]`, `[^a]`. */

export interface CharacterSet {
  readonly takes: (char: string) => boolean;
  /** Index behind the `]`. */
  readonly end: number;
}

/** The set that starts at an index; undefined if it is not closed before the next `/`: then the bracket is literal. */
export function setAt(glob: string, at: number): CharacterSet | undefined {
  const isNegated = glob[at + 1] === '!' || glob[at + 1] === '^';
  const from = at + (isNegated ? 2 : 1);
  const close = closeOf(glob, from);
  if (close === undefined) return undefined;
  const ranges = rangesOf(glob.slice(from, close));
  const isMember = (char: string): boolean => ranges.some(([first, last]) => first <= char && char <= last);
  return { takes: (char) => char !== '/' && isMember(char) !== isNegated, end: close + 1 };
}

/** Index of the `]`. One that comes first is a member. */
function closeOf(glob: string, from: number): number | undefined {
  for (let at = from; at < glob.length && glob[at] !== '/'; at++) {
    if (glob[at] === ']' && at > from) return at;
    if (glob[at] === '\\') at++;
  }
  return undefined;
}

function rangesOf(text: string): (readonly [first: string, last: string])[] {
  const members = [...text.matchAll(/\\?(.)/gsu)].map(([whole, char = '']) => ({
    char,
    isDash: whole === '-',
  }));
  const ranges: (readonly [string, string])[] = [];
  for (let i = 0; i < members.length; i++) {
    const first = members[i]?.char ?? '';
    const last = members[i + 1]?.isDash === true ? members[i + 2]?.char : undefined;
    ranges.push([first, last ?? first]);
    if (last !== undefined) i += 2;
  }
  return ranges;
}
