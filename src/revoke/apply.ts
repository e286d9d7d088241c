/**
 * Carries a plan out, key by key: ask, call, ask again, each step in the journal before the next. A crash between any
 * two leaves enough behind for `resume` to finish without a second call to a key that the first one killed.
 */
import { FAILURE_TEXT, type HttpOutcome, target } from '../http/message.ts';
import { UserError } from '../model/error.ts';
import type { Verdict } from '../model/verdict.ts';
import { createAskers } from '../verify/askers.ts';
import { revokeRequest } from './call.ts';
import { handOver } from './hand-over.ts';
import { createLook, type Look, untilDead } from './look.ts';
import type { HttpRevocation } from './method.ts';
import type { Plan, PlanStep } from './plan.ts';
import { type Applied, type ApplyOptions, claim, done, evidenceText, HELD, type Underway } from './step.ts';
import { createTurns } from './turns.ts';

/** Failures in a row after which the rest is left: something is wrong with the endpoint, not with a key. */
const MOST_FAILURES = 3;

/**
 * In order of the plan; ends early if the signal is aborted, between two keys or while it waits, never within a call.
 * Errors: `unwritable` from the journal.
 */
export async function applyPlan({ steps }: Plan, given: ApplyOptions): Promise<readonly Applied[]> {
  const underway = { askers: createAskers(given), turns: createTurns() };
  const broken = new AbortController();
  const options = { ...given, signal: AbortSignal.any([given.signal, broken.signal]) };
  let failures = 0;
  const one = async (step: PlanStep): Promise<Applied | undefined> => {
    await underway.turns.take();
    try {
      if (options.signal.aborted) return undefined;
      const outcome =
        failures < MOST_FAILURES
          ? await applyStep(step, options, underway)
          : done(step, 'failed', `not tried: ${MOST_FAILURES} in a row had failed`, options);
      if (outcome === undefined) return undefined;
      if (outcome.revocation.reason !== HELD)
        failures = outcome.revocation.state === 'failed' ? failures + 1 : 0;
      await options.onApplied?.(outcome);
      return outcome;
    } catch (error) {
      // Nothing more is begun, and nothing waited for: the journal may be what is broken.
      broken.abort();
      throw error;
    } finally {
      underway.turns.give();
    }
  };
  const ended = await Promise.allSettled(steps.map(one));
  const failed = ended.find((end) => end.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return ended.flatMap((end) => (end.status === 'fulfilled' && end.value !== undefined ? [end.value] : []));
}

/** Undefined if the signal was aborted within: the journal says how far it came. */
async function applyStep(
  step: PlanStep,
  options: ApplyOptions,
  underway: Underway,
): Promise<Applied | undefined> {
  try {
    return step.method.kind === 'manual'
      ? await handOver(step, options, underway)
      : await revoke(step, step.method, options, underway);
  } catch (error) {
    if (options.signal.aborted) return undefined;
    throw error;
  }
}

async function revoke(
  step: PlanStep,
  method: HttpRevocation,
  options: ApplyOptions,
  underway: Underway,
): Promise<Applied> {
  const { journal, now } = options;
  const { fingerprint } = step.subject;
  if (!claim(step, options)) return done(step, 'failed', HELD, options);
  const came = step.state?.kind === 'open' ? step.state : undefined;
  const look = createLook(step, options, underway);
  const end = (
    state: 'revoked' | 'already-inactive' | 'failed',
    reason: string,
    verdict?: Verdict,
  ): Applied => {
    journal.append(fingerprint, { event: 'ended', state, reason });
    return done(step, state, reason, options, verdict);
  };
  const isCalled = came?.step === 'calling' || came?.step === 'called';
  if (isCalled) {
    // A clock that was ahead then must not be waited for.
    const since = Math.min(Date.parse(came.callingAt ?? '') || now().getTime(), now().getTime());
    const verdict = await untilDead(look, method, since, options);
    if (verdict.state === 'inactive') return end('revoked', 'by the call of an earlier run', verdict);
    if (verdict.state === 'unknown') return end('failed', unsure('called by an earlier run'), verdict);
  } else {
    const before = await look.settled();
    if (before.state === 'inactive')
      return end('already-inactive', `the provider refuses it already${evidenceText(before)}`, before);
    if (before.state === 'unknown') return end('failed', unsure('not called'), before);
  }
  const request = revokeRequest(method, step.subject, options.sources);
  journal.append(fingerprint, { event: 'calling', target: target(request) });
  const calledAt = now().getTime();
  // Not to be broken off: nobody would know whether it was made.
  const outcome = await options.send(request, new AbortController().signal);
  try {
    return await settle(step, method, { outcome, calledAt, look, end }, options);
  } catch (error) {
    throw error instanceof UserError && error.code === 'unwritable' ? unrecorded(step, error) : error;
  }
}

interface Call {
  readonly outcome: HttpOutcome;
  readonly calledAt: number;
  readonly look: Look;
  readonly end: (
    state: 'revoked' | 'already-inactive' | 'failed',
    reason: string,
    verdict?: Verdict,
  ) => Applied;
}

/** What became of the key after a call. Errors: `unwritable` from the journal. */
async function settle(
  step: PlanStep,
  method: HttpRevocation,
  { outcome, calledAt, look, end }: Call,
  options: ApplyOptions,
): Promise<Applied> {
  const { journal } = options;
  const { fingerprint } = step.subject;
  const answer = answerText(outcome);
  journal.append(fingerprint, { event: 'called', answer });
  if (outcome.kind === 'failure' && !outcome.wasSent)
    return end('failed', `the call was not made: ${answer}`);
  const mayBeOurs = outcome.kind === 'failure' || method.success.includes(outcome.status);
  // What failed or was refused may still have worked, and what was taken may not: the provider's word counts.
  const mayCome = mayBeOurs || outcome.status >= 500;
  const verdict = mayCome ? await untilDead(look, method, calledAt, options) : await look.settled();
  if (verdict.state === 'inactive') {
    const reason = `${answer}; ${mayBeOurs ? 'then' : 'all the same'} the provider refused it`;
    return end(mayBeOurs ? 'revoked' : 'already-inactive', reason, verdict);
  }
  if (verdict.state === 'active') return end('failed', `${answer}, but the key still lives`, verdict);
  return end('failed', unsure(answer), verdict);
}

/** The journal knows that the call was about to be made: that much is on disk. */
function unrecorded({ subject: { secret } }: PlanStep, cause: UserError): UserError {
  return new UserError(
    'unwritable',
    `${secret.redacted}: the call that revokes may have been made, and the journal cannot be written any more`,
    { hint: 'make room, then leakward revoke --apply --resume tells what became of the key', cause },
  );
}

function unsure(what: string): string {
  return `${what}: the provider does not say whether it lives`;
}

function answerText(outcome: HttpOutcome): string {
  if (outcome.kind === 'answer') return `the endpoint answered ${outcome.status}`;
  return `the endpoint: ${FAILURE_TEXT[outcome.cause]}`;
}
