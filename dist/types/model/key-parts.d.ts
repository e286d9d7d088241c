/**
 * Finds parts of known keys in a text, plain, in base64 at each alignment, in hexadecimal. Few short pieces of each form
 * are indexed, at a distance at which every part that is long enough holds one of them whole.
 */
/** A part of a key in a text. */
export interface KeyPart<T> {
    /** 0-based UTF-16 offsets, the end exclusive. */
    readonly start: number;
    readonly end: number;
    readonly of: T;
}
/** @param keys whole keys, and the characters at their start that every key of their kind shares */
export declare function createPartFinder<T>(keys: readonly {
    readonly text: string;
    readonly prefixLength: number;
    readonly of: T;
}[]): (text: string) => readonly KeyPart<T>[];
