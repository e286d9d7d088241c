/** Which keys may be handed to the revoking stage, and whether it may do more than plan. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { outcomeOf } from '../model/policy.ts';
import type { Result } from '../model/report.ts';
import type { Trigger } from './event.ts';
import type { Inputs } from './inputs.ts';
import type { Target } from './range.ts';
import type { Runner } from './runner.ts';

export interface RevocationLimits {
  readonly isDryRun: boolean;
  readonly most: number;
  /** True for those that are handed over. */
  readonly isMeant: (result: Result) => boolean;
  /** Why less is done than the workflow asked for. */
  readonly notes: readonly string[];
}

export interface RevocationQuestion {
  readonly inputs: Pick<Inputs, 'revoke' | 'revokeMax' | 'verifyForks'>;
  readonly trigger: Trigger;
  readonly target: Target;
  readonly runner: Runner;
}

/** Undefined: nothing is to be revoked. */
export function limitRevocation({
  inputs,
  trigger,
  target,
  runner,
}: RevocationQuestion): RevocationLimits | undefined {
  if (inputs.revoke === 'off') return undefined;
  if (target.kind !== 'range')
    return none('revoke: only keys that an event brings in are revoked, and this scan is of everything');
  // Nothing is revoked that was not asked about just before.
  if (target.pull?.isFork === true && !inputs.verifyForks)
    return none('revoke: nothing is revoked for a fork, whose keys are asked about only with verify-forks');
  const refused = inputs.revoke === 'apply' ? whyDry(trigger, target.pull !== undefined, runner) : undefined;
  return {
    isDryRun: inputs.revoke === 'dry-run' || refused !== undefined,
    most: inputs.revokeMax ?? 0,
    isMeant: ({ finding, verdict }) =>
      finding.attribution === 'own' &&
      finding.own?.protect !== true &&
      outcomeOf(finding, verdict) === 'fail',
    notes: refused === undefined ? [] : [refused],
  };
}

function none(note: string): RevocationLimits {
  return { isDryRun: true, most: 0, isMeant: () => false, notes: [note] };
}

/** A job that a stranger's code may have run in holds no right to revoke. */
function whyDry(trigger: Trigger, isOfPull: boolean, { workspace }: Runner): string | undefined {
  if ((trigger.kind === 'pull' && !trigger.isPrivileged) || trigger.kind === 'queue')
    return 'revoke: only planned, as this job may run the code of a pull request: revoke on workflow_run';
  if (isOfPull && workspace !== undefined && holdsAnything(workspace))
    return 'revoke: only planned, as something is checked out or unpacked in this job: revoke in a job without such a step';
  return undefined;
}

/** A checkout may lie in a directory of its own, and what another run left as an artifact is no better. */
function holdsAnything(workspace: string): boolean {
  try {
    return readdirSync(workspace, { withFileTypes: true }).some(
      (entry) => !entry.isDirectory() || readdirSync(join(workspace, entry.name)).length > 0,
    );
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
}
