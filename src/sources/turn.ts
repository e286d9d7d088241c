/** Turns of the event loop: a signal is heard only where long work lets other events happen. */

import { untilAborted } from '../model/abort.ts';
import type { Pace } from '../model/pace.ts';

/** Lets what has happened so far be heard. */
export async function eventTurn(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

/** The same, also for what came while the events of this turn were handled. Throws the signal's reason if aborted. */
export async function hear(signal: AbortSignal): Promise<void> {
  await eventTurn();
  await eventTurn();
  signal.throwIfAborted();
}

/** Milliseconds of work between two turns: far less than a person notices, far more than a turn costs. */
const SLICE = 50;

/**
 * Work in slices. What costs little, such as a small file, may be between two calls, and what costs much, too: time is
 * what is measured. The promise is rejected with the signal's reason at the first turn after an abort.
 *
 * @param each called at every turn
 */
export function createPace(signal: AbortSignal, each?: () => void): Pace {
  let next = performance.now() + SLICE;
  const turn = async (): Promise<void> => {
    await eventTurn();
    signal.throwIfAborted();
    each?.();
    next = performance.now() + SLICE;
  };
  return () => (performance.now() < next ? undefined : turn());
}

/** Milliseconds between two calls of `each` while there is only waiting. */
const EVERY = 100;

/** What a promise resolves to. Throws the signal's reason as soon as that is aborted. @param each called now and then */
export async function whileTelling<T>(work: Promise<T>, signal: AbortSignal, each: () => void): Promise<T> {
  const timer = setInterval(each, EVERY);
  try {
    return await untilAborted(work, signal);
  } finally {
    clearInterval(timer);
  }
}
