/** Hands a key over to whoever revokes it by hand. */
import { UserError } from '../model/error.ts';
import type { Verdict } from '../model/verdict.ts';
import { createLook } from './look.ts';
import type { PlanStep } from './plan.ts';
import { type Applied, type ApplyOptions, claim, done, evidenceText, HELD, type Underway } from './step.ts';

/** Once: a second time only for an issue that was not opened yet. Errors: `unwritable` from the journal. */
export async function handOver(step: PlanStep, options: ApplyOptions, underway: Underway): Promise<Applied> {
  const { journal } = options;
  const { fingerprint, secret } = step.subject;
  const { state } = step;
  const isTold =
    options.openIssue === undefined || (state?.kind === 'handed-over' && state.issue !== undefined);
  if (state?.kind === 'handed-over' && isTold)
    return done(step, 'manual', `handed over to ${state.to} at ${state.at}`, options);
  if (!claim(step, options)) return done(step, 'failed', HELD, options);
  const verdict = await createLook(step, options, underway).settled();
  if (verdict.state === 'inactive') {
    const reason = `the provider refuses it already${evidenceText(verdict)}`;
    journal.append(fingerprint, { event: 'ended', state: 'already-inactive', reason });
    return done(step, 'already-inactive', reason, options, verdict);
  }
  const to = options.to(step);
  const { issue, where } = await tell(step, verdict, options);
  const event = {
    event: 'handed-over',
    redacted: secret.redacted,
    to,
    ...(issue !== undefined && { issue }),
  } as const;
  journal.append(fingerprint, event);
  return done(step, 'manual', `handed over to ${to}${where}`, options, verdict);
}

/** An issue that cannot be opened keeps nobody from doing it, and nothing else from being done. */
async function tell(
  step: PlanStep,
  verdict: Verdict,
  { openIssue }: ApplyOptions,
): Promise<{ readonly issue?: string; readonly where: string }> {
  if (openIssue === undefined) return { where: '' };
  try {
    const issue = await openIssue(step, verdict);
    return { issue, where: ` in ${issue}` };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { where: `; no issue could be opened: ${error.message}` };
  }
}
