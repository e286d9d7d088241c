/** The hash of a rule set. */
import { createHash } from 'node:crypto';
import type { Rule } from '../model/rule.ts';

/**
 * Lower-case hex SHA-256 over everything that the rules say: caches of results are keyed by it. The order of the
 * rules counts, the order of the keys in them does not.
 */
export function hashRules(rules: readonly Rule[]): string {
  return createHash('sha256').update(canonicalJson(rules)).digest('hex');
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
