/**
 * Finds parts of known keys in a text, plain, in base64 at each alignment, in hexadecimal. Few short pieces of each form
 * are indexed, at a distance at which every part that is long enough holds one of them whole.
 */

/** A part of a key in a text. */
export interface KeyPart<T> {
  /** 0-based UTF-16 offsets, the end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly of: T;
}

/** A way to write a key, and how many of its characters tell 12 of the key's body. */
interface Form<T> {
  readonly text: string;
  readonly least: number;
  readonly of: T;
}

interface Piece<T> {
  readonly form: Form<T>;
  readonly at: number;
}

/** Characters of an indexed piece. */
const PIECE = 6;
/** Characters of a body that are a part of a key; fewer are in many words. */
const LEAST_PLAIN = 12;
const LEAST_BASE64 = 14;
const LEAST_HEX = 24;
const RUN = /[A-Za-z0-9+/_-]{8,}/g;

/** @param keys whole keys, and the characters at their start that every key of their kind shares */
export function createPartFinder<T>(
  keys: readonly { readonly text: string; readonly prefixLength: number; readonly of: T }[],
): (text: string) => readonly KeyPart<T>[] {
  const pieces = new Map<string, Piece<T>[]>();
  for (const { text, prefixLength, of } of keys) {
    const body = text.slice(prefixLength);
    for (const form of formsOf(body, of)) addPieces(form, pieces);
  }
  return (text) => (pieces.size === 0 ? [] : [...text.matchAll(RUN)].flatMap((run) => partsIn(run, pieces)));
}

function formsOf<T>(body: string, of: T): Form<T>[] {
  const hex = Buffer.from(body).toString('hex');
  const based = [0, 1, 2].flatMap((shift) => {
    const bytes = Buffer.concat([Buffer.alloc(shift), Buffer.from(body)]);
    const [from, to] = [Math.ceil((shift * 4) / 3), Math.floor((bytes.length * 4) / 3)];
    return (['base64', 'base64url'] as const).map((name) => bytes.toString(name).slice(from, to));
  });
  return [
    { text: body, least: LEAST_PLAIN, of },
    ...[hex, hex.toUpperCase()].map((text) => ({ text, least: LEAST_HEX, of })),
    ...[...new Set(based)].map((text) => ({ text, least: LEAST_BASE64, of })),
  ];
}

function addPieces<T>(form: Form<T>, pieces: Map<string, Piece<T>[]>): void {
  const least = Math.min(form.least, form.text.length);
  const step = Math.max(1, least - PIECE + 1);
  for (let at = 0; at + PIECE <= form.text.length; at += step) {
    const piece = form.text.slice(at, at + PIECE);
    const known = pieces.get(piece);
    if (known === undefined) pieces.set(piece, [{ form, at }]);
    else known.push({ form, at });
  }
}

function partsIn<T>(
  { 0: run, index: offset }: RegExpExecArray,
  pieces: ReadonlyMap<string, readonly Piece<T>[]>,
): KeyPart<T>[] {
  const parts: KeyPart<T>[] = [];
  for (let at = 0; at + PIECE <= run.length; at++) {
    const known = pieces.get(run.slice(at, at + PIECE));
    const part = known && longest(run, at, known);
    if (part === undefined) continue;
    parts.push({ ...part, start: offset + part.start, end: offset + part.end });
    at = part.end - 1;
  }
  return parts;
}

function longest<T>(run: string, at: number, pieces: readonly Piece<T>[]): KeyPart<T> | undefined {
  let best: KeyPart<T> | undefined;
  for (const { form, at: in_ } of pieces) {
    let [start, end] = [at, at + PIECE];
    while (start > 0 && in_ - (at - start) > 0 && run[start - 1] === form.text[in_ - (at - start) - 1])
      start--;
    while (end < run.length && run[end] === form.text[in_ + (end - at)]) end++;
    const isPart = end - start >= Math.min(form.least, form.text.length);
    if (isPart && (best === undefined || end - start > best.end - best.start))
      best = { start, end, of: form.of };
  }
  return best;
}
