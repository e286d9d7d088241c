/** Lines of equal width and alphabet are one run: wrapped base64url shows every prefix by chance. */
import { isBodyByte, latin1 } from '../alphabet.ts';
import { randomness } from '../randomness/randomness.ts';

/** No line of a wrapped run is shorter; a list of keys, one a line, mostly is. */
const LEAST_WIDTH = 40;
const LINE_REACH = 160;

/**
 * True if the line above or below is a run of body characters of the same width between the same margins, and does
 * not itself hold the prefix: a list of keys is no wrapped text.
 */
export function isWrapped(bytes: Uint8Array, start: number, end: number, prefix: string): boolean {
  const from = startOfRun(bytes, start);
  const margin = lineBefore(bytes, from);
  const width = end - from;
  const closing = lineAfter(bytes, end);
  const above = previousLine(bytes, from - margin.length);
  const below = nextLine(bytes, end + closing.length);
  const runIn = (line: string): string => {
    if (!line.startsWith(margin) || !line.endsWith(closing)) return '';
    const run = line.slice(margin.length, line.length - closing.length);
    return isBody(run) && !run.includes(prefix) ? run : '';
  };
  if (runIn(above).length >= Math.max(LEAST_WIDTH, width)) return true;
  return width >= LEAST_WIDTH && goesOn(runIn(below), width, from < start);
}

/**
 * True if a line of another width ends wrapped text. Behind a key stands also the end of a here document, a separator
 * or the next word, which is no random text.
 */
function goesOn(run: string, width: number, isTouched: boolean): boolean {
  if (run === '' || run.length > width) return false;
  return run.length === width || isTouched || randomness(run).verdict === 'random';
}

/** A key may be touched in front: the run is then longer than the key. */
function startOfRun(bytes: Uint8Array, start: number): number {
  let from = start;
  while (start - from < LINE_REACH && isBodyByte(bytes[from - 1])) from--;
  return from;
}

function lineBefore(bytes: Uint8Array, at: number): string {
  const text = latin1(bytes, at - LINE_REACH, at);
  return text.slice(Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1);
}

function lineAfter(bytes: Uint8Array, at: number): string {
  return latin1(bytes, at, at + LINE_REACH).split(/[\r\n]/, 1)[0] ?? '';
}

function previousLine(bytes: Uint8Array, lineStart: number): string {
  let end = lineStart;
  if (bytes[end - 1] === 0x0a) end--;
  if (bytes[end - 1] === 0x0d) end--;
  return end === lineStart ? '' : lineBefore(bytes, end);
}

function nextLine(bytes: Uint8Array, lineEnd: number): string {
  let start = lineEnd;
  if (bytes[start] === 0x0d) start++;
  if (bytes[start] === 0x0a) start++;
  return start === lineEnd ? '' : lineAfter(bytes, start);
}

function isBody(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (!isBodyByte(text.charCodeAt(i))) return false;
  return true;
}
