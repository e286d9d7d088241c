import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createIo } from '../../src/cli/io.ts';

test.each([2 ** 31, Number.MAX_SAFE_INTEGER])(
  'a pause that is longer than a timer can be does not end at once: %d ms',
  async (time) => {
    const { sleep, interrupts } = createIo(process);
    const abort = new AbortController();
    const slept = sleep(time, abort.signal).then(
      () => 'over',
      () => 'aborted',
    );
    expect(await Promise.race([slept, setTimeout(50, 'waiting')])).toBe('waiting');
    abort.abort();
    expect(await slept).toBe('aborted');
    interrupts.close();
  },
);
