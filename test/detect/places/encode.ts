/** Encodings in which keys are written, and what binary formats put around a text. */

const bytesOf = (content: string | Uint8Array): Buffer =>
  typeof content === 'string' ? Buffer.from(content) : Buffer.from(content);

export const base64 = (content: string | Uint8Array): string => bytesOf(content).toString('base64');
export const base64url = (content: string | Uint8Array): string => bytesOf(content).toString('base64url');
export const hex = (content: string | Uint8Array): string => bytesOf(content).toString('hex');
export const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
export const utf16be = (text: string): Buffer => utf16(text).swap16();

const each = (text: string, one: (code: number) => string): string =>
  [...text].map((character) => one(character.charCodeAt(0))).join('');
const two = (code: number): string => code.toString(16).padStart(2, '0');

/** Every character as `%XX`. */
export const percent = (text: string): string => each(text, (code) => `%${two(code).toUpperCase()}`);
/** Every character as `\u00XX`. */
export const unicode = (text: string): string => each(text, (code) => `\\u00${two(code)}`);
/** Every character as `\xXX`. */
export const hexEscapes = (text: string): string => each(text, (code) => `\\x${two(code)}`);
/** Every character as `\ooo`. */
export const octal = (text: string): string => each(text, (code) => `\\${code.toString(8).padStart(3, '0')}`);
/** Every character as `&#NN;`. */
export const entities = (text: string): string => each(text, (code) => `&#${code};`);
/** A string literal of JSON. */
export const json = (value: unknown): string => JSON.stringify(value);
/** A string literal inside a string literal: its own quotes left out. */
export const quoted = (text: string): string => JSON.stringify(text).slice(1, -1);
/** Lines of `width` characters. */
export const wrap = (text: string, width: number, end = '\n'): string =>
  text.replace(new RegExp(`(.{${width}})(?=.)`, 'g'), `$1${end}`);

/** Quoted-printable (RFC 2045, section 6.7) with soft breaks at `width`. */
export function quotedPrintable(text: string, width = 76): string {
  const lines = text.split('\n').map((line) => {
    let out = '';
    let column = 0;
    for (const character of line) {
      const written =
        character === '=' || character > '~' ? `=${two(character.charCodeAt(0)).toUpperCase()}` : character;
      if (column + written.length > width - 1) {
        out += '=\r\n';
        column = 0;
      }
      out += written;
      column += written.length;
    }
    return out;
  });
  return lines.join('\r\n');
}

/** Text broken after `width` characters of the key, whatever is in front of it. */
export const broken = (key: string, at: number, joint: string): string =>
  key.slice(0, at) + joint + key.slice(at);

/** Bytes of texts, numbers (one byte each) and bytes. */
export function bytes(...parts: readonly (string | number | Uint8Array)[]): Buffer {
  return Buffer.concat(parts.map((part) => (typeof part === 'number' ? Buffer.from([part]) : bytesOf(part))));
}

export const u16 = (value: number): Buffer => Buffer.from([value >> 8, value & 0xff]);
export const u32 = (value: number): Buffer => bytes(u16(value >>> 16), u16(value & 0xffff));
export const u32le = (value: number): Buffer => u32(value).reverse();

/** Base-128 number, least significant group first (protobuf, LEB128). */
export function varint(value: number): Buffer {
  const out: number[] = [];
  for (; value > 0x7f; value >>= 7) out.push((value & 0x7f) | 0x80);
  return Buffer.from([...out, value]);
}

/** A row of SQLite of text columns, in the record format, behind its payload length and row id. */
export function sqliteRow(id: number, columns: readonly string[]): Buffer {
  const types = bytes(...columns.map((text) => sqliteVarint(text.length * 2 + 13)));
  const payload = bytes(types.length + 1, types, ...columns);
  return bytes(sqliteVarint(payload.length), id, payload);
}

/** Base-128 number, most significant group first; two bytes at most are needed here. */
function sqliteVarint(value: number): Buffer {
  return value < 0x80 ? Buffer.from([value]) : Buffer.from([0x80 | (value >> 7), value & 0x7f]);
}

/** A text of a binary property list. */
export const plistText = (text: string): Buffer =>
  text.length < 15 ? bytes(0x50 | text.length, text) : bytes(0x5f, 0x10, text.length, text);

/** A length-delimited field of protobuf. */
export const protobuf = (field: number, content: string | Uint8Array): Buffer =>
  bytes(varint(field * 8 + 2), varint(content.length), content);

/** A string of Avro: its length is zigzag-coded. */
export const avro = (text: string): Buffer => bytes(varint(text.length * 2), text);

/** A text of CBOR (RFC 8949). */
export const cbor = (text: string): Buffer =>
  text.length < 24 ? bytes(0x60 | text.length, text) : bytes(0x78, text.length, text);

/** A string of Java's object serialisation. */
export const javaText = (text: string): Buffer => bytes(0x74, u16(text.length), text);

/** A string of .NET's user string heap: length, UTF-16, a flag. */
export const userString = (text: string): Buffer => bytes(varint(text.length * 2 + 1), utf16(text), 0);
