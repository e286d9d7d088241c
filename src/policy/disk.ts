/** The policy of a run on this machine: files that its settings name, or that have their usual names at the root. */
import { join, resolve } from 'node:path';
import { UserError } from '../model/error.ts';
import type { ReportPolicy } from '../model/policy.ts';
import type { Rule, Ruleset } from '../model/rule.ts';
import { shellWord } from '../model/shell.ts';
import type { Suppressions } from '../model/suppressions.ts';
import type { RuleWithExamples } from '../rules/examples.ts';
import { type NamedFile, readNamedSettings, readSettings } from '../state/guarded-read.ts';
import { type RuleTexts, readRules, readRuleset, readSuppressions } from './texts.ts';

/** Files of rules. */
export interface RuleFiles {
  readonly names: readonly string[];
  /** What they are relative to. Absolute. */
  readonly directory: string;
}

/** What settings say of the policy, but for own keys (`OwnKeySources`). */
export interface PolicyPlace extends Pick<ReportPolicy, 'minConfidence' | 'failOn'> {
  /** Where the ignore file is. Absolute. */
  readonly root: string;
  readonly rules: RuleFiles;
  /** `name`: as the settings have it. */
  readonly baseline: NamedFile & { readonly name: string };
  /** ISO date. */
  readonly today: string;
}

/** What counts besides what the place has. */
export interface PolicyExtras {
  readonly rules?: readonly Rule[];
  readonly suppressions?: Partial<Suppressions>;
  /** False where the baseline is about to be written: one that is named need not exist. */
  readonly isBaselineNeeded?: boolean;
}

/** The built-in rules, those of files, and more. Errors: `not-found`, `unreadable`, `bad-rule`. */
export async function rulesetAt(
  { names, directory }: RuleFiles,
  more: readonly Rule[] = [],
): Promise<Ruleset> {
  return await readRuleset(names, ruleTexts(directory), more);
}

/**
 * The policy but for own keys, which may depend on the files that are scanned.
 *
 * Errors: those of `rulesetAt`; `not-found` for a baseline that is named; `unreadable`, `bad-suppression`,
 * `bad-baseline`.
 */
export async function reportPolicyAt(place: PolicyPlace, extras: PolicyExtras = {}): Promise<ReportPolicy> {
  const { rules, suppressions = {}, isBaselineNeeded = true } = extras;
  const { root, baseline, minConfidence, failOn, today } = place;
  const ruleset = await rulesetAt(place.rules, rules);
  const own = await readSuppressions(baseline.name, {
    ignored: async (name) => readSettings(join(root, name)),
    baseline: async () => readBaseline(baseline, isBaselineNeeded && baseline.isNamed),
    shown: (name) => name,
  });
  return {
    ruleset,
    suppressions: {
      today,
      ...suppressions,
      ignored: [...own.ignored, ...(suppressions.ignored ?? [])],
      baseline: new Map([...(suppressions.baseline ?? []), ...own.baseline]),
    },
    minConfidence,
    failOn,
  };
}

/** Rules of files that are named relative to a directory. Errors: `not-found`, `unreadable`, `bad-rule`. */
export async function readRuleFiles(
  names: readonly string[],
  directory: string,
): Promise<RuleWithExamples[]> {
  return await readRules(names, ruleTexts(directory));
}

function ruleTexts(directory: string): RuleTexts {
  return { rules: (name) => readRuleFile(name, directory), shown: (name) => name };
}

/** Text of a file of rules. Errors: `not-found`, `unreadable`. */
async function readRuleFile(name: string, directory: string): Promise<string> {
  const path = resolve(directory, name);
  const text = readSettings(path, { followsLinks: true });
  if (text !== undefined) return text;
  const { hintFor } = await import('../sources/files.ts');
  throw new UserError('not-found', `cannot read ${path}: no such file`, hintFor(name, directory));
}

/** Text of a baseline; empty if there is none. Errors: `not-found` if it is needed; `unreadable`. */
export function readBaseline({ path, isNamed }: NamedFile, isNeeded: boolean): string {
  if (isNeeded)
    return readNamedSettings(path, { hint: `leakward baseline create --baseline ${shellWord(path)}` });
  const hint = `to use it all the same: --baseline ${shellWord(path)}`;
  return readSettings(path, { followsLinks: isNamed, hint }) ?? '';
}
