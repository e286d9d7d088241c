import { expect, test } from 'vitest';
import { early } from '../../src/model/early.ts';

test('a promise that is rejected before it is awaited is no unhandled rejection, and still rejects', async () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => void unhandled.push(reason);
  process.on('unhandledRejection', note);
  const promise = early(Promise.reject(new Error('a')));
  await new Promise((resolve) => setTimeout(resolve, 20));
  process.off('unhandledRejection', note);
  expect(unhandled).toEqual([]);
  await expect(promise).rejects.toThrow('a');
  expect(await early(Promise.resolve(1))).toBe(1);
});
