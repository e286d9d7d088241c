/** From the kernel's hits to candidates, through as many encodings as they are wrapped in. */
import type { Rule } from '../model/rule.ts';
import { endOfBody } from './boundary.ts';
import { type Candidate, createReader, type Reader, readCandidate } from './candidate.ts';
import { decodeAt, type EscapeKind, startsEscape } from './decode/decode.ts';
import { CARRIES_ON, joinPieces } from './decode/pieces.ts';
import { byteOrderOf, decodeAllUtf16 } from './decode/utf16.ts';
import { innerView, REACH, rootView, type View } from './decode/view.ts';
import { createKind, type Rejection } from './extent.ts';
import { CONTEXT_REACH } from './judge/surroundings.ts';
import { type SearchData, searchDataOf, settlingOf } from './kernel/search-data.ts';
import { createSearcher, type Searcher } from './kernel/searcher.ts';
import { compileKeywords } from './keywords.ts';
import type { FormKind, WrittenAs } from './needles.ts';
import type { OwnIndex } from './own.ts';

/** Encodings inside each other that are followed: three that needles show, and what they bring to light. */
const MOST_LAYERS = 4;

/** A keyword that is no candidate, for `explain`. Offsets are in the view. */
export interface Refused {
  readonly view: View;
  readonly at: number;
  readonly rule: Rule;
  readonly why: Rejection;
}

/** A keyword in the bytes: a candidate, or none. */
export type Match = { readonly candidate: Candidate } | { readonly refused: Refused };

/** The matches of a blob, in the order in which they are met. Each is worked out when it is asked for. */
export interface Matches extends Iterable<Match> {
  /** How many places were not decoded so far because the budget was used up. */
  undecoded(): number;
}

export interface Matcher {
  /** For a search elsewhere: what holds no hit, or settled ones only, has no candidate. */
  readonly searchData: SearchData;
  /** Memory of at least `size` bytes that `match` reads without a copy, if the bytes are put there. */
  buffer(size: number): Uint8Array;
  /**
   * @param within only hits in these stretches (pairs of start and end); all around is still looked at
   * @param isName the bytes are names of files, branches or tags
   * @returns valid until the next call
   */
  match(bytes: Uint8Array, within?: readonly number[], isName?: boolean): Matches;
}

/** Bytes that may be decoded for each byte of a blob. A file of nothing but keys in base64 takes four. */
const DECODED_PER_BYTE = 16;
/** What a small blob may have decoded in any case. */
const LEAST_BUDGET = 1 << 17;

/** What may still be decoded of a blob, in bytes: nested encodings could otherwise multiply the work. */
interface Budget {
  left: number;
  refused: number;
}

/** A keyword's forms with the rule it belongs to. */
interface Clue {
  readonly form: WrittenAs;
  readonly reader: Reader;
}

/** Compiles rules and keys of ours into a matcher. */
export function createMatcher(
  rules: readonly Rule[],
  own: OwnIndex,
  ruleOf: (start: string) => Rule,
): Matcher {
  const kinds = rules.map(createKind);
  const readers = rules.map((rule) => createReader(rule, kinds));
  // In the order of the keywords; two rules may share a prefix.
  const all = [...readers, ...own.keywords.map((start) => createReader(ruleOf(start), kinds))];
  const { forms, tables } = compileKeywords([...rules.map(({ prefix }) => prefix), ...own.keywords]);
  const clues: Clue[] = forms.flatMap((form) => {
    const reader = all[form.of];
    return reader === undefined ? [] : [{ form, reader }];
  });
  const outer = createSearcher(tables);
  let inner: Searcher | undefined;
  const search = (): Searcher => (inner ??= createSearcher(tables));
  return {
    searchData: searchDataOf(
      tables,
      clues.map(({ form, reader }) => settlingOf(form, reader.rule, own.size > 0)),
    ),
    buffer: (size) => outer.buffer(size),
    match(bytes, within, isName = false) {
      const order = byteOrderOf(bytes);
      // What is decoded as a whole is looked at as a whole.
      const hits =
        within === undefined || order !== undefined ? hitsIn(outer, bytes) : hitsWithin(outer, bytes, within);
      if (hits.length === 0 && order === undefined) return NO_MATCHES;
      const left = Math.max(LEAST_BUDGET, bytes.length * DECODED_PER_BYTE);
      const run: Run = { clues, own, search, budget: { left, refused: 0 } };
      return matchesOf(run, rootView(bytes, isName), hits, order);
    },
  };
}

/** Of nearly every blob: made once, as each object of a history asks. */
const NO_MATCHES: Matches = Object.assign<[], Pick<Matches, 'undecoded'>>([], { undecoded: () => 0 });

function matchesOf(run: Run, root: View, hits: Uint32Array, order: 'le' | 'be' | undefined): Matches {
  return {
    *[Symbol.iterator]() {
      yield* matchView(run, root, hits);
      if (order !== undefined) yield* matchWide(run, root, order);
    },
    undecoded: () => run.budget.refused,
  };
}

interface Run {
  readonly clues: readonly Clue[];
  readonly own: OwnIndex;
  /** The searcher for decoded text: the outer one's memory holds the blob meanwhile. */
  search(): Searcher;
  readonly budget: Budget;
}

