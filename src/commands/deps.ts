/** What a call gives use cases of the world. */
import type { Deps } from '../app/deps.ts';
import type { Call } from './call.ts';
import { createProgress } from './progress.ts';

export function depsOf({ io, options }: Call<'quiet'>): Deps {
  return {
    env: io.env,
    signal: io.signal,
    now: io.now,
    sleep: io.sleep,
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
