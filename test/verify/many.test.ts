import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { HttpRequest } from '../../src/http/message.ts';
import { verifyAll } from '../../src/verify/verify.ts';
import { basesOf, outsideOf, subjectOf } from '../support/asking.ts';
import { environmentOf } from '../support/leaked.ts';
import { type Emulator, startEmulator } from '../support/provider/emulator.ts';
import { directoryOf, startLeakward } from '../support/run.ts';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.fault('nouvel', undefined));
afterAll(() => emulator.close());

function issued(count: number): string[] {
  return Array.from({ length: count }, () => emulator.issue('nouvel').key);
}

test('a thousand keys: each asked about three times, eight at a time, no limit met', async () => {
  const keys = issued(1000);
  const outside = outsideOf(5000);
  let [under, most] = [0, 0];
  const send = async (request: HttpRequest, signal: AbortSignal) => {
    most = Math.max(most, ++under);
    try {
      return await outside.send(request, signal);
    } finally {
      under--;
    }
  };
  const before = emulator.log.length;
  const subjects = keys.map((key) => subjectOf('nouvel', key));
  const verdicts = await verifyAll(subjects, { ...outside, send, bases: basesOf(emulator) });
  await outside.close();
  const asked = emulator.log.slice(before);
  expect([...verdicts.values()].filter(({ state }) => state === 'active')).toHaveLength(1000);
  expect(asked.filter(({ key }) => key !== 'unknown')).toHaveLength(3000);
  expect(asked.filter(({ status }) => status === 429)).toEqual([]);
  // A control for each probe may run beside the eight.
  expect(most).toBeLessThanOrEqual(8 + 3);
  // Controls that are asked for at one time are one.
  expect(asked.filter(({ key }) => key === 'unknown').length).toBeLessThan(3000);
}, 120_000);

test('a thousand dead keys: each asked about twice, and none waits for another', async () => {
  const keys = issued(1000);
  for (const key of keys) emulator.revoke(key);
  const outside = outsideOf(5000);
  const before = emulator.log.length;
  const subjects = keys.map((key) => subjectOf('nouvel', key));
  // A clock that goes on by each pause that is asked for.
  let ahead = 0;
  const sleep = async (time: number, signal: AbortSignal): Promise<void> => {
    await outside.sleep(time, signal);
    ahead += time;
  };
  const now = (): Date => new Date(Date.now() + ahead);
  const verdicts = await verifyAll(subjects, { ...outside, now, sleep, bases: basesOf(emulator) });
  await outside.close();
  const asked = emulator.log.slice(before).filter(({ key }) => key !== 'unknown');
  expect([...verdicts.values()].filter(({ state }) => state === 'inactive')).toHaveLength(1000);
  expect(asked).toHaveLength(2000);
  // After the first pause no other is due: eight keys at a time wait for it.
  expect(outside.slept.reduce((sum, time) => sum + time, 0)).toBeLessThan(8 * 2000);
}, 120_000);

test('a host that limits everybody is left alone, and nothing is taken for alive', async () => {
  const keys = issued(300);
  for (const key of keys) emulator.revoke(key);
  emulator.fault('nouvel', 'limited', { after: 60 });
  const outside = outsideOf(5000);
  const before = emulator.log.length;
  const verdicts = await verifyAll(
    keys.map((key) => subjectOf('nouvel', key)),
    { ...outside, bases: basesOf(emulator) },
  );
  await outside.close();
  expect([...verdicts.values()].filter(({ state }) => state === 'active')).toEqual([]);
  // Each of the eight under way, and each control after them, came back once.
  expect(emulator.log.length - before).toBeLessThan(60 + 50);
  expect(Math.max(...outside.slept)).toBe(7000);
}, 60_000);

test('after a limit is over the rest is asked about', async () => {
  const keys = issued(100);
  emulator.fault('nouvel', 'limited', { after: 60, count: 12 });
  const outside = outsideOf(5000);
  const verdicts = await verifyAll(
    keys.map((key) => subjectOf('nouvel', key)),
    { ...outside, bases: basesOf(emulator) },
  );
  await outside.close();
  expect([...verdicts.values()].filter(({ state }) => state === 'active').length).toBeGreaterThan(90);
}, 60_000);

test('memory does not grow with the number of keys', async () => {
  const cwd = directoryOf();
  const env = environmentOf(emulator, directoryOf());
  const peakOf = async (count: number): Promise<number> => {
    const { child, done } = startLeakward(cwd, ['verify', '-', '-f', 'csv'], {
      env,
      input: issued(count).join('\n'),
    });
    let peak = 0;
    const timer = setInterval(() => {
      try {
        const status = readFileSync(`/proc/${child.pid}/status`, 'latin1');
        peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0));
      } catch {
        // It has just ended.
      }
    }, 5);
    const { code, out } = await done;
    clearInterval(timer);
    expect([code, out.match(/,active/g)?.length]).toEqual([1, count]);
    return peak;
  };
  const [few, many] = [await peakOf(10), await peakOf(1000)];
  expect(many / few).toBeLessThan(1.6);
}, 120_000);
