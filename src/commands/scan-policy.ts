/** What a scan of these targets is judged by: the call's own settings, and what a trusted target adds. */

import { UserError } from '../model/error.ts';
import type { Ruleset } from '../model/rule.ts';
import type { Suppressions } from '../policy/suppress.ts';
import type { Call } from './call.ts';
import { rulesetOf, suppressionsOf } from './shared.ts';
import { type ForeignTarget, readTargetPolicy, targetNote } from './target.ts';

export interface ScanPolicy {
  readonly ruleset: Ruleset;
  readonly suppressions: Suppressions;
  /** For the report: whose settings are used and whose are not. */
  readonly notes: readonly string[];
}

/** A call that may trust the repository that it scans. */
export type TargetCall = Call<'rules' | 'baseline' | 'trustTarget'>;

/**
 * @param foreign repositories of the scan that are not the one of the working directory
 * @param suppressions of the call
 * Errors: `bad-usage` for `--trust-target` with several; what settings can get wrong.
 */
export async function scanPolicyOf(
  call: TargetCall,
  foreign: readonly ForeignTarget[],
  suppressions: () => Suppressions = () => suppressionsOf(call),
): Promise<ScanPolicy> {
  const isTrusted = call.options.trustTarget;
  const notes = foreign.map((target) => targetNote(target, isTrusted));
  if (!isTrusted || foreign.length === 0) {
    const untrusted = foreign.map(({ below }) => below);
    return { ruleset: await rulesetOf(call), suppressions: { ...suppressions(), untrusted }, notes };
  }
  const [target, ...others] = foreign;
  if (target === undefined || others.length > 0) {
    throw new UserError('bad-usage', '--trust-target takes one repository at a time', {
      hint: 'scan each of them in a run of its own',
    });
  }
  const { rules, ignored, baseline } = await readTargetPolicy(call, target);
  const own = suppressions();
  return {
    ruleset: await rulesetOf(call, rules),
    suppressions: {
      ...own,
      ignored: [...own.ignored, ...ignored],
      baseline: new Map([...baseline, ...own.baseline]),
    },
    notes,
  };
}
