/** From a keyword in a view to a candidate: a token of the right extent, not judged yet. */
import type { OwnKey } from '../model/finding.ts';
import type { Rule } from '../model/rule.ts';
import { latin1 } from './alphabet.ts';
import { isDotted } from './boundary.ts';
import type { View } from './decode/view.ts';
import { createKind, extentOf, type KeyKind, type Rejection } from './extent.ts';
import type { OwnIndex } from './own.ts';

/** A regex hit. `start` and `end` are offsets in the view. */
export interface Candidate {
  readonly rule: Rule;
  readonly view: View;
  readonly start: number;
  readonly end: number;
  /** The whole key. Goes into a Secret once judged. */
  readonly key: string;
  readonly body: string;
  /** Set if the key is one of ours. */
  readonly own?: OwnKey;
  /** A dot and more text of the same kind follow. */
  readonly dotted: boolean;
}

/** What stands at a keyword: a candidate, or why it is none. */
export type Reading = { readonly candidate: Candidate } | { readonly rejected: Rejection };

/** What reading needs of a rule, compiled once. */
export interface Reader {
  readonly rule: Rule;
  readonly pattern: RegExp;
  readonly kind: KeyKind;
  /** Those of all rules in use. */
  readonly kinds: readonly KeyKind[];
}

/** Compiles a rule. @param kinds those of all rules in use */
export function createReader(rule: Rule, kinds: readonly KeyKind[]): Reader {
  const kind = kinds.find((one) => one.rule === rule) ?? createKind(rule);
  return { rule, pattern: new RegExp(`^(?:${rule.regex})$`), kind, kinds };
}

/** Reads the token whose prefix is at `at` of the view. An own key is one in any context. */
export function readCandidate(view: View, at: number, reader: Reader, own: OwnIndex): Reading {
  const { rule } = reader;
  const ours = own.size === 0 ? undefined : own.match(view.bytes, at);
  if (ours !== undefined) return { candidate: ownCandidate(view, at, rule, ours) };
  const end = extentOf(view, at, reader.kind, reader.kinds);
  if (typeof end === 'string') return { rejected: end };
  const key = latin1(view.bytes, at, end);
  if (!reader.pattern.test(key)) return { rejected: 'not-the-pattern' };
  const body = key.slice(rule.prefix.length);
  return { candidate: { rule, view, start: at, end, key, body, dotted: isDotted(view.bytes, end) } };
}

function ownCandidate(view: View, at: number, rule: Rule, ours: { own: OwnKey; key: string }): Candidate {
  const { own, key } = ours;
  const body = key.startsWith(rule.prefix) ? key.slice(rule.prefix.length) : key;
  return { rule, view, start: at, end: at + key.length, key, body, own, dotted: false };
}
