/** What asking providers needs of its caller. */
import type { Send } from '../http/message.ts';

/** The way to send, the clock, and the signal that ends it. */
export interface VerifyDeps {
  readonly send: Send;
  readonly now: () => Date;
  /** Milliseconds. Throws the signal's reason if aborted. */
  readonly sleep: (time: number, signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
}
