/** What a scan of files reads, to the byte: limits, files of /proc, pipes, what is marked as not checked out. */
import { execFileSync, spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Skipped } from '../../src/model/report.ts';
import type { FileUnit } from '../../src/sources/file-unit.ts';
import { readFile } from '../../src/sources/read.ts';
import { pauseOf, streamPath } from '../../src/sources/stream.ts';
import { streamBlobs } from '../../src/sources/stream-blobs.ts';
import { nouvelKey } from '../support/keys.ts';
import { BIN, directoryOf, git, leakward, startLeakward } from '../support/run.ts';

const LEAK = `key = "${nouvelKey(3)}"\n`;
const HANGS = 30_000;

interface Document {
  readonly status: string;
  readonly coverage: { readonly files: number; readonly bytes: number; readonly skipped: readonly Skipped[] };
  readonly findings: readonly { readonly location: { readonly path: string } }[];
}

function scan(cwd: string, args: readonly string[], input = ''): Document & { readonly code: number | null } {
  const { code, out } = leakward(cwd, ['scan', '-f', 'json', ...args], { input, timeout: HANGS });
  return { code, ...(JSON.parse(out) as Document) };
}

function pathsIn({ findings }: Document): string[] {
  return findings.map(({ location }) => location.path);
}

describe('what is marked as not checked out is read if it is on disk', () => {
  test.each([
    ['skip-worktree', ['update-index', '--skip-worktree', '.env']],
    ['assume-unchanged', ['update-index', '--assume-unchanged', '.env']],
  ])('%s', (_, mark) => {
    const cwd = directoryOf({ '.env': 'A=1\n', 'b.txt': 'b\n' });
    git(cwd, 'init', '-q');
    git(cwd, 'add', '-A');
    git(cwd, 'commit', '-qm', 'one');
    git(cwd, ...mark);
    writeFileSync(join(cwd, '.env'), `NOUVEL_API_KEY=${nouvelKey(3)}\n`);
    expect(pathsIn(scan(cwd, []))).toEqual(['.env']);
    rmSync(join(cwd, '.env'));
    expect(scan(cwd, [])).toMatchObject({ code: 0, findings: [], coverage: { files: 1 } });
  });

  test('a sparse checkout: what is there is read, what is not is named', () => {
    const cwd = directoryOf({ 'in/a.txt': 'a\n', 'out/b.txt': 'b\n', 'out/c.txt': 'c\n' });
    git(cwd, 'init', '-q');
    git(cwd, 'add', '-A');
    git(cwd, 'commit', '-qm', 'one');
    git(cwd, 'sparse-checkout', 'set', '--no-cone', 'in/');
    mkdirSync(join(cwd, 'out'), { recursive: true });
    writeFileSync(join(cwd, 'out/b.txt'), LEAK);
    const report = scan(cwd, []);
    expect(pathsIn(report)).toEqual(['out/b.txt']);
    expect(report.coverage.skipped).toEqual([
      { kind: 'excluded', path: 'out/c.txt', reason: 'not checked out (sparse checkout)' },
    ]);
  });
});

describe('--max-bytes bounds what is read', () => {
  const limited = (path: string) => ({ kind: 'excluded', path, reason: 'larger than --max-bytes 100000' });

  test('of a device, named or behind a link that is named', () => {
    const cwd = directoryOf();
    symlinkSync('/dev/zero', join(cwd, 'link'));
    for (const path of ['/dev/zero', 'link']) {
      const { code, coverage } = scan(cwd, ['--max-bytes', '100000', path]);
      expect([code, coverage.files, coverage.skipped.length]).toEqual([3, 0, 1]);
      expect(coverage.bytes).toBe(100_000);
    }
  });

  test('of standard input, and what comes within the limit is scanned', () => {
    const cwd = directoryOf();
    const report = scan(cwd, ['--max-bytes', '100000', '-'], `${LEAK}${'x'.repeat(100_000)}`);
    expect([report.code, report.coverage.skipped]).toEqual([1, [limited('stdin')]]);
    expect(scan(cwd, ['--max-bytes', '100000', '-'], 'x'.repeat(100_001)).code).toBe(3);
    expect(scan(cwd, ['--max-bytes', '100000', '-'], 'x'.repeat(100_000)).code).toBe(0);
  });

  test('of a pipe', () => {
    const cwd = directoryOf();
    const { out } = execShell(cwd, `"$NODE" "$BIN" scan -f json --max-bytes 100000 <(yes) || true`);
    expect((JSON.parse(out) as Document).coverage).toMatchObject({ files: 0, bytes: 100_000 });
  });

  test('of a file that grows while it is read', () => {
    const cwd = directoryOf({ 'log.txt': 'x'.repeat(9 << 20) });
    const path = join(cwd, 'log.txt');
    const unit: FileUnit = { path, name: 'log.txt', kind: 'file' };
    const skipped: Skipped[] = [];
    let read = 0;
    const options = {
      buffer: (size: number) => Buffer.alloc(size),
      maxBytes: 10 << 20,
      skip: (one: Skipped) => void skipped.push(one),
    };
    for (const { bytes, window } of readFile(unit, options)) {
      read += window === undefined ? bytes.length : window.to - window.from;
      appendFileSync(path, 'x'.repeat(1 << 20));
    }
    expect([read, skipped]).toEqual([
      10 << 20,
      [{ kind: 'excluded', path: 'log.txt', reason: `larger than --max-bytes ${10 << 20}` }],
    ]);
  });
});

