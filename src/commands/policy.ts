/** What a call says of its policy. */
import { resolve } from 'node:path';
import { collectOwnKeys, type ScannedFile } from '../keys/collect.ts';
import type { OwnKey } from '../model/finding.ts';
import type { DetectionPolicy, Policy, ReportPolicy } from '../model/policy.ts';
import type { Ruleset } from '../model/rule.ts';
import { type PolicyPlace, type RuleFiles, reportPolicyAt, rulesetAt } from '../policy/disk.ts';
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

/** The policy of what reads no files of a work tree. @param asksGit see `ownKeysOf` */
export async function policyOf(
  call: Call<'rules' | 'baseline' | 'keys' | 'envKeys'>,
  levels: Levels,
  asksGit = false,
): Promise<Policy> {
  const policy = await reportPolicyOf(call, levels);
  return { ...policy, ownKeys: await ownKeysOf(call, policy.ruleset, [], asksGit) };
}

/** What keys are looked for by, where no files of a work tree are read. */
export async function detectionPolicyOf(call: Call<'rules' | 'keys' | 'envKeys'>): Promise<DetectionPolicy> {
  const ruleset = await rulesetOf(call);
  return { ruleset, ownKeys: await ownKeysOf(call, ruleset, []) };
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
