/** The identity of a finding. */
import { createHash } from 'node:crypto';

/** Lower-case hex SHA-256 of a key's characters. */
export function sha256(key: string): string {
  return createHash('sha256').update(key, 'latin1').digest('hex');
}

/** `<rule id>:<SHA-256>`: no position, so that moves, rebases and squashes keep it. */
export function fingerprintOf(ruleId: string, key: string): string {
  return `${ruleId}:${sha256(key)}`;
}
