/** Parts of a body that are made by something well known: hashes, numbers, ids. Random, and yet no secret. */
import { isMangled } from './mangled.ts';
import { CLASS, DIGIT, SEPARATOR } from './transitions.ts';

export type SegmentKind = 'hex' | 'digits' | 'term' | 'ulid' | 'kubernetes' | 'mangled';

/** Characters `[start, end)` of a body, and what they cost in bits once their kind is known. */
export interface Segment {
  readonly kind: SegmentKind;
  readonly start: number;
  readonly end: number;
  readonly bits: number;
}

const LOWER_HEX = 1;
const UPPER_HEX = 2;
/** rand.SafeEncodeString in k8s.io/apimachinery: no vowels, no 0, 1 and 3, so that no words arise. */
const SAFE = 4;
/** Crockford's base32, upper case (the ULID specification). */
const CROCKFORD = 8;

const KINDS = Uint8Array.from({ length: 256 }, (_, code) => {
  const char = String.fromCharCode(code);
  return (
    (/[0-9a-f]/.test(char) ? LOWER_HEX : 0) |
    (/[0-9A-F]/.test(char) ? UPPER_HEX : 0) |
    (/[bcdfghjklmnpqrstvwxz2456789]/.test(char) ? SAFE : 0) |
    (/[0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]/.test(char) ? CROCKFORD : 0)
  );
});

const DIGIT_BITS = Math.log2(10);
const HEX_BITS = 4;
const SAFE_BITS = Math.log2(27);
const CROCKFORD_BITS = 5;
/** Less than any alphabet with two cases takes: a mangled name is never random. */
const MANGLED_BITS = 4;
/** What it costs to say that a segment begins: less where separators show it. */
const DELIMITED_BITS = 1;
const EMBEDDED_BITS = 10;
const MIN_DELIMITED_HEX = 4;
/** `x2`, `ip6`, `utf8`, `h264`: up to four letters and three digits. */
const TERM = /^(?:[a-z]{1,4}|[A-Z]{1,4})[0-9]{1,3}$/;
const TERM_LENGTHS: readonly [number, number] = [2, 7];
const TERM_BITS = 3;
const MIN_EMBEDDED_HEX = 8;
const ULID_LENGTH = 26;
/** A pod's suffix has 5 characters, a ReplicaSet's 8 to 10. */
const SAFE_LENGTHS: readonly number[] = [5, 8, 9, 10];

/** The recognised segments of `body`, in order, none overlapping another. */
export function segmentsOf(body: string): Segment[] {
  if (isMangled(body)) return [segment('mangled', 0, body.length, MANGLED_BITS, 0)];
  const segments: Segment[] = [];
  let start = 0;
  for (let end = 0; end <= body.length; end++) {
    const inside = end < body.length && CLASS[body.charCodeAt(end)] !== SEPARATOR;
    if (inside) continue;
    if (isTerm(body, start, end)) segments.push(segment('term', start, end, TERM_BITS, DELIMITED_BITS));
    else if (end - start >= MIN_DELIMITED_HEX) addRun(segments, body, start, end);
    start = end + 1;
  }
  return segments;
}

/** A short technical term between separators. A whole body is none. */
function isTerm(body: string, start: number, end: number): boolean {
  const length = end - start;
  if (length < TERM_LENGTHS[0] || length > TERM_LENGTHS[1] || CLASS[body.charCodeAt(end - 1)] !== DIGIT)
    return false;
  return TERM.test(body.slice(start, end));
}

function addRun(segments: Segment[], body: string, start: number, end: number): void {
  const whole = wholeRun(body, start, end);
  if (whole) segments.push(whole);
  else addEmbeddedHex(segments, body, start, end);
}

function wholeRun(body: string, start: number, end: number): Segment | undefined {
  let kinds = 0xff;
  let digits = 0;
  for (let i = start; i < end; i++) {
    const code = body.charCodeAt(i);
    kinds &= KINDS[code] ?? 0;
    if (CLASS[code] === DIGIT) digits++;
  }
  const length = end - start;
  if (digits === length) return segment('digits', start, end, DIGIT_BITS, 0);
  if (kinds & (LOWER_HEX | UPPER_HEX)) return segment('hex', start, end, HEX_BITS, DELIMITED_BITS);
  if (kinds & CROCKFORD && isUlid(body, start, length)) return segment('ulid', start, end, CROCKFORD_BITS, 0);
  const safe = kinds & SAFE && digits > 0 && length < body.length && SAFE_LENGTHS.includes(length);
  return safe ? segment('kubernetes', start, end, SAFE_BITS, DELIMITED_BITS) : undefined;
}

/** 26 characters that start with the time: `01` and a letter, from 2016 to 2101. */
function isUlid(body: string, start: number, length: number): boolean {
  if (length !== ULID_LENGTH || !body.startsWith('01', start)) return false;
  return CLASS[body.charCodeAt(start + 2)] !== DIGIT;
}

function segment(kind: SegmentKind, start: number, end: number, each: number, once: number): Segment {
  return { kind, start, end, bits: (end - start) * each + once };
}

function addEmbeddedHex(segments: Segment[], body: string, start: number, end: number): void {
  for (let at = start; at < end; ) {
    const stop = Math.max(runOf(body, at, end, LOWER_HEX), runOf(body, at, end, UPPER_HEX));
    if (stop - at >= MIN_EMBEDDED_HEX) segments.push(segment('hex', at, stop, HEX_BITS, EMBEDDED_BITS));
    at = Math.max(stop, at + 1);
  }
}

function runOf(body: string, from: number, end: number, kind: number): number {
  let at = from;
  while (at < end && ((KINDS[body.charCodeAt(at)] ?? 0) & kind) !== 0) at++;
  return at;
}
