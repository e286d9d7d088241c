import { expect, test } from 'vitest';
import { measureNoise } from './noise.ts';
import { measureRecall, PROMISES } from './recall.ts';

test('finds what it promises to find, in its place, in every syntax', () => {
  const measured = measureRecall(20_000, 7);
  expect([...measured.keys()].toSorted()).toEqual(Object.keys(PROMISES).toSorted());
  for (const [promise, { made, found, misplaced }] of measured) {
    expect(found / made, promise).toBeGreaterThanOrEqual(PROMISES[promise]);
    expect(misplaced, promise).toBe(0);
  }
});

test('lists nothing in wrapped base64url', () => {
  const counts = measureNoise(20);
  expect([counts.get('high') ?? 0, counts.get('medium') ?? 0]).toEqual([0, 0]);
});
