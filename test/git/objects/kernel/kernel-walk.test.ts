import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { createPackKernel } from '../../../../src/git/objects/kernel/kernel-walk.ts';
import { NONE } from '../../../../src/git/objects/pack-tree.ts';
import { placeInKernel } from '../../../../src/scan/history/pack-reader.ts';
import { nouvelKey } from '../../../support/keys.ts';
import { DETECTOR, packsIn, READERS, surveyBy } from '../../../support/random-packs.ts';
import { directoryOf, git } from '../../../support/run.ts';

const KEY = nouvelKey(77);
const LINE = `key = '${KEY}'\n`;

/** Commits each version of the files, then packs all; gives the git directory. */
function packed(versions: readonly Readonly<Record<string, string | Buffer>>[], depth = 50): string {
  const cwd = directoryOf();
  git(cwd, 'init', '-q', '-b', 'main');
  for (const [i, files] of versions.entries()) {
    for (const [path, content] of Object.entries(files)) writeFileSync(join(cwd, path), content);
    git(cwd, 'add', '-A');
    git(cwd, 'commit', '-qm', `version ${i}`);
  }
  git(cwd, 'tag', '-am', 'a tag', 'v1');
  git(cwd, 'repack', '-adfq', `--depth=${depth}`, '--window=10');
  return join(cwd, '.git');
}

const noise = randomBytes(700_000);
const edited = (at: number, text: string): Buffer =>
  Buffer.concat([noise.subarray(0, at), Buffer.from(text), noise.subarray(at)]);

/** Lines that deflate badly enough to make a chain of some size. */
const long = Array.from({ length: 4000 }, (_, i) => `${i} ${randomBytes(24).toString('hex')}`);

const KINDS: Readonly<Record<string, () => string>> = {
  'entries that no window holds, and deltas of them': () =>
    packed([
      { 'a.bin': noise },
      { 'a.bin': edited(600_000, LINE) },
      { 'a.bin': edited(10, 'x') },
      { 'b.bin': randomBytes(600_000) },
    ]),
  'a chain that walks through the memory': () =>
    packed(
      Array.from({ length: 260 }, (_, i) => ({
        'a.txt': long.with(i, i === 200 ? LINE : `changed ${i}`).join('\n'),
      })),
      4000,
    ),
  'UTF-16, with and without its mark': () =>
    packed([
      {
        'a.txt': Buffer.from(`\ufeff${LINE}`, 'utf16le'),
        'b.txt': Buffer.from('text\n'.repeat(40), 'utf16le'),
      },
      { 'b.txt': Buffer.from('text\n'.repeat(40) + LINE, 'utf16le') },
    ]),
  'a pointer to a large file, and what is compressed': () =>
    packed([
      {
        'a.bin': `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 9\n`,
        'b.gz': gzipSync('text'.repeat(100)),
        'c.txt': LINE,
      },
    ]),
  'a name that holds a key': () => packed([{ 'a.txt': 'a\n' }, { [`${KEY}.txt`]: 'b\n' }]),
  'a hit that is not settled, and a key that comes far behind it': () => {
    const start = `x = '${KEY.slice(0, 9)}' +\n${'line\n'.repeat(300)}`;
    const versions = ['one\n', `two\n${LINE}`, 'three\n', 'four\n'];
    return packed(versions.map((end) => ({ 'a.txt': start + end + 'line\n'.repeat(50) })));
  },
};

describe.each(Object.entries(KINDS))('%s', (_, make) => {
  test('kernel and twin say the same, and find the key', async () => {
    const directory = make();
    for (const hashed of ['suspects', 'links', 'all'] as const) {
      const [first, second] = READERS;
      const found = await surveyBy(first, directory, hashed);
      expect(found).toEqual(await surveyBy(second, directory, hashed));
      const [pack] = found.packs;
      expect([found.packs.length, pack?.left, pack?.forged, pack?.gaps]).toEqual([1, [], [], []]);
      expect(pack?.suspects.length).toBeGreaterThan(0);
    }
  }, 120_000);
});

test('a plan that leads out of the memory leaves a tree to git, and stops nothing', async () => {
  const [pack] = await packsIn(
    packed([{ 'a.txt': 'line\n'.repeat(400) }, { 'a.txt': `${'line\n'.repeat(400)}last\n` }]),
  );
  if (pack === undefined) throw new Error('git wrote no pack');
  const placed = placeInKernel([pack.plan], undefined, DETECTOR, 1);
  const [plan] = placed?.plans ?? [];
  const region = placed?.shared.regions[0];
  if (placed === undefined || plan === undefined || region === undefined) throw new Error('no kernel');
  const root = plan.roots.find((entry) => plan.firstChild[entry] !== NONE);
  if (root === undefined) throw new Error('no delta');
  const child = plan.firstChild[root] ?? NONE;
  plan.firstChild[root] = 0x3fff_ffff;
  const left: number[] = [];
  const kernel = createPackKernel(placed.shared, region, DETECTOR.searchData, {
    ...{ types: [], reach: { near: 320, far: 2304 }, known: undefined, oidBytes: 20 },
    unknown: () => undefined,
  });
  const walk = kernel.walk(openSync(pack.file, 'r'), plan, {
    visit: () => false,
    leave: (entry) => void left.push(entry),
    gap: () => undefined,
  });
  for (const entry of plan.roots) for (walk.begin(entry); walk.step(); );
  expect(left).toContain(root);
  expect(walk.quiet().objects).toBe(plan.count - 1);
  expect(child).not.toBe(NONE);
});

test('more threads than the memory holds get the twin', async () => {
  const packs = await packsIn(packed([{ 'a.txt': LINE }]));
  const plans = packs.map(({ plan }) => plan);
  expect(placeInKernel(plans, undefined, DETECTOR, 48)).toBeDefined();
  expect(placeInKernel(plans, undefined, DETECTOR, 65)).toBeUndefined();
});

test('git reads what we read', () => {
  // The kinds above are what they are called: git finds nothing wrong with any of them.
  for (const make of [
    KINDS['entries that no window holds, and deltas of them'],
    KINDS['a name that holds a key'],
  ]) {
    const directory = make?.() ?? '';
    expect(execFileSync('git', ['--git-dir', directory, 'fsck', '--full'], { encoding: 'utf8' })).toBe('');
  }
});
