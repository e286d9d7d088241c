/** Runs the command line in this process: what a table of thousands of calls can afford. */
import { Readable, Writable } from 'node:stream';
import { main } from '../../src/cli/main.ts';
import type { Ran } from './run.ts';

/** @param options.env the whole environment, besides PATH */
export async function runMain(
  cwd: string,
  args: readonly string[],
  options: { readonly input?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Ran> {
  const [out, err] = [collector(), collector()];
  const { PATH = '' } = process.env;
  const code = await main({
    argv: ['node', 'leakward', ...args],
    env: { PATH, HOME: cwd, ...options.env },
    stdin: Readable.from([Buffer.from(options.input ?? '')]),
    stdout: out.stream,
    stderr: err.stream,
    cwd: () => cwd,
    on: () => undefined,
    off: () => undefined,
    exit: () => undefined,
  });
  return { code, out: out.text(), err: err.text() };
}

function collector(): { readonly stream: Writable; readonly text: () => string } {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(Buffer.from(chunk));
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString() };
}
