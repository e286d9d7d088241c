/** How a run ends that a person or the system interrupts: by SIGINT (Ctrl-C) or SIGTERM. */

import { early } from '../model/early.ts';

/** 128 + the number of the signal, as shells report it. */
const CODES = { SIGINT: 130, SIGTERM: 143 } as const;

export type SignalName = keyof typeof CODES;

const NAMES = Object.keys(CODES) as readonly SignalName[];

/** What it takes of a process; `process` itself fits. */
export interface Interruptible {
  on(event: SignalName, listener: () => void): unknown;
  off(event: SignalName, listener: () => void): unknown;
  exit(code: number): void;
}

/** Milliseconds in which an interrupted run may end by itself, and remove what it made. */
const PATIENCE = 400;

export interface Interrupts {
  /** Aborted by the first signal. */
  readonly signal: AbortSignal;
  /** The exit code of an interrupted run; undefined if no signal came. */
  code(): number | undefined;
  /** As if the signal had come: a terminal in raw mode sends a key in its place. */
  interrupt(name: SignalName): void;
  /** Work that an interrupt must not cut off, such as a call that changes something elsewhere. A second one does. */
  uncut<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves to the exit code when an interrupted run has not ended in time. */
  readonly overdue: Promise<number>;
  /** Removes the listeners. */
  close(): void;
}

/** The first signal aborts, the second one ends the process at once. */
export function listenForInterrupts(outside: Interruptible): Interrupts {
  const abort = new AbortController();
  const patience = createPatience();
  let code: number | undefined;
  const interrupt = (name: SignalName): void => {
    if (code !== undefined) outside.exit(CODES[name]);
    else {
      code = CODES[name];
      abort.abort();
      patience.begin(code);
    }
  };
  const listeners = NAMES.map((name) => ({ name, listener: () => interrupt(name) }));
  for (const { name, listener } of listeners) outside.on(name, listener);
  return {
    signal: abort.signal,
    code: () => code,
    interrupt,
    uncut: patience.uncut,
    overdue: patience.over,
    close() {
      patience.end();
      for (const { name, listener } of listeners) outside.off(name, listener);
    },
  };
}

/** The time from an interrupt to its effect. It does not run while there is work that must not be cut off. */
function createPatience() {
  let resolve: (code: number) => void = () => undefined;
  const over = early(
    new Promise<number>((settle) => {
      resolve = settle;
    }),
  );
  let timer: NodeJS.Timeout | undefined;
  let code: number | undefined;
  let uncut = 0;
  const run = (): void => {
    if (code === undefined || uncut > 0) return;
    const ending = code;
    timer = setTimeout(() => resolve(ending), PATIENCE);
  };
  return {
    over,
    begin(ending: number) {
      code = ending;
      run();
    },
    async uncut<T>(work: () => Promise<T>): Promise<T> {
      uncut++;
      try {
        return await work();
      } finally {
        uncut--;
        run();
      }
    },
    end() {
      clearTimeout(timer);
      code = undefined;
    },
  };
}
