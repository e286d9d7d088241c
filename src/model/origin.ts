/** What bytes are and where they came from, and the words for it. */

export type ObjectType = 'blob' | 'tree' | 'commit' | 'tag';

/** True for the id of an object: SHA-1 or SHA-256, in hexadecimal digits. */
export function isObjectId(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}

/** A part of the text of a commit or an annotated tag. `header`: a line before the message that names no person. */
export type TextPart = 'message' | 'author' | 'committer' | 'tagger' | 'header';

/** `path` is as reports show it; relative to what was scanned. Absent where it is not known. */
export type Origin =
  | { readonly kind: 'file'; readonly path: string; readonly tracked?: boolean; readonly ignored?: boolean }
  /** Bytes that were handed over, under the name the user gave them. */
  | { readonly kind: 'stdin'; readonly path?: string }
  | { readonly kind: 'object'; readonly oid: string; readonly type: ObjectType; readonly path?: string }
  /** Names: a part of a path, with the path it is part of, or several; names of branches and tags, one a line. */
  | { readonly kind: 'name'; readonly of: 'path' | 'ref'; readonly path?: string }
  /** Without an id where the commit is still being made. */
  | {
      readonly kind: 'message';
      readonly of: 'commit' | 'tag';
      readonly part: TextPart;
      readonly oid?: string;
    }
  /** A file inside an archive. */
  | { readonly kind: 'member'; readonly of: Origin; readonly path: string };

/** Digits of an object's id that reports show. */
const SHOWN_DIGITS = 12;

/** What a report shows as the path. The only place that writes these words; nothing reads them back. */
export function pathText(origin: Origin): string {
  switch (origin.kind) {
    case 'file':
      return origin.path;
    case 'stdin':
      return origin.path ?? '<stdin>';
    case 'object':
      return origin.path ?? `<${origin.type} ${origin.oid.slice(0, SHOWN_DIGITS)}>`;
    case 'name':
      return origin.path ?? `<${origin.of} name>`;
    case 'message':
      return `<${origin.of} ${origin.part}>`;
    case 'member':
      return `${pathText(origin.of)}!${origin.path}`;
  }
}

/** The path of a file's content: what it says of the file counts in a judgement. Undefined where bytes are no file's. */
export function contentPath(origin: Origin): string | undefined {
  return origin.kind === 'name' || origin.kind === 'message' ? undefined : origin.path;
}

/** True if git keeps the bytes: all who have the repository have them. */
export function isTracked(origin: Origin): boolean {
  switch (origin.kind) {
    case 'file':
      return origin.tracked === true;
    case 'member':
      return isTracked(origin.of);
    case 'stdin':
      return false;
    case 'object':
    case 'name':
    case 'message':
      return true;
  }
}

/** The id of the object that holds the bytes, if git has one. */
export function objectId(origin: Origin): string | undefined {
  switch (origin.kind) {
    case 'object':
    case 'message':
      return origin.oid;
    case 'member':
      return objectId(origin.of);
    case 'file':
    case 'stdin':
    case 'name':
      return undefined;
  }
}

/** True for names of files, branches or tags, one per line or as a tree lists them: `-` and `_` bound a key. */
export function holdsNames(origin: Origin): boolean {
  return origin.kind === 'name' || (origin.kind === 'object' && origin.type === 'tree');
}
