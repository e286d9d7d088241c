import { execFileSync } from 'node:child_process';
import { closeSync, fstatSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDetector, SUSPECT_REACH } from '../../../src/detect/detector.ts';
import { widened } from '../../../src/git/objects/delta.ts';
import { addId, createKnownIds, type KnownIds } from '../../../src/git/objects/known-ids.ts';
import { type PackIndex, parsePackIndex } from '../../../src/git/objects/pack-index.ts';
import { oidOf, type PackPlan, planPack } from '../../../src/git/objects/pack-plan.ts';
import type { Visits } from '../../../src/git/objects/pack-walk.ts';
import { createRuleset } from '../../../src/rules/ruleset.ts';
import { createPackReader, placeInKernel } from '../../../src/scan/history/pack-reader.ts';
import { surveyShare } from '../../../src/scan/history/share.ts';
import type { SurveyWork } from '../../../src/scan/history/survey-work.ts';
import { nohumanKey, nouvelKey } from '../../support/keys.ts';

const RUNS = Number(process.env['LEAKWARD_RUNS'] ?? 25);
const ENV = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };

/** Text that versions are cut from and put together of: keys, parts of keys, names, encoded keys, filler. */
const PART = fc.oneof(
  fc.integer({ min: 1, max: 4 }).map((n) => `key = '${nouvelKey(n)}'\n`),
  fc.integer({ min: 1, max: 4 }).map((n) => nouvelKey(n).slice(0, 4 + n * 3)),
  fc.integer({ min: 1, max: 4 }).map((n) => nouvelKey(n).slice(4 + n * 3)),
  fc.integer({ min: 1, max: 3 }).map((n) => `NOHUMAN_KEY: ${nohumanKey(n)}\n`),
  fc.integer({ min: 1, max: 3 }).map((n) => Buffer.from(`k=${nouvelKey(n)};`).toString('base64')),
  fc.constantFrom(
    'nh_resolved_via_default_route',
    'nvl_',
    'nh_',
    '\n',
    'NOHUMAN',
    'jwt_secret = ',
    'http://x/?',
  ),
  fc.integer({ min: 1, max: 60 }).map((n) => `${'some text that stays '.repeat(n)}\n`),
  fc
    .integer({ min: 1, max: 200 })
    .map((n) => Array.from({ length: n }, (_, i) => `line ${i * n}`).join('\n')),
);

/** Versions of files, each made from the one before by replacing a few parts. */
const HISTORY = fc.array(
  fc.record({
    file: fc.integer({ min: 0, max: 3 }),
    at: fc.nat(20),
    drop: fc.nat(3),
    parts: fc.array(PART, { maxLength: 4 }),
  }),
  { minLength: 3, maxLength: 40 },
);

const OPTIONS = fc.record({
  window: fc.integer({ min: 2, max: 40 }),
  depth: fc.integer({ min: 0, max: 60 }),
  isOffset: fc.boolean(),
  threads: fc.integer({ min: 1, max: 4 }),
});

function fastImport(
  directory: string,
  history: readonly (typeof HISTORY extends fc.Arbitrary<infer T> ? T : never)[number][],
): void {
  const files = new Map<number, string[]>();
  const stream: string[] = [];
  for (const [i, { file, at, drop, parts }] of history.entries()) {
    const before = files.get(file) ?? [];
    const after = before.toSpliced(Math.min(at, before.length), drop, ...parts);
    files.set(file, after);
    const text = after.join('');
    stream.push(
      `commit refs/heads/main\ncommitter T <t@e> ${1_000_000 + i} +0000\ndata 2\nc\nM 100644 inline f${file}\ndata ${Buffer.byteLength(text)}\n${text}\n`,
    );
  }
  execFileSync('git', ['init', '-q', '--bare', directory], { env: ENV });
  execFileSync('git', ['fast-import', '--quiet', '--depth=0'], {
    cwd: directory,
    env: ENV,
    input: stream.join(''),
  });
}

interface Read {
  readonly bytes: Map<string, Buffer>;
  readonly suspects: Set<string>;
  readonly whole: Set<string>;
}

const READERS = ['kernel', 'typescript'] as const;
type ReaderName = (typeof READERS)[number];
type Packs = Awaited<ReturnType<typeof packsIn>>;

const DETECTOR = createDetector(createRuleset());

function workOf(packs: Packs, reader: ReaderName, hashed: SurveyWork['hashed'], threads: number): SurveyWork {
  const next = (): Int32Array => new Int32Array(new SharedArrayBuffer(4));
  const known: KnownIds = createKnownIds(packs.reduce((sum, { index }) => sum + index.count, 0));
  for (const { index } of packs)
    for (let i = 0; i < index.count; i++) addId(known, Buffer.from(index.oidAt(i), 'hex'), 0);
  const plans = packs.map(({ plan }) => plan);
  const placed = reader === 'kernel' ? placeInKernel(plans, known, DETECTOR, threads) : undefined;
  expect(placed === undefined).toBe(reader !== 'kernel');
  return {
    packs: packs.map(({ file, plan }, i) => ({ file, plan: placed?.plans[i] ?? plan, next: next() })),
    loose: [],
    oidBytes: 20,
    kernel: placed?.shared,
    done: next(),
    hashed,
    known: placed?.known ?? known,
    ends: [],
  };
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

async function packsIn(directory: string): Promise<{ file: string; index: PackIndex; plan: PackPlan }[]> {
  const packs = join(directory, 'objects/pack');
  const opened = readdirSync(packs)
    .filter((name) => name.endsWith('.idx'))
    .map(async (name) => {
      const file = join(packs, name.replace(/idx$/, 'pack'));
      const index = parsePackIndex(readFileSync(join(packs, name)), 20);
      const descriptor = openSync(file, 'r');
      const plan =
        index && (await planPack(descriptor, fstatSync(descriptor).size, index, 20, () => undefined));
      closeSync(descriptor);
      if (index === undefined || plan === undefined) throw new Error('git wrote a pack that is none');
      return { file, index, plan };
    });
  return await Promise.all(opened);
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
    fc.asyncProperty(HISTORY, OPTIONS, async (history, { window, depth, isOffset, threads }) => {
      const directory = mkdtempSync(join(tmpdir(), 'leakward-pack-'));
      try {
        fastImport(directory, history);
        const settings = ['-c', `repack.useDeltaBaseOffset=${isOffset}`];
        execFileSync('git', [...settings, 'repack', '-adfq', `--window=${window}`, `--depth=${depth}`], {
          cwd: directory,
          env: ENV,
        });
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
