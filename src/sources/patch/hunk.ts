/**
 * The lines of one hunk. As many are read as its header says, so that a line of text that looks like a header is none;
 * lines that are added after them are read all the same.
 */
import type { BytePath } from '../../git/byte-path.ts';
import { createLineSet, type LinePart } from './lines.ts';
import type { Section } from './section.ts';

/** The marks, one more than parents; the count of the first old side; start and count of the new side. */
export const HUNK = /^(@@+) (?:-\d+(?:,(\d+))? )(?:-\d+(?:,\d+)? )*\+(\d+)(?:,(\d+))? @@/;

const [CR, SPACE, PLUS, MINUS, BACKSLASH] = [0x0d, 0x20, 0x2b, 0x2d, 0x5c];

/** A hunk that is being read. */
export interface OpenHunk {
  readonly section: Section;
  /** What is on the new side of a line. `left-out`: nothing; `not-in-hunk`: the hunk has ended before the line. */
  take(part: LinePart): Buffer | 'left-out' | 'not-in-hunk';
  /** True if it has fewer or more lines than its header says. */
  isTorn(): boolean;
}

/** @param header a match of `HUNK` */
export function openHunk([, marks = '@@', old, start, count]: RegExpExecArray, path: BytePath): OpenHunk {
  const parents = marks.length - 1;
  const wanted = { old: old === undefined ? 1 : Number(old), now: count === undefined ? 1 : Number(count) };
  const seen = { old: 0, now: 0 };
  const added = createLineSet();
  let isKept = false;
  const isComplete = (): boolean => seen.now >= wanted.now && (parents > 1 || seen.old >= wanted.old);
  return {
    section: { kind: 'hunk', path, start: Number(start), added },
    take({ bytes, isStart }) {
      if (!isStart) return isKept ? bytes : 'left-out';
      isKept = false;
      if (bytes[0] === BACKSLASH) return 'left-out';
      const signs = signsOf(bytes, parents);
      if (signs === undefined) return 'not-in-hunk';
      if (signs.isRemoved) {
        if (isComplete() && isEndOfDiff(bytes)) return 'not-in-hunk';
        seen.old++;
        return 'left-out';
      }
      const isMore = signs.isAdded && !startsWith(bytes, '+++ ');
      if (seen.now >= wanted.now && !isMore) return 'not-in-hunk';
      seen.now++;
      if (signs.isAdded) added.add(seen.now);
      else seen.old++;
      isKept = true;
      return bytes.subarray(parents);
    },
    isTorn: () => seen.now !== wanted.now,
  };
}

/** Undefined if the line does not start with a sign for each parent. */
function signsOf(
  bytes: Buffer,
  parents: number,
): { readonly isAdded: boolean; readonly isRemoved: boolean } | undefined {
  // Mail programs strip the blank of an empty context line.
  if (bytes.length === 0 || (bytes.length === 1 && bytes[0] === CR))
    return { isAdded: false, isRemoved: false };
  let isAdded = false;
  let isRemoved = false;
  for (const sign of bytes.subarray(0, parents)) {
    if (sign === PLUS) isAdded = true;
    else if (sign === MINUS) isRemoved = true;
    else if (sign !== SPACE) return undefined;
  }
  return { isAdded, isRemoved };
}

/** The header of the next file, or the line before a mail's signature. */
function isEndOfDiff(bytes: Buffer): boolean {
  return startsWith(bytes, '--- ') || bytes.toString('latin1', 0, 4).trimEnd() === '--';
}

function startsWith(bytes: Buffer, text: string): boolean {
  return bytes.toString('latin1', 0, text.length) === text;
}
