/** Random histories in packs that git writes, and the work of reading them. */
import { execFileSync } from 'node:child_process';
import { closeSync, fstatSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { createDetector } from '../../src/detect/detector.ts';
import { addId, createKnownIds } from '../../src/git/objects/known-ids.ts';
import { type PackIndex, parsePackIndex } from '../../src/git/objects/pack-index.ts';
import { type PackPlan, planPack } from '../../src/git/objects/pack-plan.ts';
import { createRuleset } from '../../src/rules/ruleset.ts';
import { placeInKernel } from '../../src/scan/history/pack-reader.ts';
import { type PlaceShare, surveyShare } from '../../src/scan/history/share.ts';
import type { SurveyWork } from '../../src/scan/history/survey-work.ts';
import { nohumanKey, nouvelKey } from './keys.ts';

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
export const HISTORY = fc.array(
  fc.record({
    file: fc.integer({ min: 0, max: 3 }),
    at: fc.nat(20),
    drop: fc.nat(3),
    parts: fc.array(PART, { maxLength: 4 }),
  }),
  { minLength: 3, maxLength: 40 },
);

/** How git packs, and how many threads read. */
export const OPTIONS = fc.record({
  window: fc.integer({ min: 2, max: 40 }),
  depth: fc.integer({ min: 0, max: 60 }),
  isOffset: fc.boolean(),
  threads: fc.integer({ min: 1, max: 4 }),
});

type History = typeof HISTORY extends fc.Arbitrary<infer T> ? T : never;
type Options = typeof OPTIONS extends fc.Arbitrary<infer T> ? T : never;

/** Writes a history into a bare repository, as one pack. */
export function writePacked(
  directory: string,
  history: History,
  { window, depth, isOffset }: Pick<Options, 'window' | 'depth' | 'isOffset'>,
): void {
  fastImport(directory, history);
  const settings = ['-c', `repack.useDeltaBaseOffset=${isOffset}`];
  execFileSync('git', [...settings, 'repack', '-adfq', `--window=${window}`, `--depth=${depth}`], {
    cwd: directory,
    env: ENV,
  });
}

function fastImport(directory: string, history: History): void {
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

/** The packs of a bare repository, planned. */
export async function packsIn(
  directory: string,
): Promise<{ file: string; index: PackIndex; plan: PackPlan }[]> {
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

/** The two readers, which say the same. */
export const READERS = ['kernel', 'typescript'] as const;
export type ReaderName = (typeof READERS)[number];
export type Packs = Awaited<ReturnType<typeof packsIn>>;

export const DETECTOR = createDetector(createRuleset());

/** The work of a survey of these packs. */
export function workOf(
  packs: Packs,
  reader: ReaderName,
  hashed: SurveyWork['hashed'],
  threads: number,
): SurveyWork {
  const next = (): Int32Array => new Int32Array(new SharedArrayBuffer(4));
  const known = createKnownIds(packs.reduce((sum, { index }) => sum + index.count, 0));
  for (const { index } of packs)
    for (let i = 0; i < index.count; i++) addId(known, Buffer.from(index.oidAt(i), 'hex'), 0);
  const plans = packs.map(({ plan }) => plan);
  const placed = reader === 'kernel' ? placeInKernel(plans, known, DETECTOR, threads) : undefined;
  if ((placed === undefined) === (reader === 'kernel')) throw new Error('there is no kernel here');
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

/** What a reader finds in the packs of a bare repository. */
export async function surveyBy(reader: ReaderName, directory: string, hashed: SurveyWork['hashed']) {
  const work = workOf(await packsIn(directory), reader, hashed, 1);
  const { packs, unknown } = await surveyShare(DETECTOR, work, 0, () => undefined);
  return { packs: packs.map(comparable), unknown: [...unknown].sort() };
}
