/** A line on standard error that says how far a long scan is. Only where a person watches. */

import { early } from '../model/early.ts';
import type { Io } from './call.ts';

/** Shorter scans are over before anyone reads. */
const PATIENCE_MS = 800;
const EVERY_MS = 100;

export interface Progress {
  readonly tell: (done: number, all: number) => void;
  /** Wipes the line. */
  readonly end: () => void;
}

/** @param unit what is counted, in the plural */
export function createProgress(io: Io, isQuiet: boolean, unit = 'files'): Progress {
  const begun = io.now().getTime();
  let told = begun + PATIENCE_MS - EVERY_MS;
  let isShown = false;
  if (isQuiet || !io.interactive) return { tell: () => undefined, end: () => undefined };
  return {
    tell(done, all) {
      const now = io.now().getTime();
      if (now - told < EVERY_MS) return;
      told = now;
      isShown = true;
      void early(io.err(`\r${done.toLocaleString('en')} of ${all.toLocaleString('en')} ${unit}`));
    },
    end() {
      if (isShown) void early(io.err('\r\x1b[K'));
    },
  };
}
