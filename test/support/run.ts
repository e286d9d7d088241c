/** Runs the built program as a user would, in a directory of its own. */
import { type ChildProcessWithoutNullStreams, execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

export const BIN = new URL('../../bin/leakward.js', import.meta.url).pathname;

/** A directory that is gone after the test, with these files in it. */
export function directoryOf(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const directory = mkdtempSync(join(tmpdir(), 'leakward-test-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), content);
  }
  return directory;
}

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Where the program keeps its files, unless a test names a home: not with whoever runs the tests. */
const OWN_FILES = mkdtempSync(join(tmpdir(), 'leakward-home-'));
process.once('exit', () => rmSync(OWN_FILES, { recursive: true, force: true }));

/** A plain environment for the program, and for what starts it, such as git. */
export function environment(more: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const { PATH = '', HOME = '' } = process.env;
  const own = { XDG_CACHE_HOME: join(OWN_FILES, 'cache'), XDG_STATE_HOME: join(OWN_FILES, 'state') };
  const { LEAKWARD_READER: reader } = process.env;
  const chosen = reader === undefined ? {} : { LEAKWARD_READER: reader };
  return { PATH, HOME, ...('HOME' in more ? {} : own), ...chosen, ...more };
}

/** @param env added to a plain environment that holds no key and no LEAKWARD_ variable but the reader of a trial */
export function leakward(
  cwd: string,
  args: readonly string[],
  options: {
    readonly input?: string | Uint8Array;
    readonly env?: Readonly<Record<string, string>>;
    /** Milliseconds after which the program is killed; the code is null then. */
    readonly timeout?: number;
  } = {},
): Ran {
  const ran = spawnSync(process.execPath, [BIN, ...args], {
    cwd,
    input: options.input ?? '',
    env: environment(options.env),
    maxBuffer: 1 << 28,
    timeout: options.timeout ?? 0,
    killSignal: 'SIGKILL',
  });
  return { code: ran.status, out: ran.stdout.toString(), err: ran.stderr.toString() };
}

/** A program that runs beside the test: its pid, and how it ended. */
export interface Running {
  readonly child: ChildProcessWithoutNullStreams;
  readonly done: Promise<Ran & { readonly signal: NodeJS.Signals | null }>;
}

/** The same as `leakward`, without stopping servers of this process. */
export function startLeakward(
  cwd: string,
  args: readonly string[],
  options: {
    readonly input?: string;
    readonly env?: Readonly<Record<string, string>>;
    /** What runs the program; node unless said. */
    readonly through?: readonly string[];
  } = {},
): Running {
  const [program = '', ...before] = options.through ?? [process.execPath];
  const child = spawn(program, [...before, BIN, ...args], { cwd, env: environment(options.env) });
  const text = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (text.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (text.err += chunk.toString()));
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input ?? '');
  const done = new Promise<Ran & { readonly signal: NodeJS.Signals | null }>((end) =>
    child.on('close', (code, signal) => end({ code, signal, ...text })),
  );
  return { child, done };
}

/** git in a test repository, without the user's settings. */
export function git(cwd: string, ...args: string[]): string {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  const who = [
    '-c',
    'user.name=Test',
    '-c',
    'user.email=test@example.invalid',
    '-c',
    'init.defaultBranch=main',
    '-c',
    'protocol.file.allow=always',
    // Work that no test waits for.
    '-c',
    'maintenance.auto=false',
    '-c',
    'gc.auto=0',
    '-c',
    'core.fsync=none',
  ];
  return execFileSync('git', [...who, ...args], {
    cwd,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
