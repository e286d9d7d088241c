/** The last handler of a process: of promises that were rejected where nothing awaits them, and of thrown errors. */

/** What it takes of a process; `process` itself fits. */
export interface Crashing {
  on(event: 'unhandledRejection' | 'uncaughtException', listener: (error: unknown) => void): unknown;
  exit(code: number): void;
}

/** As any internal error: 1 would mean findings. */
const FAILED = 2;

/**
 * Node's own handler prints the error with its stack, in which a key may be, and exits with 1. This one has the error
 * reported by `report`, which removes keys and gives the exit code. Only the first error counts.
 */
export function handleCrashes(outside: Crashing, report: (error: unknown) => Promise<number>): void {
  let isEnding = false;
  const listener = (error: unknown): void => {
    if (isEnding) return;
    isEnding = true;
    report(error).then(
      (code) => outside.exit(code),
      () => outside.exit(FAILED),
    );
  };
  outside.on('unhandledRejection', listener);
  outside.on('uncaughtException', listener);
}
