/** Looks whether a key lives, before and after the call. */
import type { Verdict } from '../model/verdict.ts';
import type { Outside } from '../verify/ask.ts';
import { createAskers } from '../verify/verify.ts';
import type { HttpRevocation } from './method.ts';
import type { PlanStep } from './plan.ts';
import type { ApplyOptions } from './step.ts';

/** Asks whether the key lives, and writes down what it heard. */
export function createLook({ subject }: PlanStep, options: ApplyOptions): () => Promise<Verdict> {
  const ask = createAskers(options).of(subject.rule);
  return async () => {
    const verdict = await ask(subject.secret, 'life');
    options.journal.append(subject.fingerprint, {
      event: 'asked',
      state: verdict.state,
      reason: verdict.reason,
    });
    return verdict;
  };
}

/** Seconds after the call at which is asked again, until the time is over that a revocation takes to spread. */
const LOOKS = [0, 5, 15, 30, 60, 120, 300, 900, 1800, 3600];

/** The last look: the first one that found it dead. @param since ms at which the call was made */
export async function untilDead(
  ask: () => Promise<Verdict>,
  { propagation }: HttpRevocation,
  since: number,
  { now, sleep, signal }: Outside,
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
    verdict = await ask();
    if (verdict.state === 'inactive') return verdict;
  }
  return verdict ?? (await ask());
}
