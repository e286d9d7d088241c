/** The line round a finding, with every key on it masked. */
import type { Excerpt } from '../model/finding.ts';
import { isBodyByte } from './alphabet.ts';

/** Bytes of the line shown before and after a finding. */
const SHOWN_BEFORE = 48;
const SHOWN_AFTER = 48;

/** A part of a blob that must not be shown, and what is shown in its place. */
export interface Masked {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Excerpt for `target`. `masked` are all key-like spans of the blob, ascending and apart from each other: whatever of them falls on
 * the line is shown only as its mask. Whatever else starts with `prefix` and is long enough for a key is cut, too.
 */
export function excerptOf(
  bytes: Uint8Array,
  target: Masked,
  masked: readonly Masked[],
  prefix: string,
): Excerpt {
  const from = lineStart(bytes, target.start);
  const to = lineEnd(bytes, target.end);
  const before = cut(shown(bytes, from, target.start, masked), prefix);
  const after = cut(shown(bytes, target.end, to, masked), prefix);
  return { text: `${before}${target.text}${after}`, start: before.length, length: target.text.length };
}

/** A word that the edge would cut is left out: its rest would show what is not masked for want of its prefix. */
function lineStart(bytes: Uint8Array, at: number): number {
  let from = at;
  while (from > 0 && at - from < SHOWN_BEFORE && !isLineEnd(bytes[from - 1])) from--;
  if (isBodyByte(bytes[from - 1])) while (from < at && isBodyByte(bytes[from])) from++;
  return from;
}

function lineEnd(bytes: Uint8Array, at: number): number {
  let to = at;
  while (to < bytes.length && to - at < SHOWN_AFTER && !isLineEnd(bytes[to])) to++;
  if (isBodyByte(bytes[to])) while (to > at && isBodyByte(bytes[to - 1])) to--;
  return to;
}

function isLineEnd(byte: number | undefined): boolean {
  return byte === 0x0a || byte === 0x0d;
}

/** Text of `[from, to)`; a mask that is cut by an edge still hides its part. */
function shown(bytes: Uint8Array, from: number, to: number, masked: readonly Masked[]): string {
  let text = '';
  let place = from;
  for (let i = firstBehind(masked, from); i < masked.length; i++) {
    const mask = masked[i];
    if (mask === undefined || mask.start >= to) break;
    text += decodeText(bytes, place, Math.max(place, mask.start)) + mask.text;
    place = Math.min(to, mask.end);
  }
  return text + decodeText(bytes, place, to);
}

/** Index of the first mask that ends behind a place. A file of nothing but keys has as many masks as findings. */
function firstBehind(masked: readonly Masked[], place: number): number {
  let low = 0;
  let high = masked.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((masked[middle]?.end ?? 0) <= place) low = middle + 1;
    else high = middle;
  }
  return low;
}

const UTF8 = new TextDecoder('utf-8');

function decodeText(bytes: Uint8Array, from: number, to: number): string {
  return UTF8.decode(bytes.subarray(from, to)).replaceAll('\0', '');
}

/** Leaves four characters of what looks like a key but was judged to be none. */
function cut(text: string, prefix: string): string {
  const parts = text.split(prefix);
  return parts.map((part, i) => (i === 0 ? part : part.replace(/^([\w-]{4})[\w-]{12,}/, '$1…'))).join(prefix);
}
