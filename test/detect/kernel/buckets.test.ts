import { expect, test } from 'vitest';
import { dealBuckets, FINGERPRINT } from '../../../src/detect/kernel/buckets.ts';
import type { Needle } from '../../../src/detect/kernel/needle.ts';
import { formsOf } from '../../../src/detect/needles.ts';

const needlesOf = (...keywords: string[]): Needle[] => keywords.flatMap(formsOf).map((form) => form.needle);

test.each([
  ['no needles', []],
  ['one needle', needlesOf('nvl_').slice(0, 1)],
  ['two keywords', needlesOf('nh_', 'nvl_')],
  ['five keywords', needlesOf('nh_', 'nvl_', 'sk_', 'pat_', 'tok-')],
])('deals every needle once, into eight buckets: %s', (_, needles) => {
  const buckets = dealBuckets(needles);
  const dealt = buckets.flatMap((bucket) => bucket.members.map(({ needle }) => needle));
  expect(buckets).toHaveLength(8);
  expect(dealt.toSorted((a, b) => a - b)).toEqual([...needles.keys()]);
});

test('lets every byte of a fingerprint through', () => {
  const needles = needlesOf('nh_', 'nvl_');
  for (const { members, nibbles } of dealBuckets(needles)) {
    for (const { needle, offset } of members) {
      for (const [place, mask] of nibbles.entries()) {
        const bytes = [needles[needle]?.[offset + place] ?? []].flat();
        for (const byte of bytes) expect((mask >>> (byte & 15)) & (mask >>> (16 + (byte >> 4))) & 1).toBe(1);
      }
    }
  }
});

test('looks for the rarest places of a needle', () => {
  const buckets = dealBuckets([[...Buffer.from('the end of %QZ~ and on')]]);
  const { offset } = buckets.flatMap((bucket) => bucket.members)[0] ?? { offset: -1 };
  expect([offset, FINGERPRINT]).toEqual([11, 4]);
});

test('lets less than one byte in 250 of ordinary text through for two keywords in all their forms', () => {
  const rate = dealBuckets(needlesOf('nh_', 'nvl_')).reduce((sum, bucket) => sum + bucket.rate, 0);
  expect(rate).toBeLessThan(0.004);
});
