import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openJournal, readJournal } from '../../src/revoke/journal.ts';
import { type WatchState, watchKeys } from '../../src/revoke/watch.ts';
import { basesOf, outsideOf, subjectOf } from '../support/asking.ts';
import { type Emulator, startEmulator } from '../support/provider/emulator.ts';
import { clockOf } from '../support/revoking.ts';
import { directoryOf } from '../support/run.ts';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.close());

/** @param before what happens before each look, by its number */
async function watched(key: string, before: (look: number) => void, interval = 60_000) {
  const path = join(directoryOf(), 'journal.jsonl');
  const clock = clockOf();
  const outside = outsideOf(5000);
  const journal = openJournal({ path, run: 'r', now: clock.now });
  const states: WatchState[] = [];
  let look = 0;
  before(look++);
  const alive = await watchKeys([subjectOf('nouvel', key)], {
    ...outside,
    ...clock,
    sleep: async (time) => {
      await clock.sleep(time);
      before(look++);
    },
    bases: basesOf(emulator),
    journal,
    interval,
    most: 10 * 60_000,
    onState: (_, state) => void states.push(state),
  });
  journal.close();
  await outside.close();
  return { states, slept: clock.slept, alive: alive.length, journal: readJournal(path) };
}

test('a key is proved dead by two refusals, at least a minute apart', async () => {
  const { key } = emulator.issue('nouvel');
  const { states, slept, alive, journal } = await watched(
    key,
    (look) => {
      if (look === 1) emulator.revoke(key);
    },
    10_000,
  );
  expect([states, slept, alive]).toEqual([['active', 'refused', 'inactive'], [10_000, 60_000], 0]);
  expect(journal.match(/"ended"/g)).toHaveLength(1);
});

test('a single 401 ends no watch: the key is watched on', async () => {
  const { key } = emulator.issue('nouvel');
  const { states, alive, journal } = await watched(key, (look) => {
    emulator.fault('nouvel', look === 1 ? 'nobody-known' : undefined);
    if (look === 4) emulator.revoke(key);
  });
  emulator.fault('nouvel', undefined);
  expect(states).toEqual(['active', 'refused', 'active', 'active', 'refused', 'inactive']);
  expect([alive, journal.match(/"ended"/g)?.length]).toEqual([0, 1]);
});
