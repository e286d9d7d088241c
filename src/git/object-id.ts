/** Ids of objects: the hash of `type SP size NUL content` (gitformat-loose(5)), SHA-1 or SHA-256. */
import { createHash, type Hash } from 'node:crypto';
import type { ObjectType } from '../model/origin.ts';

/** Said of an object whose content does not have its id. git itself hashes what it receives, not what it reads. */
export const FORGED = 'its content does not have its id: damaged or forged, git fsck reports it';

/** A hash that has taken the header; the content is to follow. @param oidBytes 20 for SHA-1, 32 for SHA-256 */
export function startHash(type: ObjectType, size: number, oidBytes: number): Hash {
  return createHash(oidBytes === 20 ? 'sha1' : 'sha256').update(`${type} ${size}\0`);
}

/** True if content with this type has the id. @param oid lower-case hexadecimal digits */
export function hasId(type: ObjectType, bytes: Uint8Array, oid: string): boolean {
  return (
    startHash(type, bytes.length, oid.length >> 1)
      .update(bytes)
      .digest('hex') === oid
  );
}
