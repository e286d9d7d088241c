/** The program's outside as a value: what a command may touch of the process. */
import type { Readable, Writable } from 'node:stream';
import type { Io } from '../commands/call.ts';
import { early } from '../model/early.ts';
import { type Interruptible, type Interrupts, listenForInterrupts } from './interrupt.ts';

/** Milliseconds. Node makes a timer that is set longer end after one: a provider would be asked without a pause. */
const MAX_TIMER = 2 ** 31 - 1;

/** What `main` takes of a process; `process` itself fits. */
export interface ProcessLike extends Interruptible {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable;
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  cwd(): string;
}

/** Wraps a process. Signals abort; the caller removes the listeners with `close` of the interrupts. */
export function createIo(outside: ProcessLike): Io & { readonly interrupts: Interrupts } {
  const interrupts = listenForInterrupts(outside);
  const { signal, uncut } = interrupts;
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
    width: outside.stdout.isTTY === true ? outside.stdout.columns : undefined,
    interactive: outside.stderr.isTTY === true && outside.env['CI'] === undefined,
    signal,
    uncut,
    interrupts,
    now: () => new Date(),
    sleep: async (time, signal) => {
      const { setTimeout } = await import('node:timers/promises');
      for (let left = time; left > 0; left -= MAX_TIMER)
        await setTimeout(Math.min(left, MAX_TIMER), undefined, { signal, ref: true });
    },
    ask: (question) => askPerson(outside, question, interrupts),
  };
}

/**
 * Both ends must be a terminal: an answer that comes from a pipe is nobody's. While a line is edited the terminal sends
 * Ctrl-C as a key and no signal. Ctrl-D gives no answer.
 */
async function askPerson(
  { stdin, stderr }: ProcessLike,
  question: string,
  { signal, interrupt }: Interrupts,
): Promise<string | undefined> {
  if (!('isTTY' in stdin && stdin.isTTY === true) || stderr.isTTY !== true) return undefined;
  const { createInterface } = await import('node:readline/promises');
  const lines = createInterface({ input: stdin, output: stderr });
  lines.on('SIGINT', () => interrupt('SIGINT'));
  const closed = early(new Promise<''>((resolve) => lines.once('close', () => resolve(''))));
  try {
    const asked = lines.question(question, { signal }).catch((error: unknown) => {
      // Newer versions of Node take Ctrl-D for an abort, older ones never answer.
      if (signal.aborted || (error as Error).name !== 'AbortError') throw error;
      return '';
    });
    return await Promise.race([asked, closed]);
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
