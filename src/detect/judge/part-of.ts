/** Whether a candidate is a part of something longer: of an address, a path, a file name or a signed token. */
import { ending } from './ending.ts';

export type Whole = 'address' | 'path' | 'token';

const ADDRESS = ending(/[a-z][a-z0-9+.-]*:\/\/[^\s"'`<>]*$|\bdata:[\w/+.-]+[;,][^\s"'`<>]*$/i);
const USER = ending(/:\/\/[^\s"'`<>/?#]*$/);
const PARAMETER = ending(/[?&#;][\w.[\]%-]{1,60}=$/);
/** A run of segments that ends in a slash. */
const PATH = ending(/(?:^|[^\w.~@:%+${}*/-])((?:[\w.~@:%+${}*-]*\/)+)$/);
const NEXT_SEGMENT = /^\/[\w{:$.*-]/;
/** `s/YOUR_KEY/KEY/`: the text that sed puts in. */
const REPLACEMENT = /\bs([/|#,@])(?:(?!\1).)*\1$/;
/** `.png`, `.tar.gz`, `@2x.png`; no sentence goes on behind the full stop without a blank, and no method is called. */
const EXTENSION = /^(?:@\dx)?(?:\.(?=[a-z0-9]*[a-z])[a-z0-9]{1,8}){1,3}(?![A-Za-z0-9_(-])/;
/** What a signature or a payload is behind. */
const SIGNED = ending(/[A-Za-z0-9_-]{16}\.$/);

/**
 * @param before the text before the candidate on its line, or in its cell of a table
 * @param after the text behind it
 * @param dotted a dot and a run as long as a part of a token follow
 */
export function partOf(before: string, after: string, dotted: boolean): Whole | undefined {
  if (ADDRESS(before) !== undefined) return partOfAddress(before, after);
  if (dotted || SIGNED(before) !== undefined) return 'token';
  if (EXTENSION.test(after)) return 'path';
  if (REPLACEMENT.test(before)) return undefined;
  const path = PATH(before)?.[1];
  if (path !== undefined && path !== '//' && path !== '///') return 'path';
  return NEXT_SEGMENT.test(after) ? 'path' : undefined;
}

function partOfAddress(before: string, after: string): Whole | undefined {
  return PARAMETER(before) !== undefined || isPassword(before, after) ? undefined : 'address';
}

/** True for `https://user:KEY@host` and `https://KEY@host`: a password, not a part of the address. */
export function isPassword(before: string, after: string): boolean {
  return USER(before) !== undefined && /^[^\s"'`<>/?#]*@/.test(after);
}
