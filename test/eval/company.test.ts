import { expect, test } from 'vitest';
import { measureCompany } from './company.ts';

test('guard blocks at most 2 % of the files of a company whose record ids start like our keys', () => {
  const { files, blocked } = measureCompany(200, 7);
  expect(blocked.length / files, blocked.join('\n')).toBeLessThanOrEqual(0.02);
});
