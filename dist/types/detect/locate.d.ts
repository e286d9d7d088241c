/** From byte offsets to lines and columns. */
import type { Blob, Position } from '../model/blob.ts';
import type { Location } from '../model/finding.ts';
/** The place of a text's first byte. A UTF-16 byte order mark, or zeros in every other byte, decide how to count. */
export declare function startOf(bytes: Uint8Array): Position;
/**
 * The place of `bytes[to]`, if that of `bytes[from]` is `at`. Lines end with LF, CRLF or CR alone; columns count
 * UTF-16 units, a stray continuation byte as the one character that a reader shows for it.
 */
export declare function advance(at: Position, bytes: Uint8Array, from: number, to: number): Position;
/**
 * Turns spans of one blob into locations, in any order. Each byte of the blob is read once, and at most `STEP` bytes
 * more for each span.
 */
export declare function createLocator(blob: Blob): (start: number, end: number) => Location;
