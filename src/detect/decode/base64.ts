/** Base64 and base64url (RFC 4648), in one piece or wrapped over lines with any indentation or quotes. */
import { base64Value } from '../alphabet.ts';
import { type Decoded, decoding, REACH } from './view.ts';

/** A line of a wrapped run is at least this long: shorter ones are more likely words under each other. */
const LEAST_WIDTH = 24;

/**
 * Decodes the run round `at`, whose character is the `phase`-th of its group of four.
 * A line end inside the run is stepped over with the blanks behind it.
 */
export function decodeBase64(bytes: Uint8Array, at: number, phase: number): Decoded {
  const before = charactersBefore(bytes, at, phase);
  const places = [...before, ...charactersFrom(bytes, at)];
  const out = decoding(places.length);
  let bits = 0;
  let held = 0;
  for (const [i, place] of places.entries()) {
    bits = ((bits << 6) | base64Value(bytes[place])) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    out.push((bits >> held) & 0xff, places[i - 1] ?? place, place + 1);
  }
  return out.finish();
}

/** Places of the characters before `at`, in order, from the start of a group. */
function charactersBefore(bytes: Uint8Array, at: number, phase: number): number[] {
  const places: number[] = [];
  for (let i = at - 1; i >= 0 && places.length < REACH; i--) {
    if (base64Value(bytes[i]) < 0) {
      const written = isWrittenLineEnd(bytes, i);
      const resumed = written ? i - 1 : endOfLineBefore(bytes, i);
      if (resumed < 0 || base64Value(bytes[resumed]) < 0) break;
      if (written) places.pop();
      i = resumed;
    }
    places.push(i);
  }
  const whole = places.length - ((((places.length - phase) % 4) + 4) % 4);
  return places.slice(0, Math.max(0, whole)).reverse();
}

function charactersFrom(bytes: Uint8Array, at: number): number[] {
  const places: number[] = [];
  for (let i = at; i < bytes.length && places.length < REACH; i++) {
    if (base64Value(bytes[i]) < 0) {
      const resumed = startOfLineAfter(bytes, i);
      if (resumed < 0) break;
      i = resumed;
    }
    places.push(i);
  }
  return places;
}

/** From a non-character at `i`: the last character of the previous line of a wrapped run, or -1. */
function endOfLineBefore(bytes: Uint8Array, i: number): number {
  let end = i;
  while (isBlank(bytes[end])) end--;
  if (bytes[end] !== 0x0a) return -1;
  end--;
  if (bytes[end] === 0x0d) end--;
  return runLengthBefore(bytes, end) >= LEAST_WIDTH ? end : -1;
}

/** From a non-character at `i`: the first character of the next line of a wrapped run, or -1. */
function startOfLineAfter(bytes: Uint8Array, i: number): number {
  if (isWrittenLineEnd(bytes, i)) return base64Value(bytes[i + 2]) < 0 ? -1 : i + 2;
  let start = i;
  if (bytes[start] === 0x0d) start++;
  if (bytes[start] !== 0x0a || runLengthBefore(bytes, i - 1) < LEAST_WIDTH) return -1;
  start++;
  while (isBlank(bytes[start])) start++;
  return base64Value(bytes[start]) < 0 ? -1 : start;
}

function runLengthBefore(bytes: Uint8Array, last: number): number {
  let length = 0;
  while (length < LEAST_WIDTH && base64Value(bytes[last - length]) >= 0) length++;
  return length;
}

/** `\n` as a JSON string writes it. */
function isWrittenLineEnd(bytes: Uint8Array, i: number): boolean {
  return bytes[i] === 0x5c && bytes[i + 1] === 0x6e;
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09;
}
