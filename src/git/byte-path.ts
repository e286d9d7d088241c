/**
 * File names are bytes. A `BytePath` is a string with one character per byte (latin1): it compares in byte order,
 * costs what a string costs, and loses nothing of a name that is no valid UTF-8.
 */
import { isUtf8 } from 'node:buffer';

/** A path, one character per byte, `/` between the parts. */
export type BytePath = string;

const NON_ASCII = /[^\x00-\x7f]/;

/** One valid UTF-8 sequence of several bytes (RFC 3629, section 4), or a single byte that belongs to none. */
const SEQUENCE =
  /[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}|[\x80-\xff]/g;

/** The byte path of a name as the user or Node gives it. Windows' separators become `/`. */
export function toBytePath(name: string): BytePath {
  const slashed = process.platform === 'win32' ? name.replaceAll('\\', '/') : name;
  return NON_ASCII.test(slashed) ? Buffer.from(slashed, 'utf8').toString('latin1') : slashed;
}

/** What to hand to `node:fs`: the exact bytes. */
export function forFs(path: BytePath): string | Buffer {
  return NON_ASCII.test(path) ? Buffer.from(path, 'latin1') : path;
}

/**
 * The path as text for reports. Bytes that are no UTF-8 read `\xNN`, as git and shells write them; all else stands
 * as it is, also control characters, which each report format escapes in its own way.
 */
export function decodePath(path: BytePath): string {
  if (!NON_ASCII.test(path)) return path;
  const bytes = Buffer.from(path, 'latin1');
  if (isUtf8(bytes)) return bytes.toString('utf8');
  return path.replace(SEQUENCE, (sequence) =>
    sequence.length > 1
      ? Buffer.from(sequence, 'latin1').toString('utf8')
      : `\\x${sequence.charCodeAt(0).toString(16)}`,
  );
}
