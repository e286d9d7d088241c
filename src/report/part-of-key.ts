/** Whether what is behind a key's prefix may be a part of a key, although no rule takes it for one. */
import { randomness } from '../detect/randomness/randomness.ts';
import type { Token } from '../detect/tokens.ts';

/** Characters of a body that are a part of a key; fewer do not reveal the rest. */
const LEAST = 12;

/**
 * True if the body reads as random. In a name only where a part of it is random beyond doubt, and where it is not a
 * token of another product: names of files hold ids and hashes, and stay readable.
 */
export function isPartOfKey({ rule, body }: Pick<Token, 'rule' | 'body'>, kind: 'name' | 'prose'): boolean {
  if (body.length < LEAST) return false;
  if (kind === 'prose') return randomness(body).verdict !== 'name';
  if (rule.foreign.infixes.some((infix) => body.startsWith(infix))) return false;
  const parts = [body, ...body.split(/[_-]+/)].filter((part) => part.length >= LEAST);
  return parts.some((part) => randomness(part).verdict === 'random');
}
