/** What bytes are and where they came from, and the words for it. */
export type ObjectType = 'blob' | 'tree' | 'commit' | 'tag';
/** True for the id of an object: SHA-1 or SHA-256, in hexadecimal digits. */
export declare function isObjectId(text: string): boolean;
/** A part of the text of a commit or an annotated tag. `header`: a line before the message that names no person. */
export type TextPart = 'message' | 'author' | 'committer' | 'tagger' | 'header';
/** `path` is as reports show it; relative to what was scanned. Absent where it is not known. */
export type Origin = {
    readonly kind: 'file';
    readonly path: string;
    readonly tracked?: boolean;
    readonly ignored?: boolean;
}
/** Bytes that were handed over, under the name the user gave them. */
 | {
    readonly kind: 'stdin';
    readonly path?: string;
} | {
    readonly kind: 'object';
    readonly oid: string;
    readonly type: ObjectType;
    readonly path?: string;
}
/** Names: a part of a path, with the path it is part of, or several; names of branches and tags, one a line. */
 | {
    readonly kind: 'name';
    readonly of: 'path' | 'ref';
    readonly path?: string;
}
/** Without an id where the commit is still being made. */
 | {
    readonly kind: 'message';
    readonly of: 'commit' | 'tag';
    readonly part: TextPart;
    readonly oid?: string;
}
/** A file inside an archive. */
 | {
    readonly kind: 'member';
    readonly of: Origin;
    readonly path: string;
};
/** What a report shows as the path. The only place that writes these words; nothing reads them back. */
export declare function pathText(origin: Origin): string;
/** The path of a file's content: what it says of the file counts in a judgement. Undefined where bytes are no file's. */
export declare function contentPath(origin: Origin): string | undefined;
/** True if git keeps the bytes: all who have the repository have them. */
export declare function isTracked(origin: Origin): boolean;
/** The id of the object that holds the bytes, if git has one. */
export declare function objectId(origin: Origin): string | undefined;
/** True for names of files, branches or tags, one per line or as a tree lists them: `-` and `_` bound a key. */
export declare function holdsNames(origin: Origin): boolean;
