/**
 * Keys are worked on one at a time, in order. A key that only waits for its proof gives its turn to the next one, so that
 * ten keys wait as long as one.
 */
export interface Turns {
  /** Resolves when nobody else has the turn; first come, first served. */
  take(): Promise<void>;
  give(): void;
}

export function createTurns(): Turns {
  const waiting: (() => void)[] = [];
  let isTaken = false;
  return {
    async take() {
      if (isTaken) await new Promise<void>((resolve) => waiting.push(resolve));
      isTaken = true;
    },
    give() {
      const next = waiting.shift();
      if (next === undefined) isTaken = false;
      else next();
    },
  };
}