/** Pairs of offset and index of the clue, ascending. Copies the bytes into the kernel unless they are there already. */
function hitsIn(searcher: Searcher, bytes: Uint8Array): Uint32Array {
  if (!searcher.holds(bytes)) searcher.buffer(bytes.length).set(bytes);
  return searcher.find(bytes.length);
}

function hitsWithin(searcher: Searcher, bytes: Uint8Array, within: readonly number[]): Uint32Array {
  const found: number[] = [];
  for (let i = 0; i < within.length; i += 2) {
    const start = within[i] ?? 0;
    const length = (within[i + 1] ?? 0) - start;
    searcher.buffer(length).set(bytes.subarray(start, start + length));
    const hits = searcher.find(length);
    for (let j = 0; j < hits.length; j += 2) found.push((hits[j] ?? 0) + start, hits[j + 1] ?? 0);
  }
  return Uint32Array.from(found);
}

/** UTF-16 text is read as a whole, so that every other encoding inside it is found as in any text. */
function* matchWide(run: Run, root: View, order: 'le' | 'be'): Generator<Match, void> {
  const inner = innerView(root, decodeAllUtf16(root.bytes, order), `utf-16${order}`);
  yield* matchView(run, inner, hitsIn(run.search(), inner.bytes).slice());
}

type EncodedForm = WrittenAs & { readonly kind: Exclude<FormKind, 'plain'> };

function isEncoded(form: WrittenAs): form is EncodedForm {
  return form.kind !== 'plain';
}

function* matchView(run: Run, view: View, hits: Uint32Array): Generator<Match, void> {
  /** The last view of each kind and alignment. */
  const decoded = new Map<string, View>();
  for (let i = 0; i < hits.length; i += 2) {
    const at = hits[i] ?? 0;
    const clue = run.clues[hits[i + 1] ?? 0];
    if (clue === undefined) continue;
    const { form, reader } = clue;
    if (!isEncoded(form)) yield* matchPlain(run, view, at, reader);
    else if (view.encoding.length < MOST_LAYERS) {
      const part = form.kind === 'utf16' ? `utf16 ${at % 2}` : form.kind;
      if (isCovered(decoded.get(part), at, form)) continue;
      const inner = decodeWithin(run.budget, view, at, form);
      if (inner === undefined) continue;
      decoded.set(part, inner);
      yield* matchView(run, inner, hitsIn(run.search(), inner.bytes).slice());
    }
  }
}

/** Undefined, and counted, once the budget is used up. */
function decodeWithin(budget: Budget, view: View, at: number, form: EncodedForm): View | undefined {
  if (budget.left <= 0) {
    budget.refused++;
    return undefined;
  }
  const inner = decodeAt(view, at, form);
  // Also a short run costs a look round it.
  budget.left -= Math.max(LEAST_COST, inner.bytes.length);
  return inner;
}

const LEAST_COST = 64;

/**
 * True if the last view of this kind already showed what stands at `at`, in the same alignment and with all of its
 * surroundings. Without this, a file of nothing but encoded prefixes would be decoded once for each of them.
 */
function isCovered(last: View | undefined, at: number, form: EncodedForm): boolean {
  if (last?.decoded === undefined || last.outer === undefined) return false;
  const { starts } = last.decoded;
  const isBig = last.encoding.at(-1) === 'utf-16be';
  const index = indexOf(starts, isBig ? at - 1 : at);
  if (index < 0 || (form.kind === 'base64' && index % 3 !== form.phase)) return false;
  const isWhole = last.outer.end - last.outer.start < REACH;
  return isWhole || index + CONTEXT_REACH < starts.length;
}

/** Index of a value in ascending numbers, or -1. */
function indexOf(numbers: Uint32Array, value: number): number {
  let low = 0;
  let high = numbers.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = numbers[middle] ?? 0;
    if (found === value) return middle;
    if (found < value) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

function* matchPlain(run: Run, view: View, at: number, reader: Reader): Generator<Match, void> {
  const reading = readCandidate(view, at, reader, run.own);
  if ('rejected' in reading) yield { refused: { view, at, rule: reader.rule, why: reading.rejected } };
  else {
    yield reading;
    if (reading.candidate.own !== undefined) return;
  }
  if (view.encoding.length < MOST_LAYERS)
    for (const inner of continuations(view, at, reader)) {
      const more = readCandidate(inner.view, inner.at, reader, run.own);
      if ('candidate' in more) yield more;
    }
}

/** A token that stops at a quote, a soft break or an escape may go on behind it: the views in which it does. */
function continuations(view: View, at: number, reader: Reader): { view: View; at: number }[] {
  const { rule } = reader;
  const most = rule.prefix.length + rule.shape.maxLength;
  const end = endOfBody(view.bytes, at, most);
  const next = view.bytes[end] ?? 0;
  if (CARRIES_ON[next] !== 1) return [];
  const joined = joinPieces(view.bytes, at, most + 1, reader);
  const literal = joined === undefined ? [] : [{ view: innerView(view, joined, 'split'), at: 0 }];
  const kind = ESCAPE_STARTS[next];
  if (kind === undefined || !startsEscape(kind, view.bytes, end)) return literal;
  const inner = decodeAt(view, at, { kind, phase: 0, keyword: rule.prefix });
  return [...literal, { view: inner, at: indexOf(inner.decoded?.starts ?? new Uint32Array(), at) }];
}

const ESCAPE_STARTS: Readonly<Record<number, EscapeKind>> = { 92: 'escape', 37: 'percent', 38: 'html' };
