/** What a masked path is still known by. */
import { createHash } from 'node:crypto';

const DIGITS = 12;

/** The first 12 hexadecimal digits of the SHA-256 of a path as a report would write it without a mask. */
export function pathIdOf(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, DIGITS);
}
