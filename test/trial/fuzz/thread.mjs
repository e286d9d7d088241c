// One thread of the fuzz trial: runs the built command line with streams of its own in place of the process's.
import { Readable, Writable } from 'node:stream';
import { parentPort, workerData } from 'node:worker_threads';
import { main } from '../../../dist/cli.js';

function sink() {
  const chunks = [];
  const stream = new Writable({
    write(chunk, _, done) {
      chunks.push(Buffer.from(chunk));
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString('latin1') };
}

parentPort.on('message', async ({ args, cwd, input }) => {
  const out = sink();
  const err = sink();
  const code = await main({
    argv: ['node', 'leakward', ...args],
    env: workerData,
    stdin: Readable.from(input === undefined ? [] : [Buffer.from(input)]),
    stdout: out.stream,
    stderr: err.stream,
    cwd: () => cwd,
    on() {},
    off() {},
  });
  parentPort.postMessage({ code, out: out.text(), err: err.text() });
});
