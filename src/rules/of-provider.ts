/** The rule that a person means by a name. */
import { UserError } from '../model/error.ts';
import { quoted } from '../model/quote.ts';
import type { Rule } from '../model/rule.ts';
import { BUILTIN_RULES } from './builtin.generated.ts';

/** The rule of a provider by its name. Errors: `bad-usage`. */
export function ruleOfProvider(provider: string, rules: readonly Rule[] = BUILTIN_RULES): Rule {
  const rule = rules.find((one) => one.provider === provider || one.id === provider);
  if (rule !== undefined) return rule;
  const known = rules.map((one) => one.provider).join(', ');
  throw new UserError('bad-usage', `no provider ${quoted(provider)}`, { hint: `known are ${known}` });
}
