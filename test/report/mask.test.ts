import { describe, expect, it } from 'vitest';
import { Secret } from '../../src/model/secret.ts';
import { createMask, maskReport } from '../../src/report/mask.ts';
import { fullReport, KEYS } from '../support/full-report.ts';
import { keyOf } from '../support/report.ts';

const key = keyOf(0);
const { redacted } = new Secret(key, 4);

describe('masking of keys outside their findings', () => {
  const mask = createMask([redacted]);

  it.each([
    ['alone', key, redacted],
    ['in a path', `dir/${key}.txt`, `dir/${redacted}.txt`],
    ['twice in a run', `${key}/${key}`, `${redacted}/${redacted}`],
    ['in quotes', `a "${key}" b`, `a "${redacted}" b`],
    ['behind a word', `x${key}`, `x${redacted}`],
    ['not at all', 'src/components/navigation/index.ts', 'src/components/navigation/index.ts'],
    ['only by its start', key.slice(0, 12), key.slice(0, 12)],
    ['redacted already', redacted, redacted],
  ])('finds a key %s', (_, text, expected) => {
    expect(mask(text)).toBe(expected);
  });

  it('knows keys without a prefix by start and length', () => {
    const bare = keyOf(1).slice(4);
    expect(createMask([new Secret(bare, 0).redacted])(`a/${bare}/b`)).toBe(
      `a/${new Secret(bare, 0).redacted}/b`,
    );
  });

  it('reaches every text of a report', () => {
    const { rules: _, ...masked } = maskReport(fullReport());
    const text = JSON.stringify(masked);
    for (const one of KEYS) expect(text.includes(one)).toBe(false);
  });

  it('keeps the place of the mask in an excerpt', () => {
    const [result] = maskReport(fullReport()).results;
    const { text, start, length } = result?.finding.excerpt ?? { text: '', start: 0, length: 0 };
    expect(text.slice(start, start + length)).toBe(redacted);
  });
});
