/**
 * The rules in use: the built-in ones and what `--rules` adds. A rule file can add and never take away: a repository
 * may name rule files in its settings, and must not be able to replace the rule that would find its keys. So a second
 * rule of one id is an error; a provider's new kind of key is a new id with the same `provider`.
 */
import { UserError } from '../model/error.ts';
import type { Rule, Ruleset } from '../model/rule.ts';
import { BUILTIN_HASH, BUILTIN_RULES } from './builtin.generated.ts';
import { hashRules } from './hash.ts';

/** The built-in rules, and those of users behind them. Errors: `bad-rule` if two have one id. */
export function createRuleset(added: readonly Rule[] = []): Ruleset {
  if (added.length === 0) return { rules: BUILTIN_RULES, hash: BUILTIN_HASH };
  const rules = [...BUILTIN_RULES, ...added];
  const twice = rules.find((rule, i) => rules.findIndex(({ id }) => id === rule.id) !== i);
  if (twice === undefined) return { rules, hash: hashRules(rules) };
  throw new UserError('bad-rule', `two rules have the id “${twice.id}”`, { hint: hintFor(twice.id) });
}

function hintFor(id: string): string {
  const builtin = BUILTIN_RULES.find((rule) => rule.id === id);
  if (builtin === undefined) return 'give one of them another id';
  return `a built-in rule cannot be replaced; give yours another id and keep provider = "${builtin.provider}"`;
}
