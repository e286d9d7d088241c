/** The hash of a rule set. */
import { createHash } from 'node:crypto';
import type { Rule } from '../model/rule.ts';

/** Lower-case hex SHA-256 over everything that the rules say: caches of results are keyed by it. */
export function hashRules(rules: readonly Rule[]): string {
  return createHash('sha256').update(JSON.stringify(rules)).digest('hex');
}
