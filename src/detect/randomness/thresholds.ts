/** Where a score counts. Measured by test/eval/roc.ts over the generated lists; the figures are in docs/detection.md. */
import type { Alphabet } from '../../model/rule.ts';

/** At or above, in bits: random rather than a name. Enough if a provider's name stands near by. */
export const RELAXED = 0;
/** At or above, for a body of 20 characters of one case: random without anything that says whose it is. */
export const STRICT = 9.5;
/** Names in two cases, or with separators, reach higher by chance. */
const ABOVE_ONE_CASE = {
  hex: 0,
  base32: 0,
  base36: 0,
  base58: 3.5,
  base62: 3.5,
  base64url: 2.5,
} as const satisfies Record<Alphabet, number>;
const AT_LENGTH = 20;
/** Long random text gains two bits a character and more; names with a random part do not keep up. */
const LONGER = 1;
/** Below 20 characters an abbreviated name or a short hash behind one is as likely. */
const SHORTER = 4;
/** Random text of 20 characters has more than one separator seldom; a class name with a hash at its end has. */
const EACH_FURTHER_SEPARATOR = 9;
const ONE_CLASS = /^(?:[a-z]+|[A-Z]+)$/;

/** Bits that `body` must score to be random without context. Letters of one case alone never are. */
export function strictBar(body: string, alphabet: Alphabet): number {
  if (alphabet === 'hex' || ONE_CLASS.test(body)) return Number.POSITIVE_INFINITY;
  const bar = STRICT + ABOVE_ONE_CASE[alphabet];
  const beyond = body.length - AT_LENGTH;
  const further = Math.max(0, body.split(/[_-]/).length - 2) * EACH_FURTHER_SEPARATOR;
  return bar + further + (beyond < 0 ? -beyond * SHORTER : beyond * LONGER);
}
