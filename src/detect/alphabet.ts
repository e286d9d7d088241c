/** Classes of single bytes: table look-ups for the loops that see every candidate. */

/** Bytes of a key's body: `[A-Za-z0-9_-]`. Also what may not stand directly beside a key. */
const BODY = table((c) => isAlphanumeric(c) || c === 0x5f || c === 0x2d);

function isAlphanumeric(c: number): boolean {
  return (c >= 0x30 && c <= 0x39) || (c >= 0x41 && c <= 0x5a) || (c >= 0x61 && c <= 0x7a);
}

function table(test: (byte: number) => boolean): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => (test(byte) ? 1 : 0));
}

/** True for `[A-Za-z0-9_-]`; false past the end of the bytes. */
export function isBodyByte(byte: number | undefined): boolean {
  return byte !== undefined && BODY[byte] === 1;
}

const HEX = Int8Array.from({ length: 256 }, (_, c) => {
  if (c >= 0x30 && c <= 0x39) return c - 0x30;
  const lower = c | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x61 + 10 : -1;
});

/** Value of a hexadecimal digit, or -1. */
export function hexValue(byte: number | undefined): number {
  return byte === undefined ? -1 : (HEX[byte] ?? -1);
}

const BASE64 = Int8Array.from({ length: 256 }, (_, c) => {
  if (c >= 0x41 && c <= 0x5a) return c - 0x41;
  if (c >= 0x61 && c <= 0x7a) return c - 0x61 + 26;
  if (c >= 0x30 && c <= 0x39) return c - 0x30 + 52;
  if (c === 0x2b || c === 0x2d) return 62;
  return c === 0x2f || c === 0x5f ? 63 : -1;
});

/** Value of a character of either base64 alphabet (RFC 4648, sections 4 and 5), or -1. */
export function base64Value(byte: number | undefined): number {
  return byte === undefined ? -1 : (BASE64[byte] ?? -1);
}

const STANDARD = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Bytes that stand for a six-bit value in either base64 alphabet. */
export function base64Bytes(value: number): number[] {
  const byte = STANDARD.charCodeAt(value);
  if (value === 62) return [byte, 0x2d];
  return value === 63 ? [byte, 0x5f] : [byte];
}

/** Latin-1 text of `bytes[from, to)`: one character a byte, so that offsets stay the same. */
export function latin1(bytes: Uint8Array, from: number, to: number): string {
  const start = Math.max(0, from);
  const end = Math.min(bytes.length, to);
  if (end <= start) return '';
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1');
}
