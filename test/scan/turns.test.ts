import { execFileSync } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { closeSync, ftruncateSync, linkSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { createDetector } from '../../src/detect/detector.ts';
import { listObjectDirectories } from '../../src/git/objects/store.ts';
import type { Finding } from '../../src/model/finding.ts';
import { createRuleset } from '../../src/rules/ruleset.ts';
import { scanStaged } from '../../src/scan/change/staged.ts';
import { type OpenedPack, openPack } from '../../src/scan/history/opened-pack.ts';
import { surveyShare } from '../../src/scan/history/share.ts';
import { scanShare } from '../../src/scan/share.ts';
import { planFiles } from '../../src/sources/files.ts';
import { nouvelKey } from '../support/keys.ts';
import { directoryOf, git, startLeakward } from '../support/run.ts';

/** A file of so many bytes that takes no room on the disk. */
function largeFile(path: string, bytes: number): void {
  const file = openSync(path, 'w');
  ftruncateSync(file, bytes);
  closeSync(file);
}

function counter(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4));
}

/** A repository whose one blob is in so many packs. */
function manyPacks(bytes: number, count: number): string {
  const cwd = directoryOf();
  largeFile(join(cwd, 'zeros'), bytes);
  git(cwd, 'init', '-q');
  git(cwd, 'add', '-A');
  git(cwd, 'commit', '-qm', 'a');
  git(cwd, 'repack', '-adq');
  const packs = join(cwd, '.git/objects/pack');
  for (const name of readdirSync(packs).filter((one) => /\.(?:pack|idx)$/.test(one)))
    for (let i = 1; i < count; i++)
      linkSync(
        join(packs, name),
        join(packs, name.replace(/[0-9a-f]{40}/, i.toString(16).padStart(40, '0'))),
      );
  return cwd;
}

