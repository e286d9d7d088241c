/**
 * Where the key at a prefix ends, and whether it may start there. A body that proves itself may be touched by other
 * text on one side; never on both, where random text of other issuers would pass for it by chance.
 */
import type { Rule } from '../model/rule.ts';
import { latin1 } from './alphabet.ts';
import { closingHyphens, emphasis, endOfBody, startsToken } from './boundary.ts';
import type { View } from './decode/view.ts';
import { createProof, issuedFormOf, type Proof } from './judge/shape.ts';
import { isNeighbour, isPlainWord, lengthWithoutSuffixes } from './neighbour.ts';
import { randomness } from './randomness/randomness.ts';

/** Why a keyword is no candidate. */
export type Rejection =
  | 'inside-a-word'
  | 'touched-on-both-sides'
  | 'too-short'
  | 'too-long'
  | 'not-the-pattern';

/** A rule with what proves a body of its keys, compiled once. */
export interface KeyKind {
  readonly rule: Rule;
  readonly proof: Proof;
}

export function createKind(rule: Rule): KeyKind {
  return { rule, proof: createProof(rule) };
}

/** A run of body characters behind a prefix. */
interface Run {
  readonly text: string;
  /** Length of the body that proves itself at the start of the text; 0 if there is none. */
  readonly proven: number;
  readonly kind: KeyKind;
  readonly isName: boolean;
}

/**
 * End in the view of the key whose prefix is at `at`, or why there is none.
 * @param kinds of all rules in use: a key may touch one of another kind
 */
export function extentOf(
  view: View,
  at: number,
  kind: KeyKind,
  kinds: readonly KeyKind[],
): number | Rejection {
  const { bytes, isName } = view;
  const { prefix, shape } = kind.rule;
  const from = at + prefix.length;
  // Long enough for a second key that touches the first.
  const stop = endOfBody(bytes, from, 2 * shape.maxLength + prefix.length);
  if (stop - from < shape.minLength) return 'too-short';
  const emphasised = emphasis(bytes, at, stop);
  const end = stop - emphasised - (emphasised > 0 ? 0 : closingHyphens(bytes, at, stop));
  const isFree = emphasised > 0 || startsFree(view, at) || followsKey(bytes, at, end - from, kind, kinds);
  const isProvable = mayProve(bytes, from, kind);
  // Most words end here, before any text is made of them.
  if (!isFree && !isProvable) return 'inside-a-word';
  const text = latin1(bytes, from, end);
  const run: Run = { text, proven: isProvable ? provenLength(text, kind) : 0, kind, isName };
  const length = isFree ? lengthFrom(run, kinds) : lengthTouched(run, kinds);
  return typeof length === 'number' ? from + length : length;
}

/** False if no body that proves itself starts at `from`: those are of base58, without separators. */
function mayProve(bytes: Uint8Array, from: number, { proof }: KeyKind): boolean {
  const least = proof.lengths.at(-1);
  if (least === undefined) return false;
  for (let i = from; i < from + least; i++) if (bytes[i] === HYPHEN || bytes[i] === UNDERSCORE) return false;
  return true;
}

const HYPHEN = 0x2d;
const UNDERSCORE = 0x5f;

/** A view that joins the pieces of a split key begins with the key: what is before it is in the text outside. */
function startsFree({ bytes, encoding, outer, isName }: View, at: number): boolean {
  if (at > 0 || outer === undefined || encoding.at(-1) !== 'split') return startsToken(bytes, at, isName);
  return startsFree(outer.view, outer.start);
}

/** Length of the body at the start of a run that nothing touches in front. */
function lengthFrom(run: Run, kinds: readonly KeyKind[]): number | Rejection {
  const { text, proven, isName } = run;
  const { minLength, maxLength } = run.kind.rule.shape;
  if (text.length === proven) return proven;
  const next = startOfNextKey(run, kinds);
  if (next > 0) return next;
  if (endsProven(run)) return proven;
  const length = lengthWithoutSuffixes(text, minLength, isName);
  if (length < minLength) return 'too-short';
  return length > maxLength ? 'too-long' : length;
}

/** True if what follows the proven body is other text, rather than the rest of a longer body. */
function endsProven(run: Run): boolean {
  if (!provesItself(run)) return false;
  const { text, proven, kind, isName } = run;
  const rest = text.slice(proven);
  if (isName && SEPARATED.test(rest)) return true;
  return issuedFormOf(text, kind.rule) === undefined ? isNeighbour(rest) : isPlainWord(rest);
}

/** Length of the body at the start of a run that is touched in front: a proven one, with nothing behind it. */
function lengthTouched(run: Run, kinds: readonly KeyKind[]): number | Rejection {
  if (!provesItself(run)) return 'inside-a-word';
  const { text, proven, isName } = run;
  const rest = text.slice(proven);
  const isFree =
    rest === '' || (isName && SEPARATED.test(rest)) || kinds.some(({ rule }) => rest.startsWith(rule.prefix));
  return isFree ? proven : 'touched-on-both-sides';
}

/** A separator parts what follows it. */
const SEPARATED = /^[-_]/;

/** A name may by chance begin like an issued body. */
function provesItself({ text, proven }: Run): boolean {
  return proven > 0 && randomness(text.slice(0, proven)).verdict === 'random';
}

/**
 * Length of the body that proves itself at the start of a text; 0 if there is none. The longest counts: every body is
 * as likely, and a character behind the shorter one would continue it by chance.
 */
function provenLength(text: string, { proof }: KeyKind): number {
  return proof.lengths.find((length) => length <= text.length && proof.test(text.slice(0, length))) ?? 0;
}

/**
 * Place in a run at which the prefix of a further key is; 0 if there is none. The body before it proves itself, or
 * the one behind it does, or both are of one kind and as long. Only the first of each prefix counts, so that a flood
 * of prefixes costs no more than its length.
 */
function startOfNextKey({ text, kind }: Run, kinds: readonly KeyKind[]): number {
  const { minLength, maxLength } = kind.rule.shape;
  for (const next of kinds) {
    const { prefix } = next.rule;
    const at = text.indexOf(prefix, minLength);
    if (at < 0 || at > maxLength) continue;
    const length = text.length - at - prefix.length;
    if (next === kind && length === at) return at;
    if (kind.proof.test(text.slice(0, at)) || provenLength(text.slice(at + prefix.length), next) > 0)
      return at;
  }
  return 0;
}

/** True if a key ends in front of `at`: one whose body proves itself, or one of the same kind and `length`. */
function followsKey(
  bytes: Uint8Array,
  at: number,
  length: number,
  kind: KeyKind,
  kinds: readonly KeyKind[],
): boolean {
  if (isPrefixAt(bytes, at - length - kind.rule.prefix.length, kind)) return true;
  for (const before of kinds) {
    for (const proven of before.proof.lengths) {
      if (!isPrefixAt(bytes, at - proven - before.rule.prefix.length, before)) continue;
      if (before.proof.test(latin1(bytes, at - proven, at))) return true;
    }
  }
  return false;
}

function isPrefixAt(bytes: Uint8Array, at: number, { rule: { prefix } }: KeyKind): boolean {
  for (let i = 0; i < prefix.length; i++) if (bytes[at + i] !== prefix.charCodeAt(i)) return false;
  return true;
}
