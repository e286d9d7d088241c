import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDetector, SUSPECT_REACH } from '../../../src/detect/detector.ts';
import { widened } from '../../../src/git/objects/delta.ts';
import { oidOf } from '../../../src/git/objects/pack-plan.ts';
import type { Visits } from '../../../src/git/objects/pack-walk.ts';
import { createRuleset } from '../../../src/rules/ruleset.ts';
import { createPackReader } from '../../../src/scan/history/pack-reader.ts';
import { surveyShare } from '../../../src/scan/history/share.ts';
import type { SurveyWork } from '../../../src/scan/history/survey-work.ts';
import {
  DETECTOR,
  HISTORY,
  OPTIONS,
  packsIn,
  READERS,
  type ReaderName,
  workOf,
  writePacked,
} from '../../support/random-packs.ts';

const RUNS = Number(process.env['LEAKWARD_RUNS'] ?? 25);
const ENV = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };

interface Read {
  readonly bytes: Map<string, Buffer>;
  readonly suspects: Set<string>;
  readonly whole: Set<string>;
}

/** What so many threads find when they take roots from one counter, in whatever order that comes out. */
async function surveyTogether(
  directory: string,
  reader: ReaderName,
  hashed: SurveyWork['hashed'],
  threads: number,
): Promise<Set<string>> {
  const packs = await packsIn(directory);
  const work = workOf(packs, reader, hashed, threads);
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const shares = await Promise.all(
    Array.from({ length: threads }, (_, thread) =>
      surveyShare(createDetector(createRuleset()), work, thread, turn),
    ),
  );
  const counts = packs.reduce((sum, { index }) => sum + index.count, 0);
  expect(Atomics.load(work.done, 0)).toBe(counts);
  const all = shares.flatMap((share) =>
    share.packs.map((found, place) => ({ found, plan: packs[place]?.plan })),
  );
  for (const { found } of all) expect([found.forged, found.gaps, found.left]).toEqual([[], [], []]);
  expect(shares.flatMap(({ unknown }) => [...unknown])).toEqual([]);
  const oids = all.flatMap(({ found, plan }) =>
    found.suspects.map((entry) => (plan === undefined ? '' : oidOf(plan, entry))),
  );
  expect(oids.length).toBe(new Set(oids).size);
  return new Set(oids);
}

async function readAll(directory: string, reader: ReaderName): Promise<Read> {
  const detector = createDetector(createRuleset());
  const packs = await packsIn(directory);
  // Everything is handed out, as everything is to be hashed.
  const work = workOf(packs, reader, 'all', 1);
  const read = createPackReader(DETECTOR, work, undefined, 0);
  const found: Read = { bytes: new Map(), suspects: new Set(), whole: new Set() };
  for (const [i, { file: path, index }] of packs.entries()) {
    const file = openSync(path, 'r');
    const { plan } = work.packs[i] ?? {};
    if (plan === undefined) throw new Error('a pack has a plan');
    expect([[...plan.strays], plan.fault]).toEqual([[], undefined]);
    const visits: Visits = {
      gap: (entry) => {
        throw new Error(`entry ${entry} does not end where the next begins`);
      },
      leave: (entry) => {
        throw new Error(`entry ${entry} was left over`);
      },
      visit({ entry, bytes, changed: near, baseMark }) {
        const changed = near && widened(near, SUSPECT_REACH, bytes.length);
        const oid = index.oidAt(plan.positions[entry] ?? 0);
        found.bytes.set(oid, Buffer.from(bytes));
        const isSuspect = detector.suspects(bytes, baseMark ? undefined : changed);
        if (isSuspect) found.suspects.add(oid);
        if (detector.suspects(bytes)) found.whole.add(oid);
        if (detector.detect({ origin: { kind: 'object', oid, type: 'blob' }, bytes }).length > 0)
          expect(found.whole).toContain(oid);
        return isSuspect;
      },
    };
    const walk = read(file, plan, visits);
    for (const root of plan.roots) for (walk.begin(root); walk.step(); );
    closeSync(file);
  }
  return found;
}

/** What git reads, by id. */
function readByGit(directory: string): Map<string, Buffer> {
  const args = ['cat-file', '--batch', '--batch-all-objects', '--buffer'];
  const output = execFileSync('git', args, { cwd: directory, env: ENV, maxBuffer: 1 << 28 });
  const objects = new Map<string, Buffer>();
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf(10, at);
    const [oid = '', , size = ''] = output.toString('latin1', at, end).split(' ');
    objects.set(oid, output.subarray(end + 1, end + 1 + Number(size)));
    at = end + 2 + Number(size);
  }
  return objects;
}

test(`packs: the same bytes as git, and windows find what whole objects show (${RUNS} repositories)`, async () => {
  await fc.assert(
    fc.asyncProperty(HISTORY, OPTIONS, async (history, { threads, ...options }) => {
      const directory = mkdtempSync(join(tmpdir(), 'leakward-pack-'));
      try {
        writePacked(directory, history, options);
        const theirs = readByGit(directory);
        for (const reader of READERS) {
          const ours = await readAll(directory, reader);
          expect([...ours.bytes.keys()].sort()).toEqual([...theirs.keys()].sort());
          for (const [oid, bytes] of theirs) expect(ours.bytes.get(oid)?.equals(bytes)).toBe(true);
          expect([...ours.suspects].sort()).toEqual([...ours.whole].sort());
          for (const hashed of ['all', 'suspects'] as const) {
            const found = await surveyTogether(directory, reader, hashed, threads);
            expect([reader, hashed, ...found].sort()).toEqual([reader, hashed, ...ours.whole].sort());
          }
        }
      } finally {
        rmSync(directory, { recursive: true, force: true });
      }
    }),
    { numRuns: RUNS },
  );
}, 3_600_000);
