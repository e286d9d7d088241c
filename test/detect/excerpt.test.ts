import { expect, test } from 'vitest';
import { detectAll } from '../support/detect.ts';
import { nouvelKey } from '../support/keys.ts';

test('a file of nothing but keys is judged in time that grows with their number', () => {
  const keys = Array.from({ length: 20_000 }, (_, i) => `key = '${nouvelKey(i)}'`);
  const findings = detectAll(keys.join('\n'));
  expect(findings.length).toBeGreaterThan(19_900);
  expect(findings[7]?.excerpt.text).toBe(`key = '${nouvelKey(7).slice(0, 8)}…(26)'`);
}, 15_000);
