import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { isDate } from '../../src/git/date.ts';

const DATES = [
  '2026-01-31',
  '2026/1/31',
  '2026.01.31',
  '2026-01-31T10:00:00Z',
  '2026-01-31 10:00:00 +0100',
  '2026-01-31T10:00:00.250+01:00',
  '2024-02-29',
  '1700000000',
  '@1700000000 +0000',
  'now',
  'yesterday',
  'yesterday noon',
  '2 weeks ago',
  '2.weeks.ago',
  '1 day',
  'last friday',
  'three months ago',
  'Jan 5 2026',
  '5 Jan, 2026 10:30',
  'sept 1st',
  '10am yesterday',
  'never',
];
const OTHERS = [
  '',
  ' ',
  'garbage',
  '2026-13-01',
  '2026-00-10',
  '2026-02-29',
  '2026-01-32',
  '2026-01-31T25:00',
  '2026-01-31T10:61',
  '2026-01-31 garbage',
  '2 wekks ago',
  'v1.2.0',
  'HEAD~3',
  '12',
  '--all',
];

test.each(DATES)('%s is a date', (text) => {
  expect(isDate(text)).toBe(true);
  // Git says so too: what it does not understand is now to it.
  const read = execFileSync('git', ['rev-parse', `--since=${text}`], { encoding: 'utf8' });
  expect(read).toMatch(/^--max-age=\d+\n$/);
});

test.each(OTHERS)('“%s” is none', (text) => {
  expect(isDate(text)).toBe(false);
});
