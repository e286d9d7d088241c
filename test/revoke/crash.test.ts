/** A crash before and after every single effect of a revocation, and what the next run makes of it. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDoor } from '../../src/http/door.ts';
import type { HttpRequest } from '../../src/http/message.ts';
import { openJournal, parseJournal, readJournal } from '../../src/revoke/journal.ts';
import { statesOf } from '../../src/revoke/state.ts';
import { type Emulator, startEmulator } from '../support/provider/emulator.ts';
import { applyFor, clockOf, ownFinding, planFor, serviceOf } from '../support/revoking.ts';
import { directoryOf } from '../support/run.ts';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.close());

class Crash extends Error {}

/** Ends the run for good at its `at`-th effect: before it, or after it without anybody hearing of it. */
function crashAt(at: number, when: 'before' | 'after') {
  let effects = 0;
  return <T>(effect: () => T): T => {
    if (effects > at) throw new Crash();
    const isHere = effects === at;
    effects++;
    if (isHere && when === 'before') throw new Crash();
    const done = effect();
    if (!isHere) return done;
    effects = Number.POSITIVE_INFINITY;
    if (done instanceof Promise) {
      return done.then(() => {
        throw new Crash();
      }) as T;
    }
    throw new Crash();
  };
}

/** Effects of a run that ends well: claim, ask twice (with controls), note, note the call, call, note, ask, note, end. */
const EFFECTS = 16;

describe.each(['before', 'after'] as const)('a crash %s', (when) => {
  describe.each(['kills', 'accepts-late', 'cuts-after'] as const)('where the endpoint %s', (behaviour) => {
    test.each(Array.from({ length: EFFECTS }, (_, i) => i))(
      'effect %i: revoked once, nothing lost',
      async (at) => {
        const { key } = emulator.issue('nouvel');
        emulator.revokeBehaviour(behaviour, { delay: 40 });
        const path = join(directoryOf(), 'journal.jsonl');
        const given = { methodOf: () => serviceOf(emulator) };
        const door = createDoor({ env: {}, patience: 300 });
        const step = crashAt(at, when);
        const clock = clockOf();
        const sleep = async (time: number): Promise<void> => {
          await clock.sleep(time);
          await new Promise((done) => setTimeout(done, 25));
        };
        const journal = openJournal({ path, run: 'first', now: clock.now });
        const crashing = {
          append: (...args: Parameters<typeof journal.append>) => step(() => journal.append(...args)),
          entries: () => journal.entries(),
        };
        const send = (request: HttpRequest, signal: AbortSignal) => step(() => door.send(request, signal));
        const first = applyFor(emulator, planFor([ownFinding(key)], path, given), path, {
          journal: crashing,
          run: 'first',
          send,
          clock: { ...clock, sleep },
        });
        await first.catch((error: unknown) => {
          if (!(error instanceof Crash)) throw error;
        });
        journal.close();
        await door.close();

        const plan = planFor([ownFinding(key)], path, { ...given, resume: true });
        const second = clockOf(clock.now().getTime());
        const slow = async (time: number): Promise<void> => {
          await second.sleep(time);
          await new Promise((done) => setTimeout(done, 25));
        };
        const applied = await applyFor(emulator, plan, path, { clock: { ...second, sleep: slow } });
        const end = statesOf(parseJournal(readJournal(path)).entries).get(
          plan.steps[0]?.subject.fingerprint ?? ownFinding(key).fingerprint,
        );
        expect(emulator.revocations(key)).toBe(1);
        expect(end).toMatchObject({
          kind: 'ended',
          state: expect.stringMatching(/^(?:revoked|already-inactive)$/),
        });
        expect(applied.length + plan.left.length).toBe(1);
        expect(parseJournal(readJournal(path)).damaged).toEqual([]);
        emulator.revokeBehaviour('kills');
      },
    );
  });
});

test('the crashes above fall on every effect that a run has', async () => {
  const { key } = emulator.issue('nouvel');
  const path = join(directoryOf(), 'journal.jsonl');
  const before = emulator.log.length;
  await applyFor(emulator, planFor([ownFinding(key)], path, { methodOf: () => serviceOf(emulator) }), path);
  const lines = parseJournal(readJournal(path)).entries.length;
  expect(emulator.log.length - before + lines).toBeLessThan(EFFECTS);
});

test('without --resume an unfinished key is left alone, and told', () => {
  const path = join(directoryOf(), 'journal.jsonl');
  const { key } = emulator.issue('nouvel');
  const finding = ownFinding(key);
  const journal = openJournal({ path, run: 'first', now: () => new Date() });
  journal.append(finding.fingerprint, { event: 'claimed', redacted: 'x', pid: 1, host: 'here' });
  journal.close();
  const given = { methodOf: () => serviceOf(emulator) };
  expect(planFor([finding], path, given).left.map(({ why }) => why)).toEqual(['interrupted']);
  expect(
    planFor([finding], path, { ...given, isRunning: () => true, resume: true }).left.map(({ why }) => why),
  ).toEqual(['running']);
  expect(planFor([finding], path, { ...given, resume: true }).steps).toHaveLength(1);
});
