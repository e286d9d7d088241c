/** `leakward revoke --watch`: asks until the keys that were handed over are dead. */

import type { Result } from '../model/report.ts';
import type { Rule } from '../model/rule.ts';
import type { KeyState } from '../revoke/state.ts';
import { watchKeys } from '../revoke/watch.ts';
import { basesOf, withDoor } from './asking.ts';
import type { CallOf } from './call.ts';
import { watchText } from './revoke-text.ts';
import { withJournal } from './with-journal.ts';

/** 0: all of them are dead. 1: some were not when the time was over. */
export async function watch(
  call: CallOf<'revoke'>,
  rules: readonly Rule[],
  results: readonly Result[],
  states: ReadonlyMap<string, KeyState>,
): Promise<number> {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const waiting = new Map(
    results.flatMap(({ finding: { fingerprint, ruleId, secret } }) => {
      const rule = byId.get(ruleId);
      const isWaiting = states.get(fingerprint)?.kind === 'handed-over';
      return rule !== undefined && isWaiting ? [[fingerprint, { fingerprint, rule, secret }] as const] : [];
    }),
  );
  if (waiting.size === 0) {
    await call.io.say('no key of this report is handed over to anybody\n');
    return 0;
  }
  const { every, for: minutes } = call.options;
  // Sixty requests a minute belong to the key's owner: one in ten seconds is enough to wait for a person.
  const interval = Math.max(every, 10) * 1000;
  const alive = await withJournal(call, (journal) =>
    withDoor(call, (outside) =>
      watchKeys([...waiting.values()], {
        ...outside,
        bases: basesOf(call, rules),
        journal,
        interval,
        most: minutes === undefined ? undefined : minutes * 60_000,
        told: (subject, state, detail) => call.io.say(watchText(subject, state, detail, call.io.now())),
      }),
    ),
  );
  return alive.length === 0 ? 0 : 1;
}
