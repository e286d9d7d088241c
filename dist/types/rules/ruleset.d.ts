import type { Rule, Ruleset } from '../model/rule.ts';
/** The built-in rules, and those of users behind them. Errors: `bad-rule` if two have one id. */
export declare function createRuleset(added?: readonly Rule[]): Ruleset;
