/** The line to one provider: a probe goes out with a key, and comes back read. */
import type { HttpOutcome } from '../http/message.ts';
import type { AnswerRow, Probe } from '../model/rule.ts';
import type { Secret } from '../model/secret.ts';
import { type Api, probeRequest } from '../providers/api.ts';
import { readAnswer, waitOf } from '../providers/reading.ts';
import { type Control, createControl } from './control.ts';
import type { VerifyDeps } from './deps.ts';

/** What came of a probe; without a row the answer is not one that the provider documents. */
export interface Read {
  readonly probe: Probe;
  readonly outcome: HttpOutcome;
  readonly row: AnswerRow | undefined;
  /** It was sent twice: the first answer was that the key's limit is reached. */
  readonly isSecond: boolean;
}

export interface Line {
  readonly control: Control;
  /** @param mayRepeat the request may be made a second time where the provider limits this key and says until when */
  readonly read: (probe: Probe, secret: Secret, mayRepeat: boolean) => Promise<Read>;
}

export function createLine(api: Api, outside: VerifyDeps): Line {
  const send = (probe: Probe, secret: Secret): Promise<HttpOutcome> =>
    outside.send(probeRequest(api, probe, secret), outside.signal);
  const control = createControl(api, async (probe, secret) => {
    const outcome = await send(probe, secret);
    return (await waitedOut(outcome, outside)) ? await send(probe, secret) : outcome;
  });
  return {
    control,
    async read(probe, secret, mayRepeat) {
      const first = await send(probe, secret);
      // One more try where the provider says when to come back, if it limits this key and not everybody.
      const mayAgain =
        mayRepeat && (await waitedOut(first, outside)) && (await control.confirm(probe)) === undefined;
      const outcome = mayAgain ? await send(probe, secret) : first;
      const row = outcome.kind === 'answer' ? readAnswer(api.verification, probe, outcome) : undefined;
      return { probe, outcome, row, isSecond: mayAgain };
    },
  };
}

/** True after the pause that a 429 asks for. */
async function waitedOut(outcome: HttpOutcome, { now, sleep, signal }: VerifyDeps): Promise<boolean> {
  if (outcome.kind === 'failure' || outcome.status !== 429) return false;
  await sleep(waitOf(outcome, now()) * 1000, signal);
  return true;
}
