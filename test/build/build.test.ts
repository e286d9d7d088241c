import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildInto, differences, generated } from './build.ts';

const ROOT = new URL('../..', import.meta.url).pathname;

test('dist/ is what src/ builds, byte for byte', async () => {
  const fresh = mkdtempSync(join(tmpdir(), 'leakward-dist-'));
  await buildInto(fresh);
  expect(differences(join(ROOT, 'dist'), fresh)).toEqual([]);
  rmSync(fresh, { recursive: true });
}, 120_000);

test('generated sources are what they are made from', async () => {
  for (const [path, text] of await generated()) expect(readFileSync(join(ROOT, path), 'utf8')).toBe(text);
}, 60_000);
