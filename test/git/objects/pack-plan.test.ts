import { execFileSync } from 'node:child_process';
import { closeSync, openSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Entry, idOf, writePack } from '../../support/forged-git.ts';
import { directoryOf, git } from '../../support/run.ts';
import { workOfAsync } from '../../support/work.ts';

const { readPackIndex } = await import('../../../src/git/objects/pack-index.ts');
const { planPack } = await import('../../../src/git/objects/pack-plan.ts');

/** A pack whose index puts every object at the place of the first one. */
function piled(count: number): string {
  const cwd = directoryOf();
  git(cwd, 'init', '-q');
  const entries = Array.from({ length: count }, (_, i): Entry => {
    return { oid: idOf('blob', String(i)), type: 'blob', content: `${i}`, at: 12 };
  });
  return writePack(cwd, entries);
}

type Pace = Parameters<typeof planPack>[4];

async function planOf(base: string, pace: Pace = () => undefined): ReturnType<typeof planPack> {
  const index = readPackIndex(`${base}.idx`, 20);
  if (index === undefined) throw new Error('the index cannot be read');
  const file = openSync(`${base}.pack`, 'r');
  try {
    return await planPack(file, statSync(`${base}.pack`).size, index, 20, pace);
  } finally {
    closeSync(file);
  }
}

async function workFor(base: string): Promise<number> {
  return await workOfAsync(async () => {
    const plan = await planOf(base);
    expect(plan?.fault).toBe('the index gives one place to several objects, or none to one');
  });
}

test('many pack entries at one offset are planned in work that grows with their number', async () => {
  const work = await workFor(piled(1000));
  expect(await workFor(piled(2000))).toBeLessThan(2.4 * work);
});

test('C2: planning a large pack can be ended between stretches of its entries', async () => {
  const cwd = directoryOf();
  git(cwd, 'init', '-q');
  const content = (i: number): string => `blob\ndata 6\n${String(i).padStart(6, '0')}\n`;
  const input = Array.from({ length: 50_000 }, (_, i) => content(i)).join('');
  execFileSync('git', ['-c', 'fastimport.unpackLimit=0', 'fast-import', '--quiet'], { cwd, input });
  const packs = join(cwd, '.git/objects/pack');
  const name = readdirSync(packs).find((one) => one.endsWith('.pack')) ?? '';
  const base = join(packs, name.slice(0, -'.pack'.length));
  let turns = 0;
  const plan = await planOf(base, () => void turns++);
  expect(plan?.count).toBe(50_000);
  expect(turns).toBeGreaterThan(6);
  for (const ended of [1, turns >> 1, turns]) {
    let left = ended;
    const pace = async (): Promise<void> => {
      if (--left === 0) throw new Error('ended here');
    };
    await expect(planOf(base, pace)).rejects.toThrow('ended here');
  }
});
