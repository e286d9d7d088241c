/** A small form of `npm run trial -- fuzz`: the same damage every time. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { TARGETS } from './targets.ts';
import { attempt, newProgram, prepare } from './trial.ts';

const SEEDS = 3;

/** Damage that a longer trial found something wrong with. */
const FOUND: readonly (readonly [target: string, seed: number, what: string])[] = [
  ['alternates', 1304602, 'a path of 740 keys that touch each other: each took milliseconds to judge'],
  ['alternates', 1304677, 'a path with a key touched on both sides'],
  ['.gitignore', 1323560, 'git ignores the file with the key'],
];
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

test.each(FOUND)('%s, damaged as by seed %d: %s', async (name, seed) => {
  const target = TARGETS.find((one) => one.name === name);
  if (target === undefined) throw new Error(`no target ${name}`);
  const prepared = prepare(target);
  try {
    const wrong = await attempt(prepared, seed, program, home);
    expect(wrong && { what: wrong.what, err: wrong.ended.err }).toBeUndefined();
  } finally {
    rmSync(prepared.room, { recursive: true, force: true });
  }
});
