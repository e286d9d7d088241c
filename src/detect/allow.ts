/**
 * Inline suppression. `leakward:allow [rule] reason="…" until=YYYY-MM-DD` covers its own line, or the next one if it
 * stands alone in a comment; `leakward:allow-begin …` covers everything up to `leakward:allow-end`, and nothing if that is
 * forgotten: one lost line must not allow the rest of a file.
 * The marks of other scanners are understood as those scanners read them.
 */
import type { Suppression } from '../model/finding.ts';
import { type AllowComment, commentBefore, commentOnLine, readMark } from './allow-comment.ts';
import { latin1 } from './alphabet.ts';

/** Bytes before and after a finding that its line is read from: a minified line has no comment to look for. */
const LINE_REACH = 1024;
const BEGIN = 'leakward:allow-begin';
const END = 'leakward:allow-end';

/** A stretch that `leakward:allow-begin` covers. */
export interface AllowedBlock {
  /** Offset of the mark that begins it. */
  readonly begin: number;
  /** Offset of the mark that ends it. Without one, of the next mark that begins a block, or the number of bytes. */
  readonly end: number;
  /** False: nothing ends it, so that it allows nothing. */
  readonly isClosed: boolean;
}

/** All stretches of a blob, ascending and disjoint. */
export function allowedBlocks(bytes: Uint8Array): AllowedBlock[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const blocks: AllowedBlock[] = [];
  let ending = -1;
  for (let begin = text.indexOf(BEGIN); begin >= 0; ) {
    const next = text.indexOf(BEGIN, begin + BEGIN.length);
    const limit = next < 0 ? bytes.length : next;
    if (ending < begin) ending = text.indexOf(END, begin);
    if (ending < 0) ending = bytes.length;
    blocks.push({ begin, end: Math.min(ending, limit), isClosed: ending < limit });
    begin = next;
  }
  return blocks;
}

/**
 * The comment that covers `[start, end)`, if any.
 * @param blocks what `allowedBlocks` gives for the bytes
 * @param whereOf `path:line` of an offset
 */
export function allowedInline(
  bytes: Uint8Array,
  blocks: readonly AllowedBlock[],
  span: { readonly start: number; readonly end: number },
  ruleId: string,
  whereOf: (offset: number) => string,
): Suppression | undefined {
  const line = lineRound(bytes, span.start, span.end);
  return (
    onLine(line, ruleId, whereOf) ??
    onLineBefore(bytes, line.start, ruleId, whereOf) ??
    inBlock(bytes, blocks, span.start, ruleId, whereOf)
  );
}

interface Line {
  readonly text: string;
  readonly start: number;
}

function lineRound(bytes: Uint8Array, start: number, end: number): Line {
  const before = latin1(bytes, start - LINE_REACH, start);
  const after = latin1(bytes, end, end + LINE_REACH);
  const from = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1;
  return {
    text: before.slice(from) + ' ' + (after.split(/[\r\n]/, 1)[0] ?? ''),
    start: start - before.length + from,
  };
}

function onLine(line: Line, ruleId: string, whereOf: (offset: number) => string): Suppression | undefined {
  return suppression(commentOnLine(line.text, ruleId), () => whereOf(line.start));
}

/** Only a comment that stands alone covers the next line; one behind code covers that code. */
function onLineBefore(
  bytes: Uint8Array,
  lineStart: number,
  ruleId: string,
  whereOf: (offset: number) => string,
): Suppression | undefined {
  const read = latin1(bytes, lineStart - LINE_REACH, lineStart);
  const before = read.replace(/\r?\n$|\r$/, '');
  // What is cut out of a long line begins where no line does.
  if (before === read) return undefined;
  const text = before.slice(Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1);
  return suppression(commentBefore(text, ruleId), () => whereOf(Math.max(0, lineStart - 1)));
}

function inBlock(
  bytes: Uint8Array,
  blocks: readonly AllowedBlock[],
  start: number,
  ruleId: string,
  whereOf: (offset: number) => string,
): Suppression | undefined {
  const block = blockAt(blocks, start);
  if (!block?.isClosed) return undefined;
  return suppression(markOf(bytes, block, ruleId), () => whereOf(block.begin));
}

/** Offset of a `leakward:allow-begin` for the rule before a key, if no `leakward:allow-end` follows it. */
export function unclosedBefore(
  bytes: Uint8Array,
  blocks: readonly AllowedBlock[],
  start: number,
  ruleId: string,
): number | undefined {
  const block = blockAt(blocks, start);
  if (block === undefined || block.isClosed) return undefined;
  return markOf(bytes, block, ruleId) === undefined ? undefined : block.begin;
}

function markOf(bytes: Uint8Array, { begin }: AllowedBlock, ruleId: string): AllowComment | undefined {
  const rest = latin1(bytes, begin + BEGIN.length, begin + LINE_REACH).split(/[\r\n]/, 1)[0] ?? '';
  return readMark(rest, ruleId);
}

/** The block that a place is in, found by bisection: a generated file may have as many blocks as findings. */
function blockAt(blocks: readonly AllowedBlock[], place: number): AllowedBlock | undefined {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((blocks[middle]?.end ?? 0) <= place) low = middle + 1;
    else high = middle;
  }
  const block = blocks[low];
  return block !== undefined && block.begin < place ? block : undefined;
}

function suppression(comment: AllowComment | undefined, where: () => string): Suppression | undefined {
  return comment === undefined ? undefined : { kind: 'inline', where: where(), ...comment };
}
