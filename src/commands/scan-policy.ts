/** The policy of a scan that may be of other repositories. */
import type { FilesPolicy } from '../app/scan.ts';
import { toBytePath } from '../git/byte-path.ts';
import type { ScannedFile } from '../keys/collect.ts';
import type { ReportPolicy } from '../model/policy.ts';
import { type ForeignTarget, foreignTargets, scanPolicyAt } from '../policy/foreign.ts';
import type { Call } from './call.ts';
import { OPTIONS } from './options.ts';
import { ownKeysOf, policyPlaceOf } from './policy.ts';

interface ScanPolicyOptions extends Pick<ReportPolicy, 'minConfidence' | 'failOn'> {
  /** Whole repositories are scanned, whose paths the report has. */
  readonly isWhole: boolean;
  /** A repository of others may add rules and suppressions. */
  readonly trustTarget?: boolean;
  /** False where the baseline is about to be written. */
  readonly isBaselineNeeded?: boolean;
  /** See `OwnKeySources`. */
  readonly asksGit?: boolean;
}

/** @param paths what is scanned. `notes` say whose settings are used, and whose are not. */
export async function scanPolicyOf(
  call: Call<'rules' | 'baseline' | 'keys' | 'envKeys'>,
  paths: readonly string[],
  options: ScanPolicyOptions,
): Promise<FilesPolicy & { readonly notes: readonly string[] }> {
  const { trustTarget = false, isBaselineNeeded = true, isWhole, asksGit = false } = options;
  const { io } = call;
  const foreign = foreignTargets(io.cwd, paths, isWhole);
  const { policy, notes } = await scanPolicyAt(policyPlaceOf(call, options), foreign, {
    isTrusted: trustTarget,
    isBaselineNeeded,
    baseline: OPTIONS.baseline.fallback,
    signal: io.signal,
  });
  return {
    ...policy,
    notes,
    ownKeys: (files) => ownKeysOf(call, policy.ruleset, notIn(foreign, files), asksGit),
  };
}

/** A .env file of another repository holds no keys of this user. */
function notIn(foreign: readonly ForeignTarget[], files: readonly ScannedFile[]): readonly ScannedFile[] {
  if (foreign.length === 0) return files;
  const starts = foreign.map(({ root }) => `${toBytePath(root)}/`);
  return files.filter(({ path }) => !starts.some((start) => path.startsWith(start)));
}
