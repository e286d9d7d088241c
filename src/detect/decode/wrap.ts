/** Line ends that a terminal put in where a line was full. */
import { latin1 } from '../alphabet.ts';

const LF = 0x0a;

/** Columns of terminals and of what imitates them. */
const USUAL_WIDTHS: ReadonlySet<number> = new Set([80, 100, 120, 132, 160]);
/** Shorter lines are more likely of one length by chance. */
const LEAST_WIDTH = 60;
/** Bytes before and behind a line end that are looked at: a few lines, with their colours. */
const REACH = 1024;

/**
 * True if the line that ends at `at` is full, and the text goes on at `next`: it is as wide as terminals are, or as
 * wide as both lines before it.
 */
export function isWrapAt(bytes: Uint8Array, at: number, next: number): boolean {
  // Most lines are short, which is seen before any text is made of them.
  for (let i = at - 1; i >= at - LEAST_WIDTH; i--) if (i < 0 || bytes[i] === LF) return false;
  const before = latin1(bytes, at - REACH, at).split(/\r?\n/);
  const line = before.at(-1) ?? '';
  if (before.length === 1 && at > REACH) return false;
  const width = columnsOf(line);
  if (width < LEAST_WIDTH) return false;
  const following = latin1(bytes, next, next + REACH).split(/\r?\n/, 1)[0] ?? '';
  if (columnsOf(following) > width || isRow(line, following)) return false;
  const others = before.slice(-3, -1);
  if (others.some((other) => columnsOf(other) > width)) return false;
  return USUAL_WIDTHS.has(width) || isBlock(others, width, [line, following]);
}

/** True if the lines before have the same width, and are no rows of a table: in those, prefixes are below each other. */
function isBlock(others: readonly string[], width: number, rest: readonly string[]): boolean {
  if (others.length < 2 || others.some((other) => columnsOf(other) !== width)) return false;
  return [...others, ...rest].filter((text) => TOKEN.test(text)).length === 1;
}

/** True if both lines begin with a token of the same length before the same separator: an id in front of each. */
function isRow(line: string, following: string): boolean {
  const [first, second] = [FIRST.exec(line)?.[0] ?? '', FIRST.exec(following)?.[0] ?? ''];
  return first !== '' && first.length === second.length && first.at(-1) === second.at(-1);
}

const FIRST = /^[A-Za-z0-9_-]+[ \t,;|]/;

/** The start of a key, whatever its prefix. */
const TOKEN = /(?<![A-Za-z0-9_-])[a-z]{2,4}_/;

/** Columns of a line without its codes; each character of UTF-8 has one. */
function columnsOf(line: string): number {
  return line.replace(/\x1b\[[0-?]*[ -/]*[@-~]|[\x80-\xbf]/g, '').length;
}
