import { describe, expect, test } from 'vitest';
import { RELAXED, randomness, STRICT } from '../../../src/detect/randomness/randomness.ts';

describe('names', () => {
  test.each([
    'list_get_attr_buffer_overflow',
    'composite_ecmp_select_by_rflow',
    'reduced_num_tokens_per_expert',
    'getNumberOfOutstandingRequests',
    'HttpRequestMessageHandlerFactory',
    'vxlan_tun_l3_mac',
  ])('%s is a name, even with a provider named near by', (body) => {
    expect(randomness(body).score).toBeLessThan(RELAXED);
  });
});

describe('random text', () => {
  test.each([
    ['base62', ['q7ZbT0xR', 'm4Kp9VwLsYc2']],
    ['base58', ['q7ZbT5xR', 'm4Kp9VwLsYc2']],
    ['base36', ['7k2q9zx0v', '4m8w1r6t3hj']],
    ['base32', ['Q7ZBT5XR', 'M4KP5VWLSYC2']],
    ['base64url', ['q7ZbT0-R', 'm4Kp_VwLsYc2']],
  ])('%s of 20 characters is random without any help', (alphabet, halves) => {
    const judged = randomness(halves.join(''));
    expect(judged.alphabet).toBe(alphabet);
    expect(judged.score).toBeGreaterThanOrEqual(STRICT);
    expect(judged.entropy).toBeGreaterThan(0.9);
  });

  test('hexadecimal text is as likely a hash as a key: random only with help', () => {
    const { score, alphabet, segments } = randomness('9f86d081884c7d65' + '9a2feaa0c55ad015');
    expect(alphabet).toBe('hex');
    expect(score).toBeGreaterThanOrEqual(RELAXED);
    expect(score).toBeLessThan(STRICT);
    expect(segments.map(({ kind }) => kind)).toEqual(['hex']);
  });
});
