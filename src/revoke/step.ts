/** One key of a plan while it is carried out: claimed, and what became of it. */
import type { Revocation, Verdict } from '../model/verdict.ts';
import type { NamedBases } from '../providers/api.ts';
import type { Askers } from '../verify/askers.ts';
import type { VerifyDeps } from '../verify/deps.ts';
import type { TemplateSources } from './call.ts';
import type { Journal } from './journal.ts';
import type { PlanStep } from './plan.ts';
import { statesOf } from './state.ts';
import type { Turns } from './turns.ts';

export interface ApplyOptions extends VerifyDeps {
  readonly bases: NamedBases;
  readonly journal: Journal;
  readonly run: string;
  /** Of this process, by which others tell whether it still runs. */
  readonly process: { readonly pid: number; readonly host: string };
  readonly sources: TemplateSources;
  /** Who is to revoke by hand. */
  readonly to: (step: PlanStep) => string;
  /** Tells whoever revokes by hand; gives the address of what was written. */
  readonly openIssue?: (step: PlanStep, verdict: Verdict) => Promise<string>;
  /** Called with each key when it is done with. */
  readonly onApplied?: (outcome: Applied) => Promise<void> | void;
}

/** What the keys of one run share. */
export interface Underway {
  readonly askers: Askers;
  readonly turns: Turns;
}

/** What became of a key of the plan. */
export interface Applied {
  readonly step: PlanStep;
  readonly revocation: Revocation;
  /** The last answer of the provider. */
  readonly verdict?: Verdict;
}

/** Why a key failed whose endpoint did not. */
export const HELD = 'another run is at it';

/** False if another run holds the key: of two that claim at one time the first line in the journal wins. */
export function claim(step: PlanStep, { journal, run, process: { pid, host } }: ApplyOptions): boolean {
  const { fingerprint, secret } = step.subject;
  journal.append(fingerprint, {
    event: 'claimed',
    redacted: secret.redacted,
    pid,
    host,
    ...(step.resumes !== undefined && { resumes: step.resumes }),
  });
  const state = statesOf(journal.entries()).get(fingerprint);
  return state?.kind === 'open' && state.run === run;
}

/** The outcome of a step, as of now. */
export function done(
  step: PlanStep,
  state: Revocation['state'],
  reason: string,
  { now }: VerifyDeps,
  verdict?: Verdict,
): Applied {
  return { step, revocation: { state, reason, at: now().toISOString() }, ...(verdict && { verdict }) };
}

/** What an `already-inactive` rests on, where that is little. Empty for a refusal beside an accepted key. */
export function evidenceText({ isCorroborated }: Verdict): string {
  return isCorroborated === true
    ? ''
    : '; no key of this provider was accepted in this run, so that it may refuse all of them';
}