test.runIf(process.platform === 'linux')('files of /proc, whose size is 0, are read to their end', () => {
  const cwd = directoryOf();
  const { coverage } = scan(cwd, ['/proc/kallsyms']);
  expect([coverage.files, coverage.bytes]).toEqual([1, readFileSync('/proc/kallsyms').length]);
  const env = execShell(cwd, `LEAKED=${nouvelKey(5)} "$NODE" "$BIN" scan -f json /proc/self/environ || true`);
  expect((JSON.parse(env.out) as Document).status).toBe('findings');
  expect(scan(cwd, ['--max-bytes', '1000', '/proc/kallsyms']).code).toBe(3);
});

describe('pipes', () => {
  test('one that is named is read, with the windows of a file', () => {
    const cwd = directoryOf({ 'big.txt': `${'y'.repeat(9 << 20)}\n${LEAK}` });
    const { out } = execShell(cwd, `"$NODE" "$BIN" scan -f json <(cat big.txt) <(true) || true`);
    expect((JSON.parse(out) as Document).findings[0]?.location).toMatchObject({ startLine: 2 });
  });

  test.each([
    ['scan', ['scan', 'pipe']],
    ['--files-from', ['scan', '--files-from', 'pipe']],
    ['--patch', ['diff', '--patch', 'pipe']],
    ['a report', ['verify', 'pipe']],
  ])('%s: a writer that is never there is awaited, and an interrupt ends that', async (_, args) => {
    const cwd = directoryOf();
    execFileSync('mkfifo', [join(cwd, 'pipe')]);
    const { child, done } = startLeakward(cwd, args);
    const early = await Promise.race([done, new Promise((resolve) => setTimeout(resolve, 1500))]);
    expect(early).toBeUndefined();
    child.kill('SIGINT');
    expect((await done).code).toBe(130);
  });

  test('a writer that comes late is awaited', async () => {
    const cwd = directoryOf();
    execFileSync('mkfifo', [join(cwd, 'pipe')]);
    const { done } = startLeakward(cwd, ['scan', 'pipe']);
    setTimeout(() => spawn('sh', ['-c', `printf '%s' '${LEAK.trim()}' > pipe`], { cwd }), 700);
    expect((await done).code).toBe(1);
  });

  test('a tracked file that has become a pipe does not hang the scan', () => {
    const cwd = directoryOf({ 'a.txt': 'a\n', 'b.txt': 'b\n' });
    git(cwd, 'init', '-q');
    git(cwd, 'add', '-A');
    rmSync(join(cwd, 'a.txt'));
    execFileSync('mkfifo', [join(cwd, 'a.txt')]);
    expect(scan(cwd, []).coverage).toMatchObject({
      files: 1,
      skipped: [{ path: 'a.txt', kind: 'excluded', reason: 'special file: pipe, socket or device' }],
    });
  });
});

test('chunks of any size give the blobs of the whole', async () => {
  const text = Buffer.from(Array.from({ length: 700_000 }, (_, i) => `line ${i}\n`).join(''));
  const chunks = async function* () {
    for (let at = 0, size = 1; at < text.length; at += size, size = 1 + ((size * 7) % 300_001))
      yield text.subarray(at, at + size);
  };
  let length = 0;
  const options = { maxBytes: undefined, skip: () => undefined };
  for await (const { bytes, window } of streamBlobs({ kind: 'stdin', path: 'stdin' }, chunks(), options)) {
    const { from, to, at } = window ?? { from: 0, to: bytes.length, at: { offset: 0 } };
    expect(at.offset + from).toBe(length);
    expect(
      Buffer.compare(Buffer.from(bytes.subarray(from, to)), text.subarray(length, length + to - from)),
    ).toBe(0);
    length += to - from;
  }
  expect(length).toBe(text.length);
});

test('a named file is streamed as it is', async () => {
  const cwd = directoryOf({ file: 'x'.repeat(1 << 20) });
  let length = 0;
  for await (const chunk of streamPath(join(cwd, 'file'), pauseOf(new AbortController().signal)))
    length += chunk.length;
  expect(length).toBe(1 << 20);
});

function execShell(cwd: string, script: string): { readonly out: string } {
  const { PATH = '', HOME = '' } = process.env;
  const env = { PATH, HOME, NODE: process.execPath, BIN };
  const out = execFileSync('bash', ['-c', script], { cwd, env, encoding: 'utf8', timeout: HANGS });
  return { out };
}
