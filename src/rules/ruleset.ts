/** The rules in use: the built-in ones and what `--rules` adds. */
import { UserError } from '../model/error.ts';
import type { Rule, Ruleset } from '../model/rule.ts';
import { BUILTIN_HASH, BUILTIN_RULES } from './builtin.generated.ts';
import { hashRules } from './hash.ts';

/** The built-in rules, and those of users behind them. Errors: `bad-rule` if two have one id. */
export function createRuleset(added: readonly Rule[] = []): Ruleset {
  if (added.length === 0) return { rules: BUILTIN_RULES, hash: BUILTIN_HASH };
  const rules = [...BUILTIN_RULES, ...added];
  const twice = rules.find((rule, i) => rules.findIndex(({ id }) => id === rule.id) !== i);
  if (twice !== undefined) {
    throw new UserError('bad-rule', `two rules have the id “${twice.id}”`, { hint: 'give yours another id' });
  }
  return { rules, hash: hashRules(rules) };
}
