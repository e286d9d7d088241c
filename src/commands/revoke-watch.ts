/** `leakward revoke --watch`: asks until the keys that were handed over are dead. */
import { handedOver, watch } from '../app/watch.ts';
import type { Result } from '../model/report.ts';
import type { Rule } from '../model/rule.ts';
import type { KeyState } from '../revoke/state.ts';
import { basesOf } from './asking.ts';
import type { CallOf } from './call.ts';
import { depsOf } from './deps.ts';
import { journalPath } from './journal-path.ts';
import { watchText } from './revoke-text.ts';

/** 0: all of them are dead. 1: some were not when the time was over. */
export async function watchCall(
  call: CallOf<'revoke'>,
  rules: readonly Rule[],
  results: readonly Result[],
  states: ReadonlyMap<string, KeyState>,
): Promise<number> {
  const { io, options } = call;
  const subjects = handedOver(results, rules, states);
  if (subjects.length === 0) {
    await io.say('no key of this report is handed over to anybody\n');
    return 0;
  }
  const alive = await watch(
    {
      subjects,
      bases: basesOf(call, rules),
      journal: journalPath(call),
      // Sixty requests a minute belong to the key's owner: one in ten seconds is enough to wait for a person.
      interval: Math.max(options.every, 10) * 1000,
      most: options.for === undefined ? undefined : options.for * 60_000,
      onState: (subject, state, detail) => io.say(watchText(subject, state, detail, io.now())),
    },
    depsOf(call),
  );
  return alive.length === 0 ? 0 : 1;
}
