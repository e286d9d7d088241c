/** Ends the wait for work when a signal is aborted, also where the work itself does not listen to the signal. */
import { early } from './early.ts';

/** Throws the signal's reason as soon as it is aborted. */
export async function untilAborted<T>(work: T | PromiseLike<T>, signal: AbortSignal): Promise<T> {
  let stop = (): void => undefined;
  const aborted = early(
    new Promise<never>((_, reject) => {
      stop = () => reject(signal.reason as Error);
    }),
  );
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
