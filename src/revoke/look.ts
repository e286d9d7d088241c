/** Looks whether a key lives, before and after the call. */
import type { Verdict } from '../model/verdict.ts';
import type { Heard, Refused } from '../verify/ask.ts';
import type { VerifyDeps } from '../verify/deps.ts';
import type { HttpRevocation } from './method.ts';
import type { PlanStep } from './plan.ts';
import type { ApplyOptions, Underway } from './step.ts';

/** Milliseconds between the two refusals that prove a key dead: an outage of a key store is over, or known, by then. */
export const PROOF_AFTER = 60_000;

export interface Look {
  /** Asks once. A refusal proves nothing yet. */
  ask(): Promise<Heard>;
  /** Asks a second time, a minute after the refusal. Other keys have their turn meanwhile. */
  prove(refused: Refused): Promise<Verdict>;
  /** Both: what the provider says, `inactive` only if it is proved. */
  settled(): Promise<Verdict>;
}

/** Each answer goes into the journal. */
export function createLook({ subject }: PlanStep, options: ApplyOptions, underway: Underway): Look {
  const { fingerprint, rule, secret } = subject;
  const { askers, turns } = underway;
  const note = ({ state, reason }: Pick<Verdict, 'state' | 'reason'>): void =>
    options.journal.append(fingerprint, { event: 'asked', state, reason });
  const ask = async (): Promise<Heard> => {
    const heard = await askers.of(rule)(secret, 'life');
    note(heard.kind === 'verdict' ? heard.verdict : { state: 'unknown', reason: 'refused' });
    return heard;
  };
  const prove = async (refused: Refused): Promise<Verdict> => {
    turns.give();
    try {
      await options.sleep(PROOF_AFTER, options.signal);
    } finally {
      await turns.take();
    }
    const verdict = await refused.confirm(PROOF_AFTER);
    note(verdict);
    return verdict.state === 'inactive' ? { ...verdict, isCorroborated: askers.hasAccepted(rule) } : verdict;
  };
  return {
    ask,
    prove,
    async settled() {
      const heard = await ask();
      return heard.kind === 'verdict' ? heard.verdict : await prove(heard);
    },
  };
}

/** Seconds after the call at which is asked again, until the time is over that a revocation takes to spread. */
const LOOKS = [0, 5, 15, 30, 60, 120, 300, 900, 1800, 3600];

/** The last look: the first one that proved it dead. @param since ms at which the call was made */
export async function untilDead(
  look: Look,
  { propagation }: HttpRevocation,
  since: number,
  { now, sleep, signal }: VerifyDeps,
): Promise<Verdict> {
  const looks = [...LOOKS.filter((seconds) => seconds < propagation), propagation];
  let verdict: Verdict | undefined;
  for (const [i, seconds] of looks.entries()) {
    // A clock that is set back meanwhile must not be waited for.
    const left = Math.min(since - now().getTime(), 0) + seconds * 1000;
    const isLast = i === looks.length - 1;
    // After a crash the early looks are long over.
    if (left < 0 && !isLast && verdict !== undefined) continue;
    if (left > 0) await sleep(left, signal);
    verdict = await look.settled();
    if (verdict.state === 'inactive') return verdict;
  }
  return verdict ?? (await look.settled());
}