describe('C2: INT and TERM end a run wherever it is', () => {
  test('the survey of a pack can be ended between any two objects, also of one tree of deltas', async () => {
    const cwd = directoryOf();
    git(cwd, 'init', '-q');
    const text = (i: number): string => `${'a line of text\n'.repeat(400)}${i}\n`;
    const versions = Array.from({ length: 60 }, (_, i) => `blob\ndata ${text(i).length}\n${text(i)}\n`);
    execFileSync('git', ['-c', 'fastimport.unpackLimit=0', 'fast-import', '--quiet', '--depth=100'], {
      cwd,
      input: versions.join(''),
    });
    const [directory] = listObjectDirectories(join(cwd, '.git/objects'));
    const { signal } = new AbortController();
    const opened = (directory?.packs ?? []).map((pack) => openPack(pack, 20, signal, () => undefined));
    const packs = (await Promise.all(opened)) as OpenedPack[];
    const [plan] = packs.map((pack) => pack.plan);
    expect([packs.length, plan?.count, plan?.roots.length]).toEqual([1, 60, 1]);
    const surveyed = async (most: number): Promise<number> => {
      let paced = 0;
      const done = counter();
      const work = {
        packs: packs.map((pack) => ({ file: pack.file, plan: pack.plan, next: counter() })),
        loose: [],
        oidBytes: 20,
        hashed: 'suspects',
        known: undefined,
        kernel: undefined,
        ends: [],
        done,
      } as const;
      const pace = (): undefined => {
        if (++paced > most) throw new Error('ended');
      };
      await surveyShare(createDetector(createRuleset()), work, 0, pace).catch(() => undefined);
      return Atomics.load(done, 0);
    };
    expect(await surveyed(Number.POSITIVE_INFINITY)).toBe(60);
    for (const most of [1, 10, 40]) expect(await surveyed(most)).toBeLessThanOrEqual(most + 1);
  });

  test('a scan of files can be ended between any two of them', async () => {
    const cwd = directoryOf(Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`${i}.txt`, 'x'])));
    const { units } = await planFiles({
      ...{ cwd, paths: [], all: true, exclude: [] },
      signal: new AbortController().signal,
    });
    let paced = 0;
    const pace = (): undefined => void paced++;
    const detector = createDetector(createRuleset());
    await scanShare(detector, { units, next: counter(), maxBytes: undefined, pace });
    expect(paced).toBeGreaterThanOrEqual(units.length);
  });

  test('a blob of nothing but keys can be ended between any two of them', async () => {
    const count = 500;
    const bytes = Buffer.from(Array.from({ length: count }, (_, i) => `${nouvelKey(i)},`).join(''));
    const blob = { origin: { kind: 'stdin', path: '' }, bytes } as const;
    const detector = createDetector(createRuleset());
    let paced = 0;
    const found = await detector.detectInTurns(blob, () => void paced++);
    expect(found).toEqual(detector.detect(blob));
    expect(found.length).toBe(count);
    expect(paced).toBeGreaterThanOrEqual(2 * count);
    const ended = (): undefined => {
      throw new Error('ended');
    };
    await expect(detector.detectInTurns(blob, ended)).rejects.toThrow('ended');
  });

  test('what is staged may hold more keys than a call takes arguments', async () => {
    const cwd = directoryOf({ 'dump.txt': nouvelKey(1) });
    git(cwd, 'init', '-q');
    git(cwd, 'add', '-A');
    const real = createDetector(createRuleset());
    const detectInTurns: typeof real.detectInTurns = async (blob) =>
      Array<Finding>(140_000).fill(real.detect(blob)[0] as Finding);
    const { signal } = new AbortController();
    const { results } = await scanStaged({
      detector: Promise.resolve({ ...real, detectInTurns }),
      git: { cwd, signal },
      env: {},
      repository: undefined,
    });
    expect(results.length).toBe(140_000);
  });

  const LARGE = 40e9;
  test.each([
    ['one large file', ['scan', 'large'], 'SIGINT', 130],
    ['one large file', ['scan', 'large'], 'SIGTERM', 143],
    ['standard input', ['scan', '-'], 'SIGINT', 130],
    ['a patch', ['diff', '--patch', 'large'], 'SIGTERM', 143],
  ] as const)(
    '%s: %j, %s',
    async (what, args, signal, code) => {
      const cwd = directoryOf();
      largeFile(join(cwd, 'large'), LARGE);
      const through =
        what === 'standard input'
          ? { through: ['sh', '-c', 'exec "$0" "$@" < large', process.execPath] }
          : {};
      const { child, done } = startLeakward(cwd, args, through);
      await new Promise((resolve) => setTimeout(resolve, 2500));
      const begun = Date.now();
      child.kill(signal);
      const ended = await done;
      expect([ended.code, ended.out, ended.err]).toEqual([code, '', '']);
      expect(Date.now() - begun).toBeLessThan(5000);
    },
    60_000,
  );

  test('a history shows how far it is, ends at Ctrl-C, and wipes the line', async () => {
    const cwd = manyPacks(60 << 20, 300);
    const events = new EventEmitter();
    const exits: number[] = [];
    const text = { out: '', err: '' };
    const stderr = Object.assign(new PassThrough(), { isTTY: true });
    const stdout = new PassThrough();
    stdout.on('data', (chunk: Buffer) => (text.out += chunk.toString()));
    stderr.on('data', (chunk: Buffer) => {
      if (text.err === '') setImmediate(() => events.emit('SIGINT'));
      text.err += chunk.toString();
    });
    const code = await main({
      argv: ['node', 'leakward', 'history', '--no-cache'],
      env: { PATH: process.env['PATH'], HOME: cwd },
      ...{ stdin: new PassThrough(), stdout, stderr, cwd: () => cwd },
      on: (name: string, listener: (error?: unknown) => void) => events.on(name, listener),
      off: (name: string, listener: () => void) => events.off(name, listener),
      exit: (ending: number) => void exits.push(ending),
    });
    expect([code, exits, text.out]).toEqual([130, [130], '']);
    expect(text.err).toMatch(/^(?:\r\d+ of 900 objects)+\r\x1b\[K$/);
  }, 60_000);
});
