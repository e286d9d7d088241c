import { expect, test } from 'vitest';
import { PLACES } from '../detect/places/index.ts';
import { groupBy, measurePlaces, PROMISES, type Promised, promiseOf, totalsOf } from './places.ts';

const cells = measurePlaces(1);

test('at least 400 places, of which README names at most 10 as not supported', () => {
  const names = PLACES.map(({ kind, name }) => `${kind} / ${name}`);
  expect(new Set(names).size).toBe(names.length);
  expect(PLACES.filter(({ isSupported }) => isSupported).length).toBeGreaterThan(400);
  expect(PLACES.filter(({ isSupported }) => !isSupported).length).toBeLessThanOrEqual(10);
});

test('no wrong key is listed in any place, and none with the span of other text', () => {
  const titled = cells.map(({ place, series, wrong, misplaced }) => ({
    title: `${place.kind} / ${place.name} | ${series.id}`,
    bad: wrong + misplaced,
  }));
  expect(titled.filter(({ bad }) => bad > 0)).toEqual([]);
});

test.each(Object.entries(PROMISES))('%s: at least %f of the keys are listed', (promise, share) => {
  const { listed, made } = totalsOf(groupBy(cells, promiseOf).get(promise as Promised) ?? []);
  expect(made).toBeGreaterThan(500);
  expect(listed / made).toBeGreaterThanOrEqual(share);
});
