import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { renewedReadme } from './readme.ts';

test('README’s table of options is the option table', () => {
  expect(readFileSync(new URL('../../README.md', import.meta.url), 'utf8')).toBe(renewedReadme());
});
