/** Whether a candidate is a part of something longer: of an address, a path, a file name or a signed token. */

export type Whole = 'address' | 'path' | 'token';

const ADDRESS = /[a-z][a-z0-9+.-]*:\/\/[^\s"'`<>]*$|\bdata:[\w/+.-]+[;,][^\s"'`<>]*$/i;
const USER = /:\/\/[^\s"'`<>/?#]*$/;
const PARAMETER = /[?&#;][\w.[\]%-]{1,60}=$/;
/** A run of segments that ends in a slash. */
const PATH = /(?:^|[^\w.~@:%+${}*/-])((?:[\w.~@:%+${}*-]*\/)+)$/;
const NEXT_SEGMENT = /^\/[\w{:$.*-]/;
/** `s/YOUR_KEY/KEY/`: the text that sed puts in. */
const REPLACEMENT = /\bs([/|#,@])(?:(?!\1).)*\1$/;
/** `.png`, `.tar.gz`, `@2x.png`; no sentence goes on behind the full stop without a blank, and no method is called. */
const EXTENSION = /^(?:@\dx)?(?:\.(?=[a-z0-9]*[a-z])[a-z0-9]{1,8}){1,3}(?![A-Za-z0-9_(-])/;
/** What a signature or a payload is behind. */
const SIGNED = /[A-Za-z0-9_-]{16}\.$/;

/**
 * @param before the text before the candidate on its line, or in its cell of a table
 * @param after the text behind it
 * @param dotted a dot and a run as long as a part of a token follow
 */
export function partOf(before: string, after: string, dotted: boolean): Whole | undefined {
  if (ADDRESS.test(before)) return partOfAddress(before, after);
  if (dotted || SIGNED.test(before)) return 'token';
  if (EXTENSION.test(after)) return 'path';
  if (REPLACEMENT.test(before)) return undefined;
  const path = PATH.exec(before)?.[1];
  if (path !== undefined && path !== '//' && path !== '///') return 'path';
  return NEXT_SEGMENT.test(after) ? 'path' : undefined;
}

function partOfAddress(before: string, after: string): Whole | undefined {
  return PARAMETER.test(before) || isPassword(before, after) ? undefined : 'address';
}

/** True for `https://user:KEY@host` and `https://KEY@host`: a password, not a part of the address. */
export function isPassword(before: string, after: string): boolean {
  return USER.test(before) && /^[^\s"'`<>/?#]*@/.test(after);
}
