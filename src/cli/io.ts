/** The program's outside as a value: what a command may touch of the process. */
import type { Readable, Writable } from 'node:stream';

/** What `main` takes of a process; `process` itself fits. */
export interface ProcessLike {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable;
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  cwd(): string;
  on(event: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
  off(event: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
}

/** What a command gets. */
export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable;
  /** Resolves when the text is taken; a closed pipe is no error, the text is dropped. */
  out(text: string): Promise<void>;
  err(text: string): Promise<void>;
  /** Lines for people on standard output: without keys, whatever they repeat of names, labels and settings. */
  say(text: string): Promise<void>;
  readonly color: { readonly out: boolean; readonly err: boolean };
  readonly width: number;
  /** True if a person watches standard error. */
  readonly interactive: boolean;
  /** Aborted by SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
  /** Now. */
  readonly now: () => Date;
  /** Resolves after so many milliseconds. Throws the signal's reason if aborted. */
  readonly sleep: (time: number, signal: AbortSignal) => Promise<void>;
  /** A person's answer; undefined where nobody can be asked. */
  readonly ask: (question: string) => Promise<string | undefined>;
}

/** Wraps a process. Signals abort; the caller removes the listeners with `close`. */
export function createIo(outside: ProcessLike): Io & { close(): void } {
  const abort = new AbortController();
  const stop = (): void => abort.abort();
  outside.on('SIGINT', stop);
  outside.on('SIGTERM', stop);
  const writers = { out: createWriter(outside.stdout), err: createWriter(outside.stderr) };
  return {
    cwd: outside.cwd(),
    env: outside.env,
    stdin: outside.stdin,
    ...writers,
    say: async (text) => {
      const { safeLines } = await import('../report/unkeyed.ts');
      await writers.out(safeLines(text));
    },
    color: { out: wantsColor(outside.env, outside.stdout), err: wantsColor(outside.env, outside.stderr) },
    width: outside.stdout.columns ?? 100,
    interactive: outside.stderr.isTTY === true && outside.env['CI'] === undefined,
    signal: abort.signal,
    now: () => new Date(),
    sleep: async (time, signal) => {
      const { setTimeout } = await import('node:timers/promises');
      await setTimeout(time, undefined, { signal, ref: true });
    },
    ask: (question) => askPerson(outside, question, abort.signal),
    close() {
      outside.off('SIGINT', stop);
      outside.off('SIGTERM', stop);
    },
  };
}

/** Both ends must be a terminal: an answer that comes from a pipe is nobody's. */
async function askPerson(
  { stdin, stderr }: ProcessLike,
  question: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (!('isTTY' in stdin && stdin.isTTY === true) || stderr.isTTY !== true) return undefined;
  const { createInterface } = await import('node:readline/promises');
  const lines = createInterface({ input: stdin, output: stderr });
  try {
    return await lines.question(question, { signal });
  } finally {
    lines.close();
  }
}

function createWriter(stream: Writable): (text: string) => Promise<void> {
  let closed = false;
  // The reader has what it wants (`| head`): nothing is wrong with that, but nothing more can be written.
  stream.on('error', () => {
    closed = true;
  });
  return (text) =>
    closed || text === ''
      ? Promise.resolve()
      : new Promise((resolve) => {
          stream.write(text, () => resolve());
        });
}

/** NO_COLOR (no-color.org) and FORCE_COLOR before the terminal; FORCE_COLOR=0 is a no. */
function wantsColor(env: ProcessLike['env'], stream: { readonly isTTY?: boolean }): boolean {
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return false;
  const force = env['FORCE_COLOR'];
  if (force !== undefined) return force !== '0' && force !== 'false';
  return stream.isTTY === true && env['TERM'] !== 'dumb';
}
