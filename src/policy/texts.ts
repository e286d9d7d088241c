/** What the files of a policy say, wherever they lie: on disk, in a commit, in another repository. */
import type { Rule, Ruleset } from '../model/rule.ts';
import type { Suppressions } from '../model/suppressions.ts';
import type { RuleWithExamples } from '../rules/examples.ts';
import { createRuleset } from '../rules/ruleset.ts';
import { parseBaseline } from './baseline.ts';
import { IGNORE_FILE, parseIgnoreFile } from './ignore-file.ts';

interface Texts {
  /** A name as errors and reports show it. */
  shown(name: string): string;
}

/** Where files of rules lie. */
export interface RuleTexts extends Texts {
  /** Text of a file of rules. Errors: `not-found`, `unreadable`. */
  rules(name: string): Promise<string>;
}

/** Where ignore file and baseline lie. */
export interface SuppressionTexts extends Texts {
  /** Text of the ignore file; undefined where there is none. Errors: `unreadable`. */
  ignored(name: string): Promise<string | undefined>;
  /** Text of a baseline; undefined where there is none. Errors: `not-found`, `unreadable`. */
  baseline(name: string): Promise<string | undefined>;
}

/** Rules of files, which alone need the parser. Errors: those of the texts, `bad-rule`. */
export async function readRules(names: readonly string[], texts: RuleTexts): Promise<RuleWithExamples[]> {
  if (names.length === 0) return [];
  const { parseRules } = await import('../rules/parse.ts');
  const rules: RuleWithExamples[] = [];
  for (const name of names) rules.push(...parseRules(await texts.rules(name), texts.shown(name)));
  return rules;
}

/** The built-in rules, those of files, and more. Errors: those of `readRules`. */
export async function readRuleset(
  names: readonly string[],
  texts: RuleTexts,
  more: readonly Rule[] = [],
): Promise<Ruleset> {
  const added = await readRules(names, texts);
  return createRuleset([...added.map(({ rule }) => rule), ...more]);
}

/** Ignore file and baseline. Errors: those of the texts, `bad-suppression`, `bad-baseline`. */
export async function readSuppressions(
  baseline: string,
  texts: SuppressionTexts,
): Promise<Pick<Suppressions, 'ignored' | 'baseline'>> {
  return {
    ignored: parseIgnoreFile((await texts.ignored(IGNORE_FILE)) ?? '', texts.shown(IGNORE_FILE)),
    baseline: parseBaseline((await texts.baseline(baseline)) ?? '', texts.shown(baseline)),
  };
}
