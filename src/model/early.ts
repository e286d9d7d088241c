/**
 * Marks a promise that is made now and awaited later. Where it is rejected before that, the error waits for the
 * `await`; without this it would be an unhandled rejection, which ends the process and skips every handler of ours.
 */
export function early<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
