/** What several commands set up the same way from their call. */
import { resolve } from 'node:path';
import { collectOwnKeys, type ScannedFile } from '../keys/collect.ts';
import { UserError } from '../model/error.ts';
import type { OwnKey } from '../model/finding.ts';
import type { ReportPolicy } from '../model/policy.ts';
import { quoted } from '../model/quote.ts';
import type { Rule, Ruleset } from '../model/rule.ts';
import { type PolicyPlace, type RuleFiles, reportPolicyAt, rulesetAt } from '../policy/disk.ts';
import { unkeyed } from '../report/unkeyed.ts';
import { BUILTIN_RULES } from '../rules/builtin.generated.ts';
import type { NamedFile } from '../state/guarded-read.ts';
import type { Call } from './call.ts';
import type { OptionOrigin } from './settings.ts';

/** The key list. */
export function keysFile(call: Call<'keys'>): NamedFile {
  return fileOf(call, call.options.keys, call.origin('keys'));
}

/** The baseline. */
export function baselineFile(call: Call<'baseline'>): NamedFile {
  return fileOf(call, call.options.baseline, call.origin('baseline'));
}

/** What the user types is relative to the working directory; the usual name and the settings file, to the root. */
function fileOf(call: Call, name: string, origin: OptionOrigin): NamedFile {
  return { path: resolve(baseOf(call, origin), name), isNamed: origin !== 'default' };
}

function baseOf({ io, root }: Call, origin: OptionOrigin): string {
  return origin === 'flag' || origin === 'environment' ? io.cwd : root;
}

function ruleFiles(call: Call<'rules'>): RuleFiles {
  return { names: call.options.rules, directory: baseOf(call, call.origin('rules')) };
}

/** From which finding on something is listed, or fails. */
type Levels = Pick<ReportPolicy, 'minConfidence' | 'failOn'>;

/** What the options of a call say of its policy. */
export function policyPlaceOf(
  call: Call<'rules' | 'baseline'>,
  { minConfidence, failOn }: Levels,
): PolicyPlace {
  return {
    root: call.root,
    rules: ruleFiles(call),
    baseline: { ...baselineFile(call), name: call.options.baseline },
    today: call.io.now().toISOString().slice(0, 10),
    minConfidence,
    failOn,
  };
}

/** See `rulesetAt`. */
export async function rulesetOf(call: Call<'rules'>): Promise<Ruleset> {
  return await rulesetAt(ruleFiles(call));
}

/** See `reportPolicyAt`. */
export async function reportPolicyOf(
  call: Call<'rules' | 'baseline'>,
  levels: Levels,
): Promise<ReportPolicy> {
  return await reportPolicyAt(policyPlaceOf(call, levels));
}

/**
 * Keys of ours for a scan of these files.
 *
 * @param asksGit see `OwnKeySources`; not where a hook waits for it and nothing is revoked
 */
export async function ownKeysOf(
  call: Call<'keys' | 'envKeys'>,
  ruleset: Ruleset,
  files: readonly ScannedFile[],
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
  return await collectOwnKeys(sources, files);
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
