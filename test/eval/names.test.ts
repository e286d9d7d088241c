import { expect, test } from 'vitest';
import { measureNames } from './names.ts';

const HEX = ['md5', 'sha1', 'sha256'] as const;

test('names are words: hashes and ids under names of ids, caches, pages, files and columns stay unlisted', () => {
  const shares = measureNames(7);
  for (const [body, { listed, blocked, names }] of shares) {
    const most = HEX.some((hex) => hex === body) ? 0.1 : 0.4;
    expect(listed, `${body} under ${names.join(' ')}`).toBeLessThanOrEqual(most);
    expect(blocked, `${body} under ${names.join(' ')}`).toBeLessThanOrEqual(0.1);
  }
});
