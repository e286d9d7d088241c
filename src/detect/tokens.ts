/** What is behind a keyword, whether a rule takes it for a key or not: for texts that must not show a part of one. */
import type { Rule } from '../model/rule.ts';
import { latin1 } from './alphabet.ts';
import { endOfBody } from './boundary.ts';
import { spanInBlob, type View } from './decode/view.ts';
import type { Matcher } from './match.ts';

/** A keyword with the body characters after it, in whatever encoding. */
export interface Token {
  readonly rule: Rule;
  /** All that follows the prefix, up to twice the length of the longest key. */
  readonly body: string;
  /** The encoded form, in bytes of the text. */
  readonly span: { readonly start: number; readonly end: number };
}

/** Every token in the bytes, touched or not, in the order in which the matcher meets them. */
export function tokensIn(bytes: Uint8Array, matcher: Matcher): Token[] {
  const tokens: Token[] = [];
  const add = (view: View, at: number, rule: Rule): void => {
    const from = at + rule.prefix.length;
    const end = endOfBody(view.bytes, from, 2 * rule.shape.maxLength);
    tokens.push({ rule, body: latin1(view.bytes, from, end), span: spanInBlob(view, at, end) });
  };
  for (const match of matcher.match(bytes)) {
    if ('candidate' in match) add(match.candidate.view, match.candidate.start, match.candidate.rule);
    else add(match.refused.view, match.refused.at, match.refused.rule);
  }
  return tokens;
}
