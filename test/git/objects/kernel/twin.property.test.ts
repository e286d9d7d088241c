import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HISTORY, OPTIONS, packsIn, READERS, surveyBy, writePacked } from '../../../support/random-packs.ts';

const RUNS = Number(process.env['LEAKWARD_RUNS'] ?? 15);

/** Places and what is done there: a byte changed, or bytes set to zero from there on. */
const DAMAGE = fc.array(
  fc.record({
    at: fc.nat(),
    change: fc.integer({ min: 1, max: 255 }),
    zeros: fc.constantFrom(0, 0, 0, 7, 40),
  }),
  { minLength: 1, maxLength: 12 },
);

type Damage = typeof DAMAGE extends fc.Arbitrary<infer T> ? T : never;

/** Damages entries, not the head of a pack and not its trailer. */
function damage(file: string, harms: Damage): void {
  const bytes = readFileSync(file);
  const length = bytes.length - 32;
  for (const { at, change, zeros } of harms) {
    const place = 12 + (at % Math.max(1, length));
    bytes[place] = (bytes[place] ?? 0) ^ change;
    bytes.fill(0, place + 1, Math.min(place + 1 + zeros, bytes.length - 20));
  }
  chmodSync(file, 0o600);
  writeFileSync(file, bytes);
}

test(`kernel and twin say the same of damaged packs, whatever is hashed (${RUNS} packs)`, async () => {
  await fc.assert(
    fc.asyncProperty(HISTORY, OPTIONS, DAMAGE, async (history, options, harms) => {
      const directory = mkdtempSync(join(tmpdir(), 'leakward-twin-'));
      try {
        writePacked(directory, history, options);
        for (const { file } of await packsIn(directory)) damage(file, harms);
        for (const hashed of ['suspects', 'links', 'all'] as const) {
          const [first, second] = READERS;
          expect(await surveyBy(first, directory, hashed)).toEqual(await surveyBy(second, directory, hashed));
        }
      } finally {
        rmSync(directory, { recursive: true, force: true });
      }
    }),
    { numRuns: RUNS },
  );
}, 3_600_000);
