/**
 * Runs the built program in a thread that has it loaded: starting Node and loading the program takes longer than most
 * of what tests ask of it. What a test says of the process itself (signals, memory, standard input that is a terminal
 * or a pipe, hooks that git starts) takes `run.ts`. With LEAKWARD_TEST_PROCESS set, every run is a process again:
 * `npm run trial -- processes`.
 */
import { once } from 'node:events';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { FAST_CLOCK } from './fast-clock.ts';
import { leakward as asProcess, environment, type Ran, startLeakward } from './run.ts';

export interface RunOptions {
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
}

const THREAD = new URL('./resident.mjs', import.meta.url);
const PROCESSES = process.env['LEAKWARD_TEST_PROCESS'] !== undefined;
/** The longest that a run may take; in milliseconds. */
const LONGEST = 50_000;

/** One with the clock of the machine, one whose pauses take no time. */
const threads = new Map<string, Worker>();

function threadFor({ NODE_OPTIONS = '' }: Readonly<Record<string, string>>): Worker {
  const known = threads.get(NODE_OPTIONS);
  if (known !== undefined) return known;
  if (NODE_OPTIONS !== '' && NODE_OPTIONS !== FAST_CLOCK.NODE_OPTIONS)
    throw new Error('a thread takes no options of Node: use run.ts');
  const made = new Worker(THREAD, {
    env: {},
    execArgv: NODE_OPTIONS.split(' ').filter((word) => word !== ''),
  });
  // It ends with the tests of the file.
  made.unref();
  threads.set(NODE_OPTIONS, made);
  return made;
}

interface Answer {
  readonly code: number;
  readonly out: Uint8Array;
  readonly err: Uint8Array;
  readonly failed?: string;
}

function ask(cwd: string, args: readonly string[], options: RunOptions) {
  const env = environment(options.env);
  const { port1, port2 } = new MessageChannel();
  const flag = new Int32Array(new SharedArrayBuffer(4));
  const thread = threadFor(env);
  thread.postMessage({ cwd, args, input: options.input ?? '', env, port: port2, flag }, [port2]);
  return { port: port1, flag, thread };
}

function ranOf({ code, out, err, failed }: Answer): Ran {
  if (failed !== undefined) throw new Error(failed);
  return { code, out: Buffer.from(out).toString(), err: Buffer.from(err).toString() };
}

/** The same as of `run.ts`; servers of this thread stop meanwhile. */
export function leakward(cwd: string, args: readonly string[], options: RunOptions = {}): Ran {
  if (PROCESSES) return asProcess(cwd, args, options);
  const { port, flag } = ask(cwd, args, options);
  if (Atomics.wait(flag, 0, 0, LONGEST) === 'timed-out') throw new Error(`still running: ${args.join(' ')}`);
  const { message } = receiveMessageOnPort(port) as { readonly message: Answer };
  port.close();
  return ranOf(message);
}

/** The same without stopping servers of this thread. */
export async function leakwardBeside(
  cwd: string,
  args: readonly string[],
  options: RunOptions & { readonly input?: string } = {},
): Promise<Ran> {
  if (PROCESSES) return await startLeakward(cwd, args, options).done;
  const { port } = ask(cwd, args, options);
  const [message] = (await once(port, 'message')) as [Answer];
  port.close();
  return ranOf(message);
}
