/**
 * Formats whose bytes hide text: compressed files and archives, recognised by how their content starts and never by a
 * name. Such content is searched as it is, and reported as not opened. Not in the list are formats that start with
 * nothing of their own (Brotli, raw deflate), and containers that keep text as it is (tar, cpio, ar).
 */
import type { Skipped } from '../model/report.ts';

/**
 * Format by the first bytes, in hexadecimal; `.` is any digit. Sources: RFC 1952, PKWARE APPNOTE 4.3 (file, empty and
 * spanned archives), RFC 8878 (frames, skippable frames), the specifications of the other formats, git's
 * gitformat-pack and gitformat-bundle.
 */
const SIGNATURES: readonly (readonly [start: string, format: string])[] = [
  ['1f8b08', 'gzip'],
  ['504b0304', 'zip'],
  ['504b0506', 'zip'],
  ['504b0708', 'zip'],
  ['28b52ffd', 'zstd'],
  ['5.2a4d18', 'zstd'],
  ['fd377a585a00', 'xz'],
  ['425a683.314159265359', 'bzip2'],
  ['425a683.177245385090', 'bzip2'],
  ['377abcaf271c', '7z'],
  ['526172211a0700', 'rar'],
  ['526172211a070100', 'rar'],
  ['04224d18', 'lz4'],
  ['02214c18', 'lz4'],
  ['5d0000..00ffffffffffffffff', 'lzma'],
  ['4c5a495001', 'lzip'],
  ['894c5a4f000d0a1a0a', 'lzop'],
  ['1f9d8.', 'compress'],
  ['1f9d90', 'compress'],
  ['ff060000734e61507059', 'snappy'],
  ['4d53434600000000', 'cab'],
  ['edabeedb', 'rpm'],
  ['213c617263683e0a64656269616e2d62696e617279', 'deb'],
  ['78617221001c', 'xar'],
  ['68737173', 'squashfs'],
  ['5041434b0000000.', 'git pack'],
  ['2320763.206769742062756e646c65', 'git bundle'],
];

interface Signature {
  readonly format: string;
  readonly bytes: readonly number[];
  readonly masks: readonly number[];
}

/** By first byte: of most content, one look says that it has none of the formats. */
const BY_FIRST_BYTE: readonly (readonly Signature[] | undefined)[] = byFirstByte(SIGNATURES.map(signatureOf));

function byFirstByte(signatures: readonly Signature[]): (Signature[] | undefined)[] {
  return Array.from({ length: 256 }, (_, first) => {
    const fitting = signatures.filter(({ bytes, masks }) => (first & (masks[0] ?? 0)) === bytes[0]);
    return fitting.length === 0 ? undefined : fitting;
  });
}

function signatureOf([start, format]: readonly [string, string]): Signature {
  const pairs = start.match(/../g) ?? [];
  return {
    format,
    bytes: pairs.map((pair) => Number.parseInt(pair.replaceAll('.', '0'), 16)),
    masks: pairs.map((pair) => Number.parseInt(pair.replace(/[^.]/g, 'f').replaceAll('.', '0'), 16)),
  };
}

/** True if content with these first two bytes may be of one of the formats. */
export function mayBeCompressed(first: number, second: number): boolean {
  const fitting = BY_FIRST_BYTE[first] ?? [];
  return fitting.some(({ bytes, masks }) => (second & (masks[1] ?? 0)) === bytes[1]);
}

/** The format that hides what these bytes hold. @param start the first bytes of a file, 21 or all */
export function compressionOf(start: Uint8Array): string | undefined {
  const fitting = BY_FIRST_BYTE[start[0] ?? 0];
  if (fitting === undefined || start.length === 0) return undefined;
  const isAt = ({ bytes, masks }: Signature): boolean =>
    start.length >= bytes.length && bytes.every((byte, i) => ((start[i] ?? 0) & (masks[i] ?? 0)) === byte);
  return fitting.find(isAt)?.format;
}

/** What coverage says of compressed content. @param path as reports show it */
export function notOpened(path: string, format?: string): Skipped {
  const kind = format === undefined ? '' : ` (${format})`;
  return { kind: 'excluded', path, reason: `compressed, not opened${kind}`, isCompressed: true };
}
