/** Turns of the event loop: a signal is heard only where long work lets other events happen. */

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
