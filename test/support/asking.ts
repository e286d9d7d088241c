/** Asks the provider emulator through the real door, with waits that take no time. */
import { fingerprintOf } from '../../src/detect/fingerprint.ts';
import { parseBase } from '../../src/http/base.ts';
import { createDoor } from '../../src/http/door.ts';
import { Secret } from '../../src/model/secret.ts';
import type { Verdict } from '../../src/model/verdict.ts';
import type { VerifyDeps } from '../../src/verify/deps.ts';
import { type Subject, type VerifyOptions, verifyAll } from '../../src/verify/verify.ts';
import type { Emulator, ProviderName } from './provider/emulator.ts';
import { ruleOf } from './provider/pages.ts';

/** A key as something to ask about. */
export function subjectOf(provider: ProviderName, key: string): Subject {
  const rule = ruleOf(provider);
  return { fingerprint: fingerprintOf(rule.id, key), rule, secret: new Secret(key, rule.prefix.length) };
}

export interface Waits {
  /** Milliseconds that somebody wanted to wait. */
  readonly slept: number[];
}

/** The outside of a test: the real network on loopback; sleeping only notes how long. */
export function outsideOf(patience = 120): VerifyDeps & Waits & { close(): Promise<void> } {
  const door = createDoor({ env: {}, patience });
  const slept: number[] = [];
  return {
    send: door.send,
    close: door.close,
    slept,
    now: () => new Date(),
    sleep: async (time) => {
      slept.push(time);
    },
    signal: new AbortController().signal,
  };
}

/** Where the emulator's providers are. */
export function basesOf({ urls }: Emulator): VerifyOptions['bases'] {
  return new Map(Object.entries(urls).map(([provider, url]) => [provider, parseBase(url, provider)]));
}

/** The verdict on one key. */
export async function verdictOn(
  emulator: Emulator,
  provider: ProviderName,
  key: string,
  outside: VerifyDeps,
): Promise<Verdict> {
  const subject = subjectOf(provider, key);
  const verdicts = await verifyAll([subject], { ...outside, bases: basesOf(emulator) });
  const verdict = verdicts.get(subject.fingerprint);
  if (verdict === undefined) throw new Error('every subject has a verdict');
  return verdict;
}
