import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type PlaceShare, surveyShare } from '../../../../src/scan/history/share.ts';
import {
  DETECTOR,
  HISTORY,
  OPTIONS,
  packsIn,
  READERS,
  workOf,
  writePacked,
} from '../../../support/random-packs.ts';

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

const ascending = (a: number, b: number): number => a - b;

/** What was found, in an order of its own. What is not read to its end is not asked where that is. */
function comparable({ suspects, pointers, compressed, left, forged, gaps, ...counts }: PlaceShare) {
  const isLeft = new Set(left);
  return {
    ...counts,
    suspects: suspects.sort(ascending),
    pointers: pointers.sort(ascending),
    compressed: compressed.sort(ascending),
    left: left.sort(ascending),
    forged: forged.sort(ascending),
    gaps: gaps.filter((entry) => !isLeft.has(entry)).sort(ascending),
  };
}

test(`kernel and twin say the same of damaged packs, whatever is hashed (${RUNS} packs)`, async () => {
  await fc.assert(
    fc.asyncProperty(HISTORY, OPTIONS, DAMAGE, async (history, options, harms) => {
      const directory = mkdtempSync(join(tmpdir(), 'leakward-twin-'));
      try {
        writePacked(directory, history, options);
        for (const { file } of await packsIn(directory)) damage(file, harms);
        for (const hashed of ['suspects', 'links', 'all'] as const) {
          const answers = [];
          for (const reader of READERS) {
            const work = workOf(await packsIn(directory), reader, hashed, 1);
            const { packs, unknown } = await surveyShare(DETECTOR, work, 0, () => undefined);
            answers.push({ packs: packs.map(comparable), unknown: [...unknown].sort() });
          }
          expect(answers[0]).toEqual(answers[1]);
        }
      } finally {
        rmSync(directory, { recursive: true, force: true });
      }
    }),
    { numRuns: RUNS },
  );
}, 3_600_000);
