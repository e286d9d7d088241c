/** A small form of `npm run trial -- fuzz`: the same damage every time. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { TARGETS } from './targets.ts';
import { attempt, newProgram, prepare } from './trial.ts';

const SEEDS = 3;
const home = mkdtempSync(join(tmpdir(), 'leakward-fuzz-home-'));
const program = newProgram(home);

afterAll(async () => {
  await program.close();
  rmSync(home, { recursive: true, force: true });
});

test.each(TARGETS.map((target) => [target.name, target] as const))(
  '%s, damaged: no crash, no hang, no key printed, and no planted key lost',
  async (_, target) => {
    const prepared = prepare(target);
    try {
      for (let seed = 1; seed <= SEEDS; seed++) {
        const wrong = await attempt(prepared, seed, program, home);
        expect(wrong && { seed, what: wrong.what, err: wrong.ended.err }).toBeUndefined();
      }
    } finally {
      rmSync(prepared.room, { recursive: true, force: true });
    }
  },
);
