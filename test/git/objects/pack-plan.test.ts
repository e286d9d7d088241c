import { closeSync, openSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Entry, idOf, writePack } from '../../support/forged-git.ts';
import { directoryOf, git } from '../../support/run.ts';
import { workOf } from '../../support/work.ts';

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

function workFor(base: string): number {
  const index = readPackIndex(`${base}.idx`, 20);
  if (index === undefined) throw new Error('the index cannot be read');
  const file = openSync(`${base}.pack`, 'r');
  try {
    return workOf(() => {
      const plan = planPack(file, statSync(`${base}.pack`).size, index, 20);
      expect(plan?.fault).toBe('the index gives one place to several objects, or none to one');
    });
  } finally {
    closeSync(file);
  }
}

test('many pack entries at one offset are planned in work that grows with their number', () => {
  const work = workFor(piled(1000));
  expect(workFor(piled(2000))).toBeLessThan(2.4 * work);
});
