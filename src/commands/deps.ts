/** What a call gives use cases of the world. */
import type { Deps } from '../app/deps.ts';
import type { Call } from './call.ts';
import { createProgress } from './progress.ts';

export function depsOf({ io, options }: Call<'quiet' | 'verbose'>): Deps {
  return {
    env: io.env,
    signal: io.signal,
    now: io.now,
    sleep: io.sleep,
    async detail(text) {
      if (options.verbose) await io.err(`leakward: ${text}\n`);
    },
    async progress(unit, work) {
      const { tell, end } = createProgress(io, options.quiet, unit);
      try {
        return await work(tell);
      } finally {
        end();
      }
    },
  };
}
