import { expect, test } from 'vitest';
import { runMain } from '../support/in-process.ts';
import { directoryOf } from '../support/run.ts';

test.each([1_000_001, 5_000_000_000])('more keys than fit one text are refused: %d', async (count) => {
  const { code, out, err } = await runMain(directoryOf(), ['example', 'nouvel', '--count', String(count)]);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain('--count takes 1000000 at most\nhint: leakward example nouvel --count 1000000');
});

test.each([0, 3])('as many keys as are asked for: %d', async (count) => {
  const { code, out } = await runMain(directoryOf(), ['example', 'nouvel', '--count', String(count)]);
  expect([code, out.split('\n').length - 1]).toEqual([0, count]);
});
