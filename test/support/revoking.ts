/** Revokes against the provider emulator, with a journal in a file and a clock that sleeping moves. */
import { readFileSync } from 'node:fs';
import { below, parseBase } from '../../src/http/base.ts';
import { createDoor } from '../../src/http/door.ts';
import type { Finding, OwnKey } from '../../src/model/finding.ts';
import { applyPlan } from '../../src/revoke/apply.ts';
import { openJournal, parseJournal, readJournal } from '../../src/revoke/journal.ts';
import type { HttpRevocation, RevokeMethod } from '../../src/revoke/method.ts';
import { type Plan, type PlanInput, planRevocation } from '../../src/revoke/plan.ts';
import { statesOf } from '../../src/revoke/state.ts';
import type { Applied, ApplyOptions } from '../../src/revoke/step.ts';
import { basesOf, subjectOf } from './asking.ts';
import { NOHUMAN, NOUVEL } from './keys.ts';
import type { Emulator, IssuedKey, ProviderName } from './provider/emulator.ts';
import { findingOf, resultOf } from './report.ts';

/** A finding of a key that is known for ours. */
export function ownFinding(key: string, given: Partial<OwnKey> = {}): Finding {
  const finding = findingOf(key);
  const own: OwnKey = {
    ruleId: finding.ruleId,
    sha256: finding.fingerprint.split(':')[1] ?? '',
    start: key.slice(0, 8),
    length: key.length,
    label: 'test',
    ...given,
  };
  return { ...finding, attribution: 'own', own };
}

/** The emulator's key service as the operator would name it. */
export function serviceOf(emulator: Emulator, given: Partial<HttpRevocation> = {}): HttpRevocation {
  const base = parseBase(emulator.adminUrl, 'the key service');
  return {
    kind: 'http',
    method: 'POST',
    base: { ...base, url: below(base, '/revoke') },
    headers: { 'content-type': 'application/json', authorization: 'Bearer {env:KEYS_TOKEN}' },
    body: '{"token":"{key}"}',
    success: [200, 202, 204],
    propagation: 60,
    ...given,
  };
}

export const BY_HAND: RevokeMethod = {
  kind: 'manual',
  guide: NOUVEL.revoke ?? (NOHUMAN.revoke as NonNullable<typeof NOHUMAN.revoke>),
};

/** The plan for findings, by what the journal says. */
export function planFor(findings: readonly Finding[], path: string, given: Partial<PlanInput> = {}): Plan {
  return planRevocation({
    results: findings.map((finding) => resultOf(finding)),
    subjectOf: (finding) => subjectOf(finding.provider as ProviderName, finding.secret.reveal()),
    methodOf: () => undefined,
    states: statesOf(parseJournal(readJournal(path)).entries),
    verdicts: new Map(),
    unowned: false,
    scope: 'attributed',
    resume: false,
    isRunning: () => false,
    most: 10,
    ...given,
  });
}

export interface Clock {
  readonly now: () => Date;
  readonly sleep: (time: number) => Promise<void>;
  /** Milliseconds slept. */
  readonly slept: number[];
}

/** A clock that only sleeping moves. */
export function clockOf(from = Date.now()): Clock {
  let at = from;
  const slept: number[] = [];
  return {
    slept,
    now: () => new Date(at),
    sleep: async (time) => {
      slept.push(time);
      at += time;
    },
  };
}

/** Carries a plan out with what is given in place of the usual. */
export async function applyFor(
  emulator: Emulator,
  plan: Plan,
  path: string,
  given: Partial<ApplyOptions> & { readonly clock?: Clock } = {},
): Promise<readonly Applied[]> {
  const { clock = clockOf(), ...options } = given;
  const door = createDoor({ env: {}, patience: 300 });
  const run = options.run ?? `run-${Math.random()}`;
  const journal = openJournal({ path, run, now: clock.now });
  try {
    return await applyPlan(plan, {
      send: door.send,
      now: clock.now,
      sleep: clock.sleep,
      signal: new AbortController().signal,
      bases: basesOf(emulator),
      journal,
      run,
      process: { pid: process.pid, host: 'here' },
      sources: { env: { KEYS_TOKEN: emulator.serviceToken }, readFile: (file) => readFileSync(file, 'utf8') },
      to: () => 'ana@example.com',
      ...options,
    });
  } finally {
    journal.close();
    await door.close();
  }
}

export type { IssuedKey };
