/** Addresses that an operator names for providers. */
import { parseBase } from '../http/base.ts';
import { UserError } from '../model/error.ts';
import type { Rule } from '../model/rule.ts';
import type { NamedBases } from './api.ts';

/**
 * Bases by provider, each written as `<provider>=<url>`; of several for one provider the last counts.
 *
 * @param from what names them, for errors: an address may hold a password, and is not repeated
 * @param rules those whose providers may be named; any, if the rules are not known yet
 * Errors: `bad-usage`.
 */
export function parseNamedBases(texts: readonly string[], from: string, rules?: readonly Rule[]): NamedBases {
  const known = rules && providersOf(rules);
  return new Map(
    texts.map((text) => {
      const at = text.indexOf('=');
      const provider = text.slice(0, Math.max(0, at));
      if (known === undefined ? !/^[\w-]+$/.test(provider) : !known.includes(provider)) {
        throw new UserError('bad-usage', `${from} takes <provider>=<url>`, {
          hint: known === undefined ? 'one a line' : `known providers are ${known.join(', ')}`,
        });
      }
      return [provider, parseBase(text.slice(at + 1), `${from} ${provider}`)] as const;
    }),
  );
}

/** The providers of rules, each once. */
export function providersOf(rules: readonly Rule[]): readonly string[] {
  return [...new Set(rules.map(({ provider }) => provider))];
}
