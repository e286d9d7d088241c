/** Runs the built program in a thread of its own, so that thousands of runs fit in a minute and a hang can be ended. */
import { Worker } from 'node:worker_threads';

/** How a run ended. */
export interface Ended {
  /** Undefined: it did not end within the limit. */
  readonly code: number | undefined;
  readonly out: string;
  readonly err: string;
}

export interface Program {
  run(call: {
    readonly args: readonly string[];
    readonly cwd: string;
    readonly input?: Uint8Array;
  }): Promise<Ended>;
  close(): Promise<void>;
}

/**
 * Milliseconds within which a run on a few small files must end. It takes one second: the rest is for a machine that
 * gives a trial of low priority a tenth of a core. A run that hangs never ends.
 */
const LIMIT = 60_000;

/** @param env of every run */
export function createProgram(env: Readonly<Record<string, string>>): Program {
  let worker: Worker | undefined;
  return {
    async run(call) {
      worker ??= new Worker(new URL('./thread.mjs', import.meta.url), { workerData: env });
      const own = worker;
      const ended = await new Promise<Ended>((done) => {
        const timer = setTimeout(() => done({ code: undefined, out: '', err: 'still running' }), LIMIT);
        // A rejection that nobody handles ends the thread, as it would end the process.
        const onError = (error: Error): void =>
          finish({ code: -1, out: '', err: `internal error: ${error.stack}` });
        const finish = (result: Ended): void => {
          clearTimeout(timer);
          own.off('message', finish);
          own.off('error', onError);
          done(result);
        };
        own.on('message', finish);
        own.on('error', onError);
        own.postMessage(call);
      });
      if (ended.code === undefined || ended.code < 0) {
        await own.terminate();
        worker = undefined;
      }
      return ended;
    },
    close: async () => void (await worker?.terminate()),
  };
}
