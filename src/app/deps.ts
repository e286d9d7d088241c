/** What use cases are given of the world. Files and git they reach by the folders that own these. */
import type { Environment } from '../state/directories.ts';

/** Says how much of a long piece of work is done. */
export type Tell = (done: number, all: number) => void;

export interface Deps {
  readonly env: Environment;
  /** Ends the work; its reason is thrown. */
  readonly signal: AbortSignal;
  readonly now: () => Date;
  /** Resolves after so many milliseconds. Throws the signal's reason if aborted. */
  readonly sleep: (time: number, signal: AbortSignal) => Promise<void>;
  /** Says what is read, to a user who wants to know. */
  readonly detail: (text: string) => Promise<void>;
  /** Does a long piece of work, which says how far it is. @param unit what it counts, in the plural */
  readonly progress: <T>(unit: string, work: (tell: Tell) => Promise<T>) => Promise<T>;
}
