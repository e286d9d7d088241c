/** Classes of single bytes: table look-ups for the loops that see every candidate. */
/** True for `[A-Za-z0-9_-]`; false past the end of the bytes. */
export declare function isBodyByte(byte: number | undefined): boolean;
/** Value of a hexadecimal digit, or -1. */
export declare function hexValue(byte: number | undefined): number;
/** Value of a character of either base64 alphabet (RFC 4648, sections 4 and 5), or -1. */
export declare function base64Value(byte: number | undefined): number;
/** Bytes that stand for a six-bit value in either base64 alphabet. */
export declare function base64Bytes(value: number): number[];
/** Latin-1 text of `bytes[from, to)`: one character a byte, so that offsets stay the same. */
export declare function latin1(bytes: Uint8Array, from: number, to: number): string;
