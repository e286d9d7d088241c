/** The rules in use: the built-in ones and what `--rules` adds. */
import { createHash } from 'node:crypto';
import { UserError } from '../model/error.ts';
import type { Rule, Ruleset } from '../model/rule.ts';
import { BUILTIN_RULES } from './builtin.generated.ts';

/** The built-in rules, and those of users behind them. Errors: `bad-rule` if two have one id. */
export function createRuleset(added: readonly Rule[] = []): Ruleset {
  const rules = [...BUILTIN_RULES, ...added];
  const twice = rules.find((rule, i) => rules.findIndex(({ id }) => id === rule.id) !== i);
  if (twice !== undefined) {
    throw new UserError('bad-rule', `two rules have the id “${twice.id}”`, { hint: 'give yours another id' });
  }
  return { rules, hash: createHash('sha256').update(JSON.stringify(rules)).digest('hex') };
}
