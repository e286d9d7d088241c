/** Asking and revoking by themselves, against the emulated providers. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Asking } from '../../src/app/asking.ts';
import { namedKeys } from '../../src/app/named-keys.ts';
import { applyRevoke, planRevoke, revocable } from '../../src/app/revoke.ts';
import { verdictsOf } from '../../src/app/verdicts.ts';
import { planVerify, verify } from '../../src/app/verify.ts';
import { handedOver, watch } from '../../src/app/watch.ts';
import { ownKeyOf } from '../../src/keys/own-key.ts';
import { parseJournal, readJournal } from '../../src/revoke/journal.ts';
import type { RevokeSettings } from '../../src/revoke/settings.ts';
import { statesOf } from '../../src/revoke/state.ts';
import { basesOf } from '../support/asking.ts';
import { NOUVEL } from '../support/keys.ts';
import { type Emulator, startEmulator } from '../support/provider/emulator.ts';
import { serviceOf } from '../support/revoking.ts';
import { directoryOf } from '../support/run.ts';
import { depsOf, POLICY } from '../support/use-case.ts';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(async () => {
  await emulator.close();
});

const asking = (given: Partial<Asking> = {}): Asking => ({
  scope: 'attributed',
  bases: () => basesOf(emulator),
  ...given,
});

/** Keys as they are given on standard input, the last one an own key. */
async function given(keys: readonly string[]) {
  const own = keys.slice(-1).map((key) => ownKeyOf(key, NOUVEL, { label: 'billing', owner: 'ada' }));
  const policy = { ...POLICY, ownKeys: own, minConfidence: 'low' } as const;
  const named = { text: keys.map((key) => `${key}\n`).join(''), file: undefined };
  const cwd = directoryOf();
  return { policy, named: await namedKeys({ cwd, root: cwd, named }, policy, depsOf()) };
}

test('given keys: the plan of asking, and their verdicts', async () => {
  const { key } = emulator.issue('nouvel');
  const { policy, named } = await given([key]);
  const plan = planVerify(named, policy.ruleset.rules, asking());
  expect([plan.asked.map(({ secret }) => secret.length), plan.left]).toEqual([[key.length], 0]);
  const report = await verify(named, policy, asking(), depsOf());
  expect([report.source.target, report.results.map(({ verdict }) => verdict?.state)]).toEqual([
    'standard input',
    ['active'],
  ]);
});

test('of more keys than may be asked about, own ones are asked about first, and the others not at all', async () => {
  const keys = Array.from({ length: 4 }, () => emulator.issue('nouvel').key);
  const { policy, named } = await given(keys);
  const findings = named.results.map(({ finding }) => finding);
  const verdicts = await verdictsOf(findings, policy.ruleset.rules, asking({ max: 2 }), depsOf());
  const states = findings.map(({ fingerprint }) => verdicts.get(fingerprint));
  expect(states.map((verdict) => verdict?.state)).toEqual(['active', 'unknown', 'unknown', 'active']);
  expect(states[1]).toMatchObject({ reason: 'not-asked', detail: 'more than 2 keys in one run' });
});

test('a plan is carried out, and a key that is handed over is waited for', async () => {
  const journal = join(directoryOf(), 'journal.jsonl');
  for (const isByHand of [false, true]) {
    const { key } = emulator.issue('nouvel');
    const { policy, named } = await given([key]);
    const found = await revocable(named.results, policy, undefined, depsOf());
    const http = new Map(isByHand ? [] : [['nouvel', serviceOf(emulator)] as const]);
    const settings: RevokeSettings = { http, unowned: false };
    const plan = planRevoke(
      {
        ...found,
        states: new Map(),
        settings,
        unowned: false,
        scope: 'attributed',
        resume: false,
        isRunning: () => false,
        most: 1,
      },
      policy.ruleset.rules,
    );
    expect(plan.steps.map(({ method }) => method.kind)).toEqual([isByHand ? 'manual' : 'http']);
    const applied = await applyRevoke(
      {
        plan,
        bases: basesOf(emulator),
        journal,
        process: { pid: 1, host: 'here' },
        sources: { env: { KEYS_TOKEN: emulator.serviceToken }, readFile: () => '' },
        to: () => 'ada',
      },
      depsOf(),
    );
    expect(applied.map(({ revocation }) => revocation.state)).toEqual([isByHand ? 'manual' : 'revoked']);
    const states = statesOf(parseJournal(readJournal(journal)).entries);
    const subjects = handedOver(found.results, policy.ruleset.rules, states);
    expect(subjects).toHaveLength(isByHand ? 1 : 0);
    const request = { subjects, bases: basesOf(emulator), journal, interval: 1, most: 0 };
    const alive = await watch({ ...request, onState: () => undefined }, depsOf());
    expect(alive).toHaveLength(isByHand ? 1 : 0);
  }
});
