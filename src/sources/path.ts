/** Paths are bytes: git and Linux allow any but NUL. Reports need text, `fs` takes the bytes. */
import { sep } from 'node:path';

const SLASH = Buffer.from('/');

/** A path below another. */
export function joinPath(directory: Buffer, name: Buffer): Buffer {
  if (directory.length === 0) return name;
  return directory.at(-1) === 0x2f ? Buffer.concat([directory, name]) : Buffer.concat([directory, SLASH, name]);
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** Text of a path for reports, `/` between its parts; bytes that are not UTF-8 become `\xNN`. */
export function printPath(path: Buffer): string {
  const text = decodePath(path);
  return sep === '/' ? text : text.replaceAll(sep, '/');
}

function decodePath(path: Buffer): string {
  try {
    return UTF8.decode(path);
  } catch {
    return [...path].map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : `\\x${byte.toString(16)}`)).join('');
  }
}
