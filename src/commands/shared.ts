/** What several commands set up the same way from their call. */
import { join, resolve } from 'node:path';
import { collectOwnKeys } from '../keys/collect.ts';
import { UserError } from '../model/error.ts';
import type { OwnKey } from '../model/finding.ts';
import { quoted } from '../model/quote.ts';
import type { Rule, Ruleset } from '../model/rule.ts';
import { parseBaseline } from '../policy/baseline.ts';
import { parseIgnoreFile } from '../policy/ignore-file.ts';
import type { Suppressions } from '../policy/suppress.ts';
import { unkeyed } from '../report/unkeyed.ts';
import { BUILTIN_RULES } from '../rules/builtin.generated.ts';
import type { RuleWithExamples } from '../rules/examples.ts';
import { createRuleset } from '../rules/ruleset.ts';
import type { FileUnit } from '../sources/file-unit.ts';
import { readNamedSettings, readSettings } from '../state/guarded-read.ts';
import type { Call } from './call.ts';
import type { OptionOrigin } from './settings.ts';

export const IGNORE_FILE = '.leakwardignore';

/** A file that an option names, or that has its usual name. */
export interface OptionFile {
  readonly path: string;
  /** A flag, a variable or the settings file names it: it has to exist. */
  readonly isNamed: boolean;
}

/** The key list. */
export function keysFile(call: Call<'keys'>): OptionFile {
  return fileOf(call, call.options.keys, call.origin('keys'));
}

/** The baseline. */
export function baselineFile(call: Call<'baseline'>): OptionFile {
  return fileOf(call, call.options.baseline, call.origin('baseline'));
}

/** What the user types is relative to the working directory; the usual name and the settings file, to the root. */
function fileOf(call: Call, name: string, origin: OptionOrigin): OptionFile {
  return { path: resolve(baseOf(call, origin), name), isNamed: origin !== 'default' };
}

function baseOf({ io, root }: Call, origin: OptionOrigin): string {
  return origin === 'flag' || origin === 'environment' ? io.cwd : root;
}

/** The built-in rules, those of `--rules`, which alone need the parser, and `more`. */
export async function rulesetOf(call: Call<'rules'>, more: readonly Rule[] = []): Promise<Ruleset> {
  const { rules } = call.options;
  if (rules.length === 0) return createRuleset(more);
  const added = await readRules(rules, baseOf(call, call.origin('rules')));
  return createRuleset([...added.map(({ rule }) => rule), ...more]);
}

/** Rules of files that are named relative to a directory. Errors: `not-found`, `unreadable`, `bad-rule`. */
export async function readRules(files: readonly string[], directory: string): Promise<RuleWithExamples[]> {
  const [{ parseRules }, { hintFor }] = await Promise.all([
    import('../rules/parse.ts'),
    import('../sources/files.ts'),
  ]);
  return files.flatMap((file) => {
    const text = readSettings(resolve(directory, file), { followsLinks: true });
    if (text !== undefined) return parseRules(text, file);
    throw new UserError(
      'not-found',
      `cannot read ${resolve(directory, file)}: no such file`,
      hintFor(file, directory),
    );
  });
}

/**
 * Ignore file and baseline at the root. Errors: `not-found` for a baseline that is named and missing, unless
 * `isBaselineNeeded` is false; `unreadable`, `bad-suppression`, `bad-baseline`.
 */
export function suppressionsOf(call: Call<'baseline'>, { isBaselineNeeded = true } = {}): Suppressions {
  const { options, root, io } = call;
  const baseline = baselineFile(call);
  return {
    ignored: parseIgnoreFile(readSettings(join(root, IGNORE_FILE)) ?? '', IGNORE_FILE),
    baseline: parseBaseline(readBaseline(baseline, isBaselineNeeded && baseline.isNamed), options.baseline),
    today: io.now().toISOString().slice(0, 10),
  };
}

/** Text of a baseline; empty if there is none. Errors: `not-found` if it is needed; `unreadable`. */
export function readBaseline({ path, isNamed }: OptionFile, isNeeded: boolean): string {
  if (isNeeded) return readNamedSettings(path, { hint: `leakward baseline create --baseline ${path}` });
  const hint = `to use it all the same: --baseline ${path}`;
  return readSettings(path, { followsLinks: isNamed, hint }) ?? '';
}

/**
 * Keys of ours for a scan of these files.
 *
 * @param asksGit see `OwnKeySources`; not where a hook waits for it and nothing is revoked
 */
export async function ownKeysOf(
  call: Call<'keys' | 'envKeys'>,
  ruleset: Ruleset,
  units: readonly FileUnit[],
  asksGit = false,
): Promise<OwnKey[]> {
  const { options, root, io } = call;
  const sources = {
    list: keysFile(call),
    env: options.envKeys ? io.env : undefined,
    cwd: io.cwd,
    root,
    rules: ruleset.rules,
    asksGit,
  };
  return await collectOwnKeys(sources, units);
}

/** What is written down for others must hold no key. @param texts by flag. Errors: `bad-usage`. */
export function refuseKeys(texts: Readonly<Record<string, string | undefined>>): void {
  const [flag] = Object.entries(texts).find(([, text = '']) => unkeyed(text) !== text) ?? [];
  if (flag !== undefined)
    throw new UserError('bad-usage', `--${flag} holds a key, and would be written down as it is`);
}

/** The rule of a provider by its name. Errors: `bad-usage`. */
export function ruleOfProvider(provider: string, rules: readonly Rule[] = BUILTIN_RULES): Rule {
  const rule = rules.find((one) => one.provider === provider || one.id === provider);
  if (rule !== undefined) return rule;
  const known = rules.map((one) => one.provider).join(', ');
  throw new UserError('bad-usage', `no provider ${quoted(provider)}`, { hint: `known are ${known}` });
}
